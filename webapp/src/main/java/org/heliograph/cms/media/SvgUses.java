package org.heliograph.cms.media;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.web.ProblemException;

/**
 * Counts how often {@code <use>} repeats things. Ten of them in one another, ten times each, would keep every browser busy
 * that shows the picture.
 */
final class SvgUses {

    private static final long MOST = 10_000;
    private static final String ROOT = "";

    /** Identifiers around the current place; those of elements without one are empty. */
    private final Deque<String> open = new ArrayDeque<>();

    /** What is used within an identified element, or anywhere. */
    private final Map<String, List<String>> used = new HashMap<>();

    void open(Optional<String> id) {
        open.push(id.orElse(ROOT));
    }

    void close() {
        open.pop();
    }

    void use(Optional<String> address) {
        String target = address.filter(text -> text.startsWith("#"))
                .map(text -> text.substring(1))
                .orElse(ROOT);
        if (target.isEmpty()) {
            return;
        }
        Set<String> around = new HashSet<>(open);
        around.add(ROOT);
        around.forEach(id -> used.computeIfAbsent(id, key -> new ArrayList<>()).add(target));
    }

    /** @throws ProblemException 422 if all uses together repeat too much, or an element uses itself */
    void requireFew() {
        if (count(ROOT, new HashMap<>(), new HashSet<>()) > MOST) {
            throw new ProblemException(422, "svg-refused");
        }
    }

    private long count(String id, Map<String, Long> known, Set<String> above) {
        Long counted = known.get(id);
        if (counted != null) {
            return counted;
        }
        if (!above.add(id) || above.size() > 200) {
            return MOST + 1;
        }
        long sum = 1;
        for (String target : used.getOrDefault(id, List.of())) {
            sum = Math.min(MOST + 1, sum + count(target, known, above));
        }
        above.remove(id);
        known.put(id, sum);
        return sum;
    }
}
