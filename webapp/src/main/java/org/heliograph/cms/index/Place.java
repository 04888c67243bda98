package org.heliograph.cms.index;

import java.util.List;

/**
 * A place in the order of a search, whether or not a node stands there. It holds as long as values sort alike, so over
 * saves, restarts and a new index.
 *
 * @param keys what the node sorts by, one for each part of the order and at last its identifier; empty for a missing
 *     value. No keys are the place before all nodes.
 */
public record Place(List<byte[]> keys) {

    /** Before all nodes. */
    public static final Place START = new Place(List.of());
}
