package org.heliograph.spam;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells when many addresses that were not seen before send messages of one shape, as a flood from rented addresses does
 * whatever it says. A shape is coarse: script, length, lines, links, and which fields are filled.
 */
final class Bursts {

    static final int SHAPES = 1 << 10;
    private static final Duration SHORT = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofHours(24);
    /** As many as a site has on a good day, for each shape. */
    private static final int USUAL = 25;

    private static final int TIMES = 8;

    private final Rate[] lately = rates(SHORT);
    private final Rate[] usually = rates(LONG);

    private static Rate[] rates(Duration time) {
        return IntStream.range(0, SHAPES).mapToObj(i -> new Rate(time)).toArray(Rate[]::new);
    }

    /** Counts a message from an address that is new. */
    Optional<Reason> count(Attempt attempt, Folded folded, Instant now) {
        int shape = shape(attempt, folded);
        double before = usually[shape].count(now) * SHORT.toMinutes() / LONG.toMinutes();
        double many = lately[shape].add(now);
        if (many > Math.max(USUAL, TIMES * before)) {
            return Optional.of(Reason.of("burst", 100, Math.round(many), SHORT.toMinutes()));
        }
        // A burst does not make itself usual.
        usually[shape].add(now);
        return Optional.empty();
    }

    private static int shape(Attempt attempt, Folded folded) {
        String text = folded.text();
        int sample = Math.min(text.length(), 500);
        long han = text.chars().limit(sample).filter(Folded::isHan).count();
        int shape = han * 3 > sample ? 1 : 0;
        shape = shape << 3 | Math.min(7, log2(text.length()) / 2);
        shape = shape << 2
                | Math.min(3, log2((int) text.chars().filter(c -> c == '\n').count() + 1));
        shape = shape << 1 | (text.contains("http") || text.contains("www.") ? 1 : 0);
        shape = shape << 1 | (attempt.company().isEmpty() ? 0 : 1);
        return shape << 2 | Math.min(3, attempt.contacts().size());
    }

    private static int log2(int number) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, number));
    }
}
