package org.heliograph.cms.index;

import java.util.List;
import org.heliograph.cms.content.NodeSnapshot;

/**
 * What a search found.
 *
 * @param total number of all matches
 * @param nodes those of the page
 */
public record Hits(long total, List<NodeSnapshot> nodes) {}
