package org.heliograph.cms.index;

/**
 * A value that nodes have, and how many have it.
 *
 * @param value a {@code Long}, a {@code Double}, or a {@code String} for all others
 * @param count number of nodes, at least one; a node that has the value twice counts once
 */
public record FacetValue(Object value, long count) {}
