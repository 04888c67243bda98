package org.heliograph.spam;

import java.time.Clock;
import java.time.Duration;
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
    private final Tokens tokens;

    /**
     * @param key secret that signs tokens and hides what was learned; at least 16 bytes, the same after a restart
     * @param sessions to the workspace {@code messages}, which keeps what was learned
     * @throws IllegalArgumentException if the key is too short
     */
    public Shield(SpamSettings settings, byte[] key, ContentSessions sessions, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.tokens = new Tokens(settings, key);
    }

    /** A new challenge for a form, as hard as the load asks for. */
    public Challenge challenge(Locale language) {
        return tokens.issue(clock.instant(), settings.bits(), language);
    }

    /**
     * Whether a request from an address is refused whatever it holds. Cheap: to be asked before the body is read. Counts
     * the request.
     *
     * @return how long to wait; empty if the request may go on
     */
    public Optional<Duration> refuses(String address) {
        return Optional.empty();
    }

    /** Judges a message, and remembers what it needs to judge those that follow. */
    public Judgement judge(Attempt attempt) {
        List<Reason> reasons = new ArrayList<>(tokens.redeem(attempt));
        return Judgement.of(reasons, settings.holdAt());
    }

    /**
     * Learns from what a moderator decided; all of it becomes one revision, which is on disk when this returns.
     *
     * @param moderator user name
     * @return number of the revision
     * @throws RepositoryException if it cannot be stored; then nothing was learned
     */
    public long learn(List<Lesson> lessons, String moderator) throws RepositoryException {
        return 0;
    }

    /**
     * What has been learned.
     *
     * @throws RepositoryException if it cannot be read
     */
    public Weights weights() throws RepositoryException {
        return new Weights(0, 0, List.of(), List.of());
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
        return Optional.empty();
    }
}
