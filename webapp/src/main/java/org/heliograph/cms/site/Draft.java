package org.heliograph.cms.site;

import java.util.function.Predicate;

/**
 * An item that is shown as it is worked on, in the middle of what is published.
 *
 * @param path of it, in its workspace
 * @param mentions tells by their identifiers what it or its parts speak of, such as pictures
 * @param address what the addresses of its unpublished files begin with
 */
record Draft(String workspace, String path, Predicate<String> mentions, String address) {

    /** Whether a node is the item or a part of it. */
    boolean holds(String otherWorkspace, String otherPath) {
        return workspace.equals(otherWorkspace) && (otherPath.equals(path) || otherPath.startsWith(path + "/"));
    }
}
