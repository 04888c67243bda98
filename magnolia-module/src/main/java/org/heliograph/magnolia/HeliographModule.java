package org.heliograph.magnolia;

import info.magnolia.cms.beans.config.ServerConfiguration;
import info.magnolia.cms.i18n.I18nContentSupport;
import info.magnolia.module.ModuleLifecycle;
import info.magnolia.module.ModuleLifecycleContext;
import info.magnolia.repository.RepositoryManager;
import info.magnolia.types.ContentTypeRegistry;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.feed.FeedsResource;
import org.heliograph.host.ConsentTexts;
import org.heliograph.host.ContentSessions;
import org.heliograph.message.Intake;
import org.heliograph.message.MessageSettings;
import org.heliograph.message.Messages;
import org.heliograph.message.MessagesResource;
import org.heliograph.moderation.Desk;
import org.heliograph.moderation.ModerationSettings;
import org.heliograph.spam.Shield;
import org.heliograph.spam.SpamSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The module as Magnolia configures, starts and stops it, from {@code /modules/heliograph/config}. */
public class HeliographModule implements ModuleLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(HeliographModule.class);
    private static final Logger AUDIT = LoggerFactory.getLogger("log-audit");
    private static final String MODULE = "/modules/heliograph";
    private static final String KEY = "messagesKey";
    private static final int KEY_BYTES = 32;
    /** Magnolia does not tell what was published since; feeds may be so much older than what pages show. */
    private static final Duration FEEDS_AGE = Duration.ofMinutes(1);

    private final ContentSessions sessions;
    private final ActivatedContent published;
    private final FeedsResource feeds;
    private Map<String, String> settings = Map.of();
    private volatile Optional<Running> running = Optional.empty();

    /** What runs between start and stop. */
    private record Running(
            Messages messages, Intake intake, MessagesResource resource, Desk desk, ConsentTexts consents) {}

    /**
     * @param repositories give sessions
     * @param server tells whether this is the author instance
     * @param types tells what items consist of
     * @param i18n tells the languages of the site
     */
    @Inject
    public HeliographModule(
            RepositoryManager repositories,
            ServerConfiguration server,
            ContentTypeRegistry types,
            I18nContentSupport i18n) {
        this.sessions = new SystemSessions(repositories);
        this.published = new ActivatedContent(sessions, new MagnoliaTypes(types, i18n), server::isAdmin);
        Clock clock = Clock.systemUTC();
        this.feeds = new FeedsResource(
                published,
                () -> MagnoliaPage.base(server),
                () -> clock.millis() / FEEDS_AGE.toMillis(),
                !server.isAdmin(),
                clock);
    }

    /** By their names without {@code messages.}, such as {@code retention.enquiry}. */
    public Map<String, String> getSettings() {
        return Collections.unmodifiableMap(settings);
    }

    /** By their names without {@code messages.}, such as {@code retention.enquiry}. */
    public void setSettings(Map<String, String> settings) {
        this.settings = new TreeMap<>(settings);
    }

    /**
     * Begins to take messages. A wrong setting is named in the log, and then no message is taken rather than one under other
     * rules than the operator meant.
     */
    @Override
    public void start(ModuleLifecycleContext context) {
        try {
            Running started = assemble(key());
            started.desk().start();
            running = Optional.of(started);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "Messages are not taken, for settings below {}/config/settings are wrong: {}",
                    MODULE,
                    e.getMessage());
        } catch (RepositoryException e) {
            LOG.error("Messages are not taken, for the key of the module cannot be read or stored", e);
        }
    }

    private Running assemble(byte[] key) {
        Map<String, String> named = new TreeMap<>();
        settings.forEach((name, value) -> named.put("messages." + name, value));
        Clock clock = Clock.systemUTC();
        JcrFinder finder = new JcrFinder(sessions);
        MessageSettings messageSettings = MessageSettings.of(named);
        Shield shield = new Shield(SpamSettings.of(named), key, sessions, clock);
        Desk desk = new Desk(
                new Desk.Host(
                        sessions,
                        finder,
                        new MagnoliaCallers(),
                        (actor, action, target) -> AUDIT.info("{}, {}, {}", action, actor, target),
                        // The files are the operator's: Magnolia may run on any database.
                        () -> {}),
                shield,
                ModerationSettings.of(named),
                clock);
        Intake intake = new Intake(sessions, finder, shield, messageSettings, key, clock);
        MessagesResource resource =
                new MessagesResource(intake, shield, messageSettings, published, new MagnoliaRequest(), clock);
        return new Running(new Messages(sessions, finder), intake, resource, desk, messageSettings.consents());
    }

    /** Made at the first start; below the module's node, where only administrators may read. */
    private byte[] key() throws RepositoryException {
        String stored = sessions.write("config", session -> {
            Node module = session.getNode(MODULE);
            if (!module.hasProperty(KEY)) {
                byte[] made = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(made);
                module.setProperty(KEY, Base64.getEncoder().encodeToString(made));
            }
            return module.getProperty(KEY).getString();
        });
        return Base64.getDecoder().decode(stored);
    }

    /** Stores what was taken in, and ends the work in the background. */
    @Override
    public void stop(ModuleLifecycleContext context) {
        running.ifPresent(started -> {
            started.desk().close();
            started.intake().close();
        });
        running = Optional.empty();
    }

    /** Empty while messages are not taken; the log of the start tells why. */
    Optional<Messages> messages() {
        return running.map(Running::messages);
    }

    /** Where messages are sent; empty while none are taken. */
    Optional<MessagesResource> resource() {
        return running.map(Running::resource);
    }

    /** Empty while messages are not taken. */
    Optional<Desk> desk() {
        return running.map(Running::desk);
    }

    /** What senders agree to; nothing while messages are not taken. */
    ConsentTexts consents() {
        return running.map(Running::consents).orElse(language -> List.of());
    }

    /** Sitemap and feeds, which do not depend on the settings for messages. */
    FeedsResource feeds() {
        return feeds;
    }
}
