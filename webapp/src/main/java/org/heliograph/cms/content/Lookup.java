package org.heliograph.cms.content;

import java.util.List;
import java.util.Optional;

/**
 * Finds nodes in all workspaces of content, whatever the caller may read. The index answers it: a save that has returned is
 * seen by what is asked afterwards.
 */
public interface Lookup {

    /**
     * A node that was found.
     *
     * @param view in which it was found; its path is the one that readers know
     * @param workspace of content
     */
    record Found(View view, String workspace, NodeSnapshot node) {}

    /** The nodes with an identifier, in whatever workspace; mostly one. */
    List<Found> byId(View view, String id);

    /** The node at a path. */
    Optional<NodeSnapshot> byPath(View view, String workspace, String path);

    /** The nodes that hold an identifier in any of their values, in texts with links too, in order of view and workspace. */
    List<Found> mentioning(String id);

    /**
     * The nodes with a value in a property.
     *
     * @param property stored name
     * @param value of at most 500 characters
     */
    List<NodeSnapshot> withValue(View view, String workspace, String property, String value);
}
