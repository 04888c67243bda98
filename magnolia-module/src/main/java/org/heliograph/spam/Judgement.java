package org.heliograph.spam;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the shield thinks of a message.
 *
 * @param score sum of the points of all reasons, exactly
 * @param reasons the weightiest first; empty if nothing was remarkable
 * @param retryAfter how long the sender should wait, if and only if the message is refused
 */
public record Judgement(Decision decision, int score, List<Reason> reasons, Optional<Duration> retryAfter) {

    /** What becomes of the message. */
    public enum Decision {
        /** It is stored and counts as real. */
        ACCEPT,
        /** It is stored and waits for a moderator. */
        HOLD,
        /** It is not stored; there were too many, and the sender is told when to try again. */
        REFUSE
    }

    static Judgement of(List<Reason> reasons, int holdAt) {
        List<Reason> sorted = reasons.stream()
                .sorted((a, b) -> Integer.compare(Math.abs(b.points()), Math.abs(a.points())))
                .toList();
        int score = sorted.stream().mapToInt(Reason::points).sum();
        return new Judgement(score >= holdAt ? Decision.HOLD : Decision.ACCEPT, score, sorted, Optional.empty());
    }

    static Judgement refused(Reason reason, Duration retryAfter) {
        return new Judgement(Decision.REFUSE, reason.points(), List.of(reason), Optional.of(retryAfter));
    }
}
