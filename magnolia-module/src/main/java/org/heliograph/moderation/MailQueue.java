package org.heliograph.moderation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.host.ContentSessions;
import org.heliograph.message.Messages;

/**
 * Replies that wait for the mail server, in the repository, so that they survive the end of the process. Keeps no text,
 * only which reply of which message it is: {@code /mail-queue/<message>/<reply>}.
 */
final class MailQueue {

    /** Messages with waiting replies: more than moderators write while a mail server is away. */
    static final int MOST_WAITING = 2_000;

    private static final String QUEUE = "mail-queue";

    private final ContentSessions sessions;

    MailQueue(ContentSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * A reply that waits.
     *
     * @param message identifier of the node of the message
     * @param mail identifier of the reply's mail
     * @param attempts that failed already
     */
    record Waiting(String message, String mail, int attempts, Instant nextAt) {

        private String name() {
            return mail.replaceAll("[^A-Za-z0-9-]", "_");
        }
    }

    /** There are too many replies waiting to take one more. */
    static final class FullException extends RepositoryException {

        private static final long serialVersionUID = 1L;

        FullException() {
            super("More than " + MOST_WAITING + " messages have replies that wait for the mail server");
        }
    }

    /**
     * Adds a reply in the save that stores it.
     *
     * @throws FullException if too many are waiting
     */
    void add(Session session, Waiting reply) throws RepositoryException {
        if (Shelf.open(session, QUEUE).getNodes().getSize() >= MOST_WAITING) {
            throw new FullException();
        }
        Node node = Shelf.open(session, QUEUE, reply.message(), reply.name());
        node.setProperty("mail", reply.mail());
        node.setProperty("attempts", reply.attempts());
        Shelf.put(node, "nextAt", reply.nextAt());
    }

    /** Takes a reply out, in the save that notes what became of it. */
    void remove(Session session, Waiting reply) throws RepositoryException {
        Optional<Node> node = Shelf.find(session, QUEUE, reply.message(), reply.name());
        if (node.isPresent()) {
            Node message = node.get().getParent();
            node.get().remove();
            if (!message.hasNodes()) {
                message.remove();
            }
        }
    }

    /** Takes out all replies to a message, in the save that erases it. */
    void forget(Session session, String message) throws RepositoryException {
        Optional<Node> node = Shelf.find(session, QUEUE, message);
        if (node.isPresent()) {
            node.get().remove();
        }
    }

    void remove(Waiting reply) throws RepositoryException {
        sessions.write(Messages.WORKSPACE, session -> {
            remove(session, reply);
            return reply;
        });
    }

    /** Notes that an attempt failed, and when the next one is. */
    void postpone(Waiting reply, Instant until) throws RepositoryException {
        sessions.write(Messages.WORKSPACE, session -> {
            Optional<Node> node = Shelf.find(session, QUEUE, reply.message(), reply.name());
            if (node.isPresent()) {
                node.get().setProperty("attempts", reply.attempts() + 1);
                Shelf.put(node.get(), "nextAt", until);
            }
            return reply;
        });
    }

    /** Replies whose time has come, those that wait longest first. */
    List<Waiting> due(Instant now) throws RepositoryException {
        return all().stream()
                .filter(reply -> !reply.nextAt().isAfter(now))
                .sorted(Comparator.comparing(Waiting::nextAt))
                .toList();
    }

    List<Waiting> all() throws RepositoryException {
        return sessions.read(Messages.WORKSPACE, session -> {
            List<Waiting> all = new ArrayList<>();
            for (Node message : Shelf.below(session, MOST_WAITING, QUEUE)) {
                for (Node reply : Shelf.children(message, Action.MOST_REPLIES)) {
                    all.add(new Waiting(
                            message.getName(),
                            Shelf.text(reply, "mail"),
                            (int) Shelf.number(reply, "attempts"),
                            Shelf.moment(reply, "nextAt").orElse(Instant.EPOCH)));
                }
            }
            return all;
        });
    }
}
