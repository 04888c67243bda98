package org.heliograph.cms.content;

import org.heliograph.cms.repository.ContentRepository;

/** Which state of the content is read, and where the repository keeps it. */
public enum View {
    /** What editors see and change. */
    WORKING,
    /** What was published, as the public reads it. */
    PUBLISHED;

    /** The workspace of the repository that holds a workspace's content in this view. */
    public String workspace(String workspace) {
        return this == WORKING ? workspace : ContentRepository.PUBLISHED;
    }

    /**
     * Where a node is kept in that workspace.
     *
     * @param path absolute, as it is known in {@code workspace}
     */
    public String path(String workspace, String path) {
        if (this == WORKING) {
            return path;
        }
        return path.equals("/") ? "/" + workspace : "/" + workspace + path;
    }
}
