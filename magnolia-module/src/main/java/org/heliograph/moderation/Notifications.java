package org.heliograph.moderation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.host.ContentSessions;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.message.State;
import org.heliograph.moderation.DeliveryLog.Kind;
import org.heliograph.moderation.DeliveryLog.Outcome;
import org.heliograph.moderation.Queue.Filter;
import org.heliograph.moderation.Queue.Page;

/**
 * Tells moderators what came: by webhook soon, by mail in digests, and at once when much more comes than usual. It looks
 * at what is stored since it told last, so that neither a flood nor the end of the process loses or repeats anything,
 * and no more is told an hour than the settings allow: what has to wait is told together.
 */
final class Notifications {

    /** A message may be stored so much later than it was received; what is younger is told next time. */
    static final Duration SETTLING = Duration.ofSeconds(15);

    /** Messages that an event names; it counts the others. */
    static final int MOST_NAMED = 50;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration USUAL = Duration.ofDays(1);
    private static final String NODE = "notification";

    private final ContentSessions sessions;
    private final Queue queue;
    private final WebhookQueue webhooks;
    private final Optional<MailServer> server;
    private final DeliveryLog log;
    private final ModerationSettings settings;
    private final Clock clock;
    private final MailTexts texts = new MailTexts();
    private int failedDigests;

    Notifications(
            ContentSessions sessions,
            Queue queue,
            WebhookQueue webhooks,
            Optional<MailServer> server,
            DeliveryLog log,
            ModerationSettings settings,
            Clock clock) {
        this.sessions = sessions;
        this.queue = queue;
        this.webhooks = webhooks;
        this.server = server;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What was told when.
     *
     * @param webhookUntil messages before were told by webhook
     * @param digestUntil messages before were told by mail
     * @param alertedAt when the last alert was given
     * @param events when events were given in the last hour
     * @param mails when mail was tried to be sent in the last hour
     */
    private record Told(
            Instant webhookUntil, Instant digestUntil, Instant alertedAt, List<Instant> events, List<Instant> mails) {

        static Told read(Node node, Instant now, Instant start) throws RepositoryException {
            return new Told(
                    Shelf.moment(node, "webhookUntil").orElse(start),
                    Shelf.moment(node, "digestUntil").orElse(start),
                    Shelf.moment(node, "alertedAt").orElse(Instant.EPOCH),
                    lastHour(Shelf.moments(node, "events"), now),
                    lastHour(Shelf.moments(node, "mails"), now));
        }

        private static List<Instant> lastHour(List<Instant> all, Instant now) {
            return all.stream()
                    .filter(each -> each.isAfter(now.minus(HOUR)))
                    .sorted()
                    .toList();
        }

        static List<Instant> plus(List<Instant> all, Instant one) {
            List<Instant> more = new ArrayList<>(all);
            more.add(one);
            return more;
        }
    }

    /** Tells what is to be told now. */
    synchronized void tell() throws RepositoryException {
        Instant settled = clock.instant().minus(SETTLING);
        tellByWebhook(told(settled), settled);
        tellAlert(told(settled), settled);
        tellByMail(told(settled), settled);
    }

    /** The first time only the time is noted: what was there before is no news. */
    private Told told(Instant settled) throws RepositoryException {
        Instant now = clock.instant();
        Optional<Told> told = sessions.read(Messages.WORKSPACE, session -> {
            Optional<Node> node = Shelf.find(session, NODE);
            return node.isEmpty() ? Optional.empty() : Optional.of(Told.read(node.get(), now, settled));
        });
        if (told.isPresent()) {
            return told.get();
        }
        return sessions.write(Messages.WORKSPACE, session -> {
            Node node = Shelf.open(session, NODE);
            Shelf.put(node, "webhookUntil", settled);
            Shelf.put(node, "digestUntil", settled);
            return Told.read(node, now, settled);
        });
    }

    private void tellByWebhook(Told told, Instant settled) throws RepositoryException {
        boolean mayTell = settings.webhook()
                .filter(webhook -> told.events().size() < webhook.perHour())
                .isPresent();
        if (!mayTell || !told.webhookUntil().isBefore(settled) || !webhooks.hasRoom()) {
            return;
        }
        Filter news = Filter.ALL.received(told.webhookUntil(), settled);
        Queue.Found found = queue.find(news, Page.first(MOST_NAMED));
        if (found.total() == 0) {
            return;
        }
        ObjectNode event = event("messages.received", told.webhookUntil(), settled);
        event.put("total", found.total());
        event.put("held", queue.count(news.of("held", "true")));
        ArrayNode named = event.putArray("messages");
        for (Message message : found.messages()) {
            named.addObject()
                    .put("id", message.id())
                    .put("language", message.locale().getLanguage())
                    .put("state", message.state().word())
                    .put("held", message.spam().held());
        }
        ObjectNode counts = event.putObject("counts");
        queue.counts(clock.instant()).forEach(counts::put);
        give(event, told, node -> Shelf.put(node, "webhookUntil", settled));
    }

    @FunctionalInterface
    private interface Note {
        void on(Node node) throws RepositoryException;
    }

    private static ObjectNode event(String type, Instant from, Instant until) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", UUID.randomUUID().toString())
                .put("type", type)
                .put("from", from.toString())
                .put("until", until.toString());
    }

    private void give(ObjectNode event, Told told, Note note) throws RepositoryException {
        sessions.write(Messages.WORKSPACE, session -> {
            Node node = Shelf.open(session, NODE);
            Shelf.put(node, "events", Told.plus(told.events(), clock.instant()));
            note.on(node);
            webhooks.add(session, event.get("id").asText(), event.toString());
            return event;
        });
    }

    private void tellAlert(Told told, Instant settled) throws RepositoryException {
        Instant now = clock.instant();
        boolean isTold = told.alertedAt().isAfter(now.minus(HOUR));
        boolean canTell = settings.webhook().isPresent() || mayMail(told);
        if (isTold || !canTell) {
            return;
        }
        Filter latest = Filter.ALL.received(settled.minus(WINDOW), settled);
        long count = queue.count(latest);
        long usual = count < settings.alert().least() ? Long.MAX_VALUE : usual(settled.minus(WINDOW));
        if (count < settings.alert().least() || count < usual * settings.alert().factor()) {
            return;
        }
        Map<String, Long> counts =
                Map.of("received", count, "held", queue.count(latest.of("held", "true")), "usual", usual);
        sessions.write(Messages.WORKSPACE, session -> {
            Shelf.put(Shelf.open(session, NODE), "alertedAt", now);
            return now;
        });
        if (webhooks.hasRoom()) {
            ObjectNode event = event("messages.rate", settled.minus(WINDOW), settled);
            counts.forEach(event::put);
            give(event, told, node -> {});
        }
        if (mayMail(told)) {
            mail(told, Kind.ALERT, () -> texts.alert(settings.digest().language(), settled, counts));
        }
    }

    /** Messages in ten minutes on the day before, at least one so that the first ones ever are no multiple of nothing. */
    private long usual(Instant until) throws RepositoryException {
        long count = queue.count(Filter.ALL.received(until.minus(USUAL), until));
        return Math.max(1, count / USUAL.dividedBy(WINDOW));
    }

    private boolean mayMail(Told told) {
        return server.isPresent()
                && !settings.digest().to().isEmpty()
                && told.mails().size() < settings.digest().perHour();
    }

    private void tellByMail(Told told, Instant settled) throws RepositoryException {
        Instant due = told.digestUntil().plus(settings.digest().every());
        if (!mayMail(told) || due.isAfter(settled) || isPausing(told)) {
            return;
        }
        Filter news = Filter.ALL.received(told.digestUntil(), settled);
        long received = queue.count(news);
        boolean isTold = received == 0;
        if (!isTold) {
            Map<String, Long> counts = digestCounts(news, received);
            isTold = mail(
                    told,
                    Kind.DIGEST,
                    () -> texts.digest(settings.digest().language(), told.digestUntil(), settled, counts));
        }
        if (isTold) {
            failedDigests = 0;
            sessions.write(Messages.WORKSPACE, session -> {
                Shelf.put(Shelf.open(session, NODE), "digestUntil", settled);
                return settled;
            });
        }
    }

    /** A mail server that did not take the last one gets some time. */
    private boolean isPausing(Told told) {
        Instant since = clock.instant().minus(PAUSE);
        return failedDigests > 0 && told.mails().stream().anyMatch(since::isBefore);
    }

    private Map<String, Long> digestCounts(Filter news, long received) throws RepositoryException {
        Map<String, Long> waiting = queue.counts(clock.instant());
        Map<String, Long> counts = new HashMap<>();
        counts.put("received", received);
        counts.put("held", queue.count(news.of("held", "true")));
        counts.put("heldNow", waiting.get("held"));
        counts.put("overdue", waiting.get("overdue"));
        for (State state : List.of(State.NEW, State.TRIAGED, State.ASSIGNED)) {
            counts.put(state.word(), waiting.get(state.word()));
        }
        return counts;
    }

    /** Sends a mail to each moderator. The attempt counts before it is made, so that failures do not make it more of them. */
    private boolean mail(Told told, Kind kind, Supplier<String> text) throws RepositoryException {
        MailServer mailServer = server.orElseThrow();
        Instant now = clock.instant();
        sessions.write(Messages.WORKSPACE, session -> {
            Shelf.put(Shelf.open(session, NODE), "mails", Told.plus(told.mails(), now));
            return now;
        });
        Locale language = settings.digest().language();
        String subject = Texts.of(language, kind == Kind.ALERT ? "mail.alert.subject" : "mail.digest.subject");
        int attempt = kind == Kind.DIGEST ? failedDigests + 1 : 1;
        boolean isSent = false;
        // One address that the server refuses must not keep the others from the news.
        for (String to : settings.digest().to()) {
            Mail mail = new Mail(mailServer.newId(), List.of(to), subject, text.get(), language, List.of(), true);
            MailServer.Result result = mailServer.send(mail);
            log.add(kind, mail.id(), attempt, result.outcome(), result.detail());
            isSent |= result.outcome() == Outcome.SENT;
        }
        failedDigests += kind == Kind.DIGEST && !isSent ? 1 : 0;
        return isSent;
    }
}
