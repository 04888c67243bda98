package org.heliograph.spam;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.jcr.RepositoryException;
import org.heliograph.host.ContentSessions;

/**
 * Judges contact messages. Asks nobody outside, drops nothing: what is suspect is held, and only what comes too fast is
 * refused. Safe for use by many threads; its memory is bounded however many messages come.
 */
public final class Shield {

    private final SpamSettings settings;
    private final Clock clock;
    private final Keyed keyed;
    private final Limits limits;
    private final Tokens tokens;
    private final Phrases phrases = new Phrases();
    private final Alike alike;
    private final Bursts bursts = new Bursts();
    private final Learning learning;

    /**
     * Begins with an empty memory of what came lately, and with what was learned before.
     *
     * @param key secret that signs tokens and hides what was learned; at least 16 bytes, the same after a restart
     * @param sessions to the workspace {@code messages}, which keeps what was learned
     * @throws IllegalArgumentException if the key is too short
     */
    public Shield(SpamSettings settings, byte[] key, ContentSessions sessions, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.tokens = new Tokens(settings, key);
        this.keyed = new Keyed(key, "memory");
        this.limits = new Limits(settings, keyed);
        this.alike = new Alike(keyed);
        this.learning = new Learning(settings, key, sessions, clock);
    }

    /** A new challenge for a form, as hard as the load asks for. */
    public Challenge challenge(Locale language) {
        Instant now = clock.instant();
        return tokens.issue(now, limits.bits(now), language);
    }

    /**
     * Whether a request from an address is refused whatever it holds. Cheap: to be asked before the body is read. Counts
     * the request.
     *
     * @return how long to wait; empty if the request may go on
     */
    public Optional<Duration> refuses(String address) {
        return limits.refuses(address, clock.instant());
    }

    /** Judges a message, and remembers what it needs to judge those that follow. */
    public Judgement judge(Attempt attempt) {
        Instant now = attempt.receivedAt();
        Limits.Finding limit = limits.count(attempt.address(), keyed.hash(attempt.message()), now);
        if (limit.refused().isPresent()) {
            Limits.Refusal refusal = limit.refused().get();
            return Judgement.refused(refusal.reason(), refusal.delay());
        }
        Folded folded = Folded.of(attempt.message());
        List<Reason> reasons = new ArrayList<>(limit.reasons());
        reasons.addAll(tokens.redeem(attempt));
        if (!attempt.honeypot().isBlank()) {
            // Some browsers fill in hidden fields for people, so it cannot decide alone.
            reasons.add(Reason.of("honeypot", 40));
        }
        alike.count(folded, now).ifPresent(reasons::add);
        if (limit.newcomer()) {
            bursts.count(attempt, folded, now).ifPresent(reasons::add);
        }
        reasons.addAll(tempered(text(attempt, folded)));
        return Judgement.of(reasons, settings.holdAt());
    }

    private List<Reason> text(Attempt attempt, Folded folded) {
        List<Reason> reasons = new ArrayList<>(phrases.find(folded));
        reasons.addAll(Writing.look(attempt, folded));
        learning.judge(folded).ifPresent(reasons::add);
        return reasons;
    }

    /**
     * What speaks for a text weighs no more than what speaks against it, and nothing once that is enough to hold it: fair
     * words excuse neither a forged token nor plain spam.
     */
    private List<Reason> tempered(List<Reason> reasons) {
        int against = reasons.stream()
                .mapToInt(reason -> Math.max(0, reason.points()))
                .sum();
        int left = against < settings.holdAt() ? against : 0;
        List<Reason> tempered = new ArrayList<>();
        for (Reason reason : reasons) {
            int points = Math.max(reason.points(), -left);
            left += Math.min(0, points);
            if (points != 0) {
                tempered.add(new Reason(reason.key(), reason.arguments(), points));
            }
        }
        return tempered;
    }

    /**
     * Learns from what a moderator decided; all of it becomes one revision, which is on disk when this returns.
     *
     * @param moderator user name
     * @return number of the revision
     * @throws RepositoryException if it cannot be stored; then nothing was learned
     */
    public long learn(List<Lesson> lessons, String moderator) throws RepositoryException {
        long revision = learning.learn(lessons, moderator);
        for (Lesson lesson : lessons) {
            if (!lesson.spam()) {
                alike.forgive(Folded.of(lesson.message()));
            }
        }
        return revision;
    }

    /**
     * What has been learned.
     *
     * @throws RepositoryException if it cannot be read
     */
    public Weights weights() throws RepositoryException {
        return learning.weights();
    }

    /**
     * Puts the weights of an earlier revision in force again, as a new revision.
     *
     * @param revision its number; 0 for the state in which nothing was learned
     * @param administrator user name
     * @return number of the new revision; empty if there is no such revision, or no longer
     * @throws RepositoryException if it cannot be stored; then nothing has changed
     */
    public Optional<Long> rollBack(long revision, String administrator) throws RepositoryException {
        return learning.rollBack(revision, administrator);
    }

    /** How many things it remembers of what came lately; never more than the settings allow. */
    int remembered() {
        return limits.size() + tokens.size() + alike.size();
    }
}
