package org.heliograph.moderation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.version.Version;
import javax.jcr.version.VersionHistory;
import javax.jcr.version.VersionIterator;
import org.heliograph.host.Audit;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Purge;
import org.heliograph.message.ConflictException;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.message.NoSuchMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases messages, in two steps: at once out of the store, with notes, replies and waiting mail, in one save; and soon
 * after out of versions and the host's files. That the second one is due is noted in the first one's save, so that it
 * is done even if the process ends between them.
 */
final class Erasure {

    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
    private static final String PENDING = "erasures";
    private static final int MOST_AT_ONCE = 1_000;

    private final ContentSessions sessions;
    private final Messages messages;
    private final MailQueue queue;
    private final Purge purge;
    private final Audit audit;

    Erasure(ContentSessions sessions, Messages messages, MailQueue queue, Purge purge, Audit audit) {
        this.sessions = sessions;
        this.messages = messages;
        this.queue = queue;
        this.purge = purge;
        this.audit = audit;
    }

    /** Why a message is erased: all that is kept of the reason, so that no word of the message gets into the audit. */
    enum Cause {
        /** Its sender asks for it. */
        REQUEST,
        /** Its sender takes the consent back. */
        WITHDRAWN,
        /** It is not needed any more. */
        NEEDLESS,
        /** Anything else. */
        OTHER,
        /** It has been kept as long as was said. */
        EXPIRED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isChosen() {
            return this != EXPIRED;
        }

        static List<String> chosen() {
            return Stream.of(values()).filter(Cause::isChosen).map(Cause::word).toList();
        }
    }

    /**
     * Takes a message out of the store.
     *
     * @param revision that the caller has seen
     * @param actor user name
     * @throws NoSuchMessageException if there is none
     * @throws ConflictException if it has another revision by now
     */
    void erase(String id, long revision, String actor, Cause cause)
            throws NoSuchMessageException, ConflictException, RepositoryException {
        Optional<String> history = sessions.read(Messages.WORKSPACE, session -> history(session, id));
        Message erased = messages.erase(id, OptionalLong.of(revision), (session, before) -> {
            queue.forget(session, before.id());
            Node pending = Shelf.open(session, PENDING, before.id());
            if (history.isPresent()) {
                pending.setProperty("history", history.get());
            }
        });
        audit.record(actor, "message-erased-" + cause.word(), Messages.WORKSPACE + ":" + erased.path());
    }

    private static Optional<String> history(Session session, String id) throws RepositoryException {
        try {
            Node node = session.getNodeByIdentifier(id);
            return node.isNodeType("mix:versionable")
                    ? Optional.of(session.getWorkspace()
                            .getVersionManager()
                            .getVersionHistory(node.getPath())
                            .getIdentifier())
                    : Optional.empty();
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * What is still to be taken out of versions and files.
     *
     * @param id of the message that was
     */
    private record Pending(String id, String history) {}

    /**
     * Finishes what is pending.
     *
     * @return of how many messages nothing is left, but for what the host purges when it can
     * @throws RepositoryException if that cannot be done now; it stays pending then
     */
    synchronized int finish() throws RepositoryException {
        List<Pending> all = sessions.read(Messages.WORKSPACE, session -> {
            List<Pending> found = new ArrayList<>();
            for (Node node : Shelf.below(session, MOST_AT_ONCE, PENDING)) {
                found.add(new Pending(node.getName(), Shelf.text(node, "history")));
            }
            return found;
        });
        if (all.isEmpty()) {
            return 0;
        }
        for (Pending each : all) {
            if (!each.history().isEmpty()) {
                sessions.write(Messages.WORKSPACE, session -> removeVersions(session, each.history()));
            }
        }
        purge.purge();
        sessions.write(Messages.WORKSPACE, session -> {
            for (Pending each : all) {
                Optional<Node> node = Shelf.find(session, PENDING, each.id());
                if (node.isPresent()) {
                    node.get().remove();
                }
            }
            return all;
        });
        LOG.info("{} erased messages were taken out of versions and given to the purge", all.size());
        return all.size();
    }

    private static String removeVersions(Session session, String id) throws RepositoryException {
        VersionHistory history;
        try {
            history = (VersionHistory) session.getNodeByIdentifier(id);
        } catch (ItemNotFoundException e) {
            return id;
        }
        List<String> names = new ArrayList<>();
        for (VersionIterator each = history.getAllVersions(); each.hasNext(); ) {
            Version version = each.nextVersion();
            if (!version.isSame(history.getRootVersion())) {
                names.add(version.getName());
            }
        }
        for (String name : names) {
            history.removeVersion(name);
        }
        return id;
    }
}
