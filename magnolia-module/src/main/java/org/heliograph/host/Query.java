package org.heliograph.host;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is looked for among the nodes of one type in one workspace. All conditions must hold.
 *
 * @param text words to be found in the node's texts, in Chinese or English; empty for none
 * @param anyOf by name of a property of type String, Boolean or Reference: the values of which it must have one, written
 *     as strings without {@code |}
 * @param between by name of a property of type Date: when it must be
 * @param orderBy name of a property of type Date or String; nodes without it come last
 * @param offset how many of the first ones are left out
 * @param limit how many are given at most
 */
public record Query(
        String workspace,
        String nodeType,
        Optional<String> text,
        Map<String, Set<String>> anyOf,
        Map<String, Range> between,
        String orderBy,
        boolean descending,
        int offset,
        int limit) {

    /**
     * Some time; what is empty is open.
     *
     * @param from first moment of it
     * @param until first moment after it
     */
    public record Range(Optional<Instant> from, Optional<Instant> until) {}
}
