package org.heliograph.cms.message;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.jcr.RepositoryException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.AuditLog;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.KeyFile;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ModuleServlet;
import org.heliograph.host.PublishedContent;
import org.heliograph.message.Intake;
import org.heliograph.message.MessageSettings;
import org.heliograph.message.Messages;
import org.heliograph.message.MessagesResource;
import org.heliograph.moderation.Desk;
import org.heliograph.moderation.ModerationSettings;
import org.heliograph.spam.Shield;
import org.heliograph.spam.SpamSettings;

/** Contact messages, their spam shield and the moderators' desk, put together for the embedded host. */
public final class ContactMessages implements AutoCloseable {

    private static final String KEY_FILE = "messages.key";
    private static final int KEY_BYTES = 32;
    private static final Set<Permission> TO_MODERATE =
            EnumSet.of(Permission.READ, Permission.ADD, Permission.CHANGE, Permission.REMOVE);

    private final ModuleServlet servlet = new ModuleServlet();
    private final ContentRepository repository;
    private final ReadModel index;
    private final Intake intake;
    private final Desk desk;

    /**
     * What of the host takes part.
     *
     * @param published what everybody may read
     * @param audit where changes are recorded
     */
    public record Host(ContentRepository repository, PublishedContent published, AuditLog audit) {}

    /**
     * What an operator decided.
     *
     * @param spam how strict the shield is
     * @param message what senders are asked for, and how long it is kept
     * @param moderation mail and webhooks
     */
    public record Settings(SpamSettings spam, MessageSettings message, ModerationSettings moderation) {

        /** The names of the settings that there are, such as {@code messages.retention.enquiry}. */
        public static Set<String> names() {
            Set<String> names = new TreeSet<>(SpamSettings.names());
            names.addAll(MessageSettings.names());
            names.addAll(ModerationSettings.names());
            return names;
        }

        /**
         * Reads them; the defaults stand for those that are not there.
         *
         * @throws IllegalArgumentException naming each wrong one and the cure
         */
        public static Settings of(Map<String, String> values) {
            return new Settings(SpamSettings.of(values), MessageSettings.of(values), ModerationSettings.of(values));
        }
    }

    /**
     * Opens the index of the messages, and makes it anew where it cannot be trusted.
     *
     * @param data directory of everything that is stored
     * @throws IOException if that directory cannot be used
     * @throws RepositoryException if the messages cannot be read
     */
    public ContactMessages(Host host, Path data, Settings settings, Clock clock)
            throws IOException, RepositoryException {
        repository = host.repository();
        byte[] key =
                KeyFile.open(Files.createDirectories(data.resolve("security")).resolve(KEY_FILE), KEY_BYTES);
        index = ReadModel.open(
                repository,
                data.resolve("index-messages"),
                data.resolve("repository").resolve("index-messages-stamp"),
                Messages.WORKSPACE,
                Messages.NODE_TYPE);
        IndexFinder finder = new IndexFinder(index);
        Shield shield = new Shield(settings.spam(), key, repository, clock);
        desk = new Desk(
                new Desk.Host(repository, finder, ContactMessages::caller, auditOf(host.audit()), this::purge),
                shield,
                settings.moderation(),
                clock);
        intake = new Intake(repository, finder, shield, settings.message(), key, clock);
        MessagesResource messages =
                new MessagesResource(intake, shield, settings.message(), host.published(), servlet, clock);
        servlet.serve(List.of(messages, desk.resource()));
    }

    private static org.heliograph.host.Caller caller() {
        Caller caller = Caller.current();
        return new org.heliograph.host.Caller(
                caller.name(),
                caller.rights().mayEverywhere(TO_MODERATE, Messages.WORKSPACE),
                caller.rights().mayEverywhere(EnumSet.allOf(Permission.class), Messages.WORKSPACE));
    }

    /** Work in the background is the host's, whoever asked for it. */
    private static org.heliograph.host.Audit auditOf(AuditLog audit) {
        return (actor, action, target) -> audit.changed(action, target);
    }

    private void purge() throws RepositoryException {
        repository.purge();
        try {
            index.purge();
        } catch (IOException e) {
            throw new RepositoryException("The index of the messages cannot be written anew", e);
        }
    }

    /** Answers below {@code /.rest/messages/}. */
    public HttpServlet servlet() {
        return servlet;
    }

    /** Begins to send mail and webhooks, and to erase what is due. */
    public void start() {
        desk.start();
    }

    /** Stores what was taken in, and ends the work in the background. */
    @Override
    public void close() throws IOException {
        try (index;
                intake) {
            desk.close();
        }
    }
}
