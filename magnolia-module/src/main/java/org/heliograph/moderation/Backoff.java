package org.heliograph.moderation;

import java.time.Duration;
import java.time.Instant;

/**
 * When something that failed is tried again: after a while that doubles each time.
 *
 * @param first before the second attempt
 * @param longest between two attempts
 * @param attempts in all, before it is given up
 */
record Backoff(Duration first, Duration longest, int attempts) {

    /** Mail: over about two days, as mail servers do. */
    static final Backoff MAIL = new Backoff(Duration.ofMinutes(1), Duration.ofHours(8), 14);

    /** Webhooks: over about half a day. */
    static final Backoff WEBHOOK = new Backoff(Duration.ofSeconds(30), Duration.ofHours(4), 12);

    boolean isOver(int attemptsMade) {
        return attemptsMade >= attempts;
    }

    /** @param attemptsMade at least 1 */
    Instant next(Instant now, int attemptsMade) {
        Duration wait = first.multipliedBy(1L << Math.min(attemptsMade - 1, 20));
        return now.plus(wait.compareTo(longest) < 0 ? wait : longest);
    }
}
