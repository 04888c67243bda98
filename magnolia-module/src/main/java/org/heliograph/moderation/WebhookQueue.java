package org.heliograph.moderation;

import java.time.Clock;
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
import org.heliograph.moderation.DeliveryLog.Kind;
import org.heliograph.moderation.DeliveryLog.Outcome;

/** Events that wait for the receiver, in the repository, so that they survive the end of the process. */
final class WebhookQueue {

    /** More than that are not kept for a receiver that is away. */
    static final int MOST_WAITING = 500;

    private static final String QUEUE = "webhook-queue";

    private final ContentSessions sessions;
    private final Optional<WebhookSender> sender;
    private final DeliveryLog log;
    private final Clock clock;

    WebhookQueue(ContentSessions sessions, Optional<WebhookSender> sender, DeliveryLog log, Clock clock) {
        this.sessions = sessions;
        this.sender = sender;
        this.log = log;
        this.clock = clock;
    }

    private record Event(String id, String body, int attempts, Instant nextAt) {}

    /** Whether there is a receiver, and room for one more event. */
    boolean hasRoom() throws RepositoryException {
        return sender.isPresent() && all().size() < MOST_WAITING;
    }

    /** Adds an event in the save that notes what it tells of. */
    void add(Session session, String id, String body) throws RepositoryException {
        Node node = Shelf.open(session, QUEUE, id);
        node.setProperty("body", body);
        node.setProperty("attempts", 0);
        Shelf.put(node, "nextAt", clock.instant());
    }

    /**
     * Sends what is due, up to a number.
     *
     * @return how many attempts were made
     */
    int sendDue(int most) throws RepositoryException {
        if (sender.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        List<Event> due = all().stream()
                .filter(event -> !event.nextAt().isAfter(now))
                .sorted(Comparator.comparing(Event::nextAt))
                .limit(most)
                .toList();
        for (Event event : due) {
            attempt(sender.get(), event);
        }
        return due.size();
    }

    private void attempt(WebhookSender to, Event event) throws RepositoryException {
        WebhookSender.Result result = to.send(event.id(), event.body());
        int attempts = event.attempts() + 1;
        Outcome outcome = result.outcome() == Outcome.LATER && Backoff.WEBHOOK.isOver(attempts)
                ? Outcome.NEVER
                : result.outcome();
        sessions.write(Messages.WORKSPACE, session -> {
            Optional<Node> node = Shelf.find(session, QUEUE, event.id());
            if (node.isPresent() && outcome == Outcome.LATER) {
                node.get().setProperty("attempts", attempts);
                Shelf.put(node.get(), "nextAt", Backoff.WEBHOOK.next(clock.instant(), attempts));
            } else if (node.isPresent()) {
                node.get().remove();
            }
            return event;
        });
        log.add(Kind.WEBHOOK, event.id(), attempts, outcome, result.detail());
    }

    private List<Event> all() throws RepositoryException {
        return sessions.read(Messages.WORKSPACE, session -> {
            List<Event> all = new ArrayList<>();
            for (Node node : Shelf.below(session, MOST_WAITING, QUEUE)) {
                all.add(new Event(
                        node.getName(),
                        Shelf.text(node, "body"),
                        (int) Shelf.number(node, "attempts"),
                        Shelf.moment(node, "nextAt").orElse(Instant.EPOCH)));
            }
            return all;
        });
    }
}
