package org.heliograph.cms.index;

import java.util.List;

/**
 * What a search found.
 *
 * @param total number of all matches
 * @param ids identifiers of the nodes of the page
 */
public record Hits(long total, List<String> ids) {}
