package org.heliograph.cms.security;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many refusals a minute are told one by one, so that a flood of them does not push the rest out of the audit log. */
final class RefusalBudget {

    private static final int TOLD = 60;
    private static final int MOST_NETWORKS = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final String OTHERS = "others";

    private final Map<String, Integer> counts = new HashMap<>();
    private Instant begun = Instant.MIN;

    /** Refusals that were not told one by one. */
    record Untold(String network, int count) {}

    /** Whether a refusal is to be told by itself. */
    synchronized boolean isTold(String network) {
        String key = counts.size() < MOST_NETWORKS || counts.containsKey(network) ? network : OTHERS;
        return counts.merge(key, 1, Integer::sum) <= TOLD;
    }

    /** What was not told in the minute before this one, once. */
    synchronized List<Untold> untold(Instant now) {
        if (begun != Instant.MIN && now.isBefore(begun.plus(WINDOW))) {
            return List.of();
        }
        List<Untold> untold = counts.entrySet().stream()
                .filter(count -> count.getValue() > TOLD)
                .map(count -> new Untold(count.getKey(), count.getValue() - TOLD))
                .toList();
        counts.clear();
        begun = now;
        return untold;
    }
}
