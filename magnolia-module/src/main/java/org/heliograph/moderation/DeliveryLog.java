package org.heliograph.moderation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.host.ContentSessions;
import org.heliograph.message.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of mail and webhooks: the last {@value #KEPT} attempts, in a ring of nodes that never grows beyond. It names
 * messages by their identifiers and no person at all, so that it need not be erased with them.
 */
final class DeliveryLog {

    static final int KEPT = 500;

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);
    private static final String RING = "delivery-log";

    private final ContentSessions sessions;
    private final Clock clock;

    DeliveryLog(ContentSessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What was to be delivered. */
    enum Kind {
        REPLY,
        DIGEST,
        ALERT,
        WEBHOOK
    }

    /** How an attempt ended. */
    enum Outcome {
        /** It was taken. */
        SENT,
        /** It is tried again. */
        LATER,
        /** It is given up. */
        NEVER
    }

    /**
     * An attempt.
     *
     * @param subject identifier of the message, or of the event
     * @param attempt counts from 1
     * @param detail status code or kind of failure, never what another machine said in words
     */
    record Entry(Instant at, Kind kind, String subject, int attempt, Outcome outcome, String detail) {}

    /** Keeps an attempt. That it cannot be kept does not stop the delivery. */
    void add(Kind kind, String subject, int attempt, Outcome outcome, String detail) {
        Entry entry = new Entry(clock.instant(), kind, subject, attempt, outcome, detail);
        LOG.info("{} of {}: attempt {} {} ({})", kind, subject, attempt, outcome, detail);
        try {
            sessions.write(Messages.WORKSPACE, session -> {
                Node ring = Shelf.open(session, RING);
                long number = Shelf.number(ring, "next");
                ring.setProperty("next", number + 1);
                write(Shelf.open(session, RING, "e" + number % KEPT), number, entry);
                return ring.getPath();
            });
        } catch (RepositoryException e) {
            LOG.error("The delivery log cannot be written", e);
        }
    }

    private static void write(Node node, long number, Entry entry) throws RepositoryException {
        node.setProperty("number", number);
        Shelf.put(node, "at", entry.at());
        node.setProperty("kind", entry.kind().name());
        node.setProperty("subject", entry.subject());
        node.setProperty("attempt", entry.attempt());
        node.setProperty("outcome", entry.outcome().name());
        node.setProperty("detail", entry.detail());
    }

    /** The last attempts, the newest first. */
    List<Entry> last(int most) throws RepositoryException {
        record Numbered(long number, Entry entry) {}
        List<Numbered> all = sessions.read(Messages.WORKSPACE, session -> {
            List<Numbered> found = new ArrayList<>();
            for (Node node : Shelf.below(session, KEPT, RING)) {
                Optional<Instant> at = Shelf.moment(node, "at");
                if (at.isPresent()) {
                    found.add(new Numbered(Shelf.number(node, "number"), read(node, at.get())));
                }
            }
            return found;
        });
        return all.stream()
                .sorted(Comparator.comparingLong(Numbered::number).reversed())
                .limit(most)
                .map(Numbered::entry)
                .toList();
    }

    private static Entry read(Node node, Instant at) throws RepositoryException {
        return new Entry(
                at,
                Kind.valueOf(Shelf.text(node, "kind")),
                Shelf.text(node, "subject"),
                (int) Shelf.number(node, "attempt"),
                Outcome.valueOf(Shelf.text(node, "outcome")),
                Shelf.text(node, "detail"));
    }
}
