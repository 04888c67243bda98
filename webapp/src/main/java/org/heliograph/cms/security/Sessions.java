package org.heliograph.cms.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in, by a random token of which only the digest is kept, in memory: a restart signs everybody out. A
 * session ends after {@link #IDLE} without a request, after {@link #LONGEST} whatever happens, and with a change of the
 * password.
 */
final class Sessions {

    static final Duration IDLE = Duration.ofHours(2);
    static final Duration LONGEST = Duration.ofHours(12);
    private static final int TOKEN_BYTES = 32;
    private static final int MOST = 10_000;
    private static final int MOST_OF_A_USER = 20;

    private final Clock clock;
    /** By digest of the token; the least recently begun first. */
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /**
     * A session.
     *
     * @param userId identifier of the user's node, so that another user of the same name does not take it over
     * @param hash of the password at its beginning
     * @param csrf what requests that change something have to repeat
     */
    record Session(String user, String userId, String hash, String csrf, Instant begun, Instant seen) {

        private Session seenAt(Instant now) {
            return new Session(user, userId, hash, csrf, begun, now);
        }
    }

    /** Begins a session and returns its token. */
    synchronized String begin(User user) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> isOver(session, now));
        makeRoom(user.id());
        String token = Secrets.text(TOKEN_BYTES);
        sessions.put(
                Secrets.digest(token),
                new Session(user.name(), user.id(), user.hash(), Secrets.text(TOKEN_BYTES), now, now));
        return token;
    }

    private void makeRoom(String userId) {
        long ofUser = sessions.values().stream()
                .filter(session -> session.userId().equals(userId))
                .count();
        Iterator<Session> each = sessions.values().iterator();
        while (each.hasNext() && (ofUser >= MOST_OF_A_USER || sessions.size() >= MOST)) {
            boolean own = each.next().userId().equals(userId);
            if (own || ofUser < MOST_OF_A_USER) {
                each.remove();
                ofUser -= own ? 1 : 0;
            }
        }
    }

    /** The session of a token, unless it is over; counts as a request. */
    synchronized Optional<Session> find(String token) {
        String key = Secrets.digest(token);
        Session session = sessions.get(key);
        Instant now = clock.instant();
        if (session == null) {
            return Optional.empty();
        }
        if (isOver(session, now)) {
            sessions.remove(key);
            return Optional.empty();
        }
        sessions.put(key, session.seenAt(now));
        return Optional.of(session);
    }

    private static boolean isOver(Session session, Instant now) {
        return now.isAfter(session.seen().plus(IDLE))
                || now.isAfter(session.begun().plus(LONGEST));
    }

    /** Ends a session. */
    synchronized void end(String token) {
        sessions.remove(Secrets.digest(token));
    }

    /** The sessions of a user that are not over, the latest one first. */
    synchronized List<Session> of(String userId) {
        Instant now = clock.instant();
        return sessions.values().stream()
                .filter(session -> session.userId().equals(userId) && !isOver(session, now))
                .sorted(Comparator.comparing(Session::begun).reversed())
                .toList();
    }

    /** Ends all sessions of a user. */
    synchronized void endAll(String userId) {
        sessions.values().removeIf(session -> session.userId().equals(userId));
    }
}
