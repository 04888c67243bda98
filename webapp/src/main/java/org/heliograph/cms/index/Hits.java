package org.heliograph.cms.index;

import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param total number of all matches
 * @param ids identifiers of the nodes of the page
 * @param next the place of the last one, if matches follow and the search went by places
 */
public record Hits(long total, List<String> ids, Optional<Place> next) {}
