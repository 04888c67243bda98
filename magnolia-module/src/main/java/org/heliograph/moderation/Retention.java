package org.heliograph.moderation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.host.ContentSessions;
import org.heliograph.message.ConflictException;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.message.NoSuchMessageException;
import org.heliograph.moderation.Queue.Filter;
import org.heliograph.moderation.Queue.Page;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases messages that have been kept as long as was said (PIPL Art. 19), but for those with a legal hold. */
public final class Retention {

    /** Who does it, in the audit. */
    static final String ACTOR = "retention";

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 100;
    /** Messages that one run erases at most; the next one goes on. */
    private static final int MOST_A_RUN = 20_000;

    private static final Duration BETWEEN_RUNS = Duration.ofDays(1);
    private static final String NODE = "retention";

    private final ContentSessions sessions;
    private final Queue queue;
    private final Erasure erasure;
    private final Clock clock;

    Retention(ContentSessions sessions, Queue queue, Erasure erasure, Clock clock) {
        this.sessions = sessions;
        this.queue = queue;
        this.erasure = erasure;
        this.clock = clock;
    }

    /** Runs if the last run was a day ago, by whichever process of this repository. */
    void runDaily() throws RepositoryException {
        Instant now = clock.instant();
        Optional<Instant> last = sessions.read(Messages.WORKSPACE, session -> {
            Optional<Node> node = Shelf.find(session, NODE);
            return node.isEmpty() ? Optional.empty() : Shelf.moment(node.get(), "ranAt");
        });
        if (last.isPresent() && last.get().plus(BETWEEN_RUNS).isAfter(now)) {
            return;
        }
        int erased = run(now);
        LOG.info("{} messages were erased because their time was over", erased);
        sessions.write(Messages.WORKSPACE, session -> {
            Shelf.put(Shelf.open(session, NODE), "ranAt", now);
            return now;
        });
    }

    /**
     * Erases what is due.
     *
     * @return how many messages
     * @throws RepositoryException if the repository fails; what was erased until then stays erased
     */
    public synchronized int run(Instant now) throws RepositoryException {
        Filter due = Filter.ALL
                .of("legalHold", "false")
                .between("retainUntil", Optional.empty(), Optional.of(now.plusMillis(1)));
        Set<String> kept = new HashSet<>();
        int erased = 0;
        while (erased < MOST_A_RUN) {
            List<Message> batch =
                    queue.find(due, new Page("retainUntil", false, kept.size(), BATCH)).messages().stream()
                            .filter(message -> !kept.contains(message.id()))
                            .toList();
            if (batch.isEmpty()) {
                break;
            }
            for (Message message : batch) {
                if (erase(message, now)) {
                    erased++;
                } else {
                    kept.add(message.id());
                }
            }
        }
        return erased;
    }

    /** What was found may have changed since: a legal hold may be on it, or a later time. */
    private boolean erase(Message message, Instant now) throws RepositoryException {
        if (message.retention().legalHold() || message.retention().until().isAfter(now)) {
            return false;
        }
        try {
            erasure.erase(message.id(), message.revision(), ACTOR, Erasure.Cause.EXPIRED);
            return true;
        } catch (NoSuchMessageException | ConflictException e) {
            LOG.debug("Message {} changed while its time was over", message.id());
            return false;
        }
    }
}
