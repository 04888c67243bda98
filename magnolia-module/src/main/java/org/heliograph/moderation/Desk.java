package org.heliograph.moderation;

import java.time.Clock;
import java.util.Optional;
import org.heliograph.host.Audit;
import org.heliograph.host.Callers;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder;
import org.heliograph.host.Purge;
import org.heliograph.message.Messages;
import org.heliograph.spam.Shield;

/** The moderators' desk, put together. A host serves its {@link #resource}, and starts and closes it. */
public final class Desk implements AutoCloseable {

    private final Moderation moderation;
    private final Retention retention;
    private final ModerationApi api;
    private final ModerationResource resource;
    private final BackgroundWork work;

    /**
     * What a desk needs of its host.
     *
     * @param finder finds messages
     * @param callers tells who moderates
     * @param purge takes what was erased out of the host's files
     */
    public record Host(ContentSessions sessions, Finder finder, Callers callers, Audit audit, Purge purge) {}

    /** @param shield learns from verdicts */
    public Desk(Host host, Shield shield, ModerationSettings settings, Clock clock) {
        ContentSessions sessions = host.sessions();
        Messages messages = new Messages(sessions, host.finder());
        Queue queue = new Queue(messages, host.finder());
        DeliveryLog log = new DeliveryLog(sessions, clock);
        Optional<MailServer> server = settings.smtp().map(smtp -> new MailServer(smtp, clock));
        MailQueue mail = new MailQueue(sessions);
        ReplyMail replies = new ReplyMail(messages, mail, server, log, clock);
        WebhookQueue webhooks = new WebhookQueue(
                sessions, settings.webhook().map(webhook -> new WebhookSender(webhook, clock)), log, clock);
        Notifications notifications = new Notifications(sessions, queue, webhooks, server, log, settings, clock);
        Erasure erasure = new Erasure(sessions, messages, mail, host.purge(), host.audit());
        this.retention = new Retention(sessions, queue, erasure, clock);
        this.moderation = new Moderation(messages, erasure, replies, shield, host.audit(), clock);
        Listing listing = new Listing(messages, queue, moderation, host.audit(), clock);
        Acting acting = new Acting(listing, moderation, retention, shield, log, host.audit(), clock);
        this.api = new ModerationApi(listing, acting);
        this.resource = new ModerationResource(api, host.callers());
        this.work = new BackgroundWork(replies, notifications, webhooks, erasure, retention);
    }

    /** What moderators do, for REST and for commands alike. */
    public Moderation moderation() {
        return moderation;
    }

    /** Erases what is due. */
    public Retention retention() {
        return retention;
    }

    /** The JAX-RS resource. */
    public ModerationResource resource() {
        return resource;
    }

    ModerationApi api() {
        return api;
    }

    /** Begins to send mail and webhooks, to finish erasures and to erase what is due. */
    public void start() {
        work.start();
    }

    /** Does all of that that is due now, once, in the calling thread. */
    public void runDue() {
        work.runDue();
    }

    /** Ends the work in the background, after what is under way. */
    @Override
    public void close() {
        work.close();
    }
}
