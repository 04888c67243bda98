package org.heliograph.moderation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.message.ConflictException;
import org.heliograph.message.Message;
import org.heliograph.message.Message.Reply;
import org.heliograph.message.Messages;
import org.heliograph.message.NoSuchMessageException;
import org.heliograph.moderation.DeliveryLog.Kind;
import org.heliograph.moderation.DeliveryLog.Outcome;
import org.heliograph.moderation.MailQueue.Waiting;
import org.heliograph.moderation.MailServer.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what moderators reply: at least once, and not twice unless the process ends between the mail server's yes and the
 * note of it. Only what a person wrote is sent to a sender, whose address nobody has verified.
 */
final class ReplyMail {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyMail.class);
    /** How often the note of a sent reply makes way for somebody else's change. */
    private static final int MOST_CONFLICTS = 10;

    private final Messages messages;
    private final MailQueue queue;
    private final Optional<MailServer> server;
    private final DeliveryLog log;
    private final Clock clock;
    private final MailTexts texts = new MailTexts();
    /** Taken by the mail server, but the note of that could not be stored yet. */
    private final Set<String> sentUnnoted = new HashSet<>();

    ReplyMail(Messages messages, MailQueue queue, Optional<MailServer> server, DeliveryLog log, Clock clock) {
        this.messages = messages;
        this.queue = queue;
        this.server = server;
        this.log = log;
        this.clock = clock;
    }

    /** The identifier of the mail for a reply to a message; empty if none can be sent. */
    Optional<String> newId(Message message) {
        boolean hasAddress =
                message.sender().email().filter(MailAddress::isSendable).isPresent();
        return hasAddress ? server.map(MailServer::newId) : Optional.empty();
    }

    /** Queues a reply in the save that stores it. */
    void queue(Session session, Message message, Reply reply) throws RepositoryException {
        if (reply.messageId().isPresent()) {
            queue.add(session, new Waiting(message.id(), reply.messageId().get(), 0, clock.instant()));
        }
    }

    /**
     * Sends what is due.
     *
     * @return how many replies the mail server took
     * @throws RepositoryException if the queue cannot be read or written; what was sent is not sent again
     */
    synchronized int sendDue() throws RepositoryException {
        if (server.isEmpty()) {
            return 0;
        }
        int sent = 0;
        for (Waiting each : queue.due(clock.instant())) {
            sent += attempt(server.get(), each) ? 1 : 0;
        }
        return sent;
    }

    private boolean attempt(MailServer mailServer, Waiting waiting) throws RepositoryException {
        if (sentUnnoted.contains(waiting.mail())) {
            note(waiting);
            return false;
        }
        Optional<Message> message = messages.find(waiting.message());
        Optional<Reply> reply = message.flatMap(found -> reply(found, waiting.mail()));
        if (reply.isEmpty() || reply.get().sent()) {
            queue.remove(waiting);
            return false;
        }
        Result result = mailServer.send(mail(message.get(), reply.get(), mailServer));
        int attempts = waiting.attempts() + 1;
        Outcome outcome =
                result.outcome() == Outcome.LATER && Backoff.MAIL.isOver(attempts) ? Outcome.NEVER : result.outcome();
        if (outcome == Outcome.SENT) {
            sentUnnoted.add(waiting.mail());
            note(waiting);
        } else if (outcome == Outcome.LATER) {
            queue.postpone(waiting, Backoff.MAIL.next(clock.instant(), attempts));
        } else {
            queue.remove(waiting);
        }
        log.add(Kind.REPLY, waiting.message(), attempts, outcome, result.detail());
        return outcome == Outcome.SENT;
    }

    private static Optional<Reply> reply(Message message, String mail) {
        return message.handling().replies().stream()
                .filter(each -> each.messageId().equals(Optional.of(mail)))
                .findFirst();
    }

    private Mail mail(Message message, Reply reply, MailServer mailServer) {
        List<String> references = new ArrayList<>();
        for (Reply each : message.handling().replies()) {
            if (each.messageId().equals(reply.messageId())) {
                break;
            }
            each.messageId().filter(id -> each.sent()).ifPresent(references::add);
        }
        return new Mail(
                reply.messageId().orElseThrow(),
                message.sender().email().stream().toList(),
                MailTexts.replySubject(message, reply),
                texts.reply(message, reply, mailServer.settings().signature(reply.locale())),
                reply.locale(),
                references,
                false);
    }

    private void note(Waiting waiting) throws RepositoryException {
        for (int i = 0; i < MOST_CONFLICTS; i++) {
            Optional<Message> message = messages.find(waiting.message());
            try {
                if (message.isEmpty()) {
                    queue.remove(waiting);
                } else {
                    messages.change(
                            waiting.message(),
                            message.get().revision(),
                            before -> delivered(before, waiting.mail()),
                            (session, after) -> queue.remove(session, waiting));
                }
                sentUnnoted.remove(waiting.mail());
                return;
            } catch (NoSuchMessageException | ConflictException e) {
                LOG.debug("Message {} changed while its reply was noted", waiting.message());
            }
        }
        throw new RepositoryException("The reply to " + waiting.message() + " was sent, but that could not be noted");
    }

    private static Message delivered(Message before, String mail) {
        List<Reply> replies = before.handling().replies().stream()
                .map(each -> each.messageId().equals(Optional.of(mail)) ? each.delivered() : each)
                .toList();
        return before.with(before.handling().withReplies(replies));
    }
}
