package org.heliograph.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.jcr.InvalidItemStateException;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder;
import org.heliograph.host.Query;

/**
 * The store of messages. Who may do what is the callers' business.
 *
 * <p>Changes carry the revision that the caller has seen: of two who change one message at the same time the second one
 * is told, and nothing is lost.
 */
public final class Messages {

    /** Where messages are kept; nothing delivers from there. */
    public static final String WORKSPACE = "contact-messages";

    /** Type of their nodes. */
    public static final String NODE_TYPE = "hg:contactMessage";

    private final ContentSessions sessions;
    private final Finder finder;

    public Messages(ContentSessions sessions, Finder finder) {
        this.sessions = sessions;
        this.finder = finder;
    }

    /** What is written in the same save as a change of a message, or its erasure: all of it or nothing. */
    @FunctionalInterface
    public interface Besides {

        /**
         * @param message as it is stored now, or as it was before it was erased
         * @throws RepositoryException to change nothing at all
         */
        void write(Session session, Message message) throws RepositoryException;
    }

    /**
     * A message.
     *
     * @param id identifier of its node
     */
    public Optional<Message> find(String id) throws RepositoryException {
        return sessions.read(WORKSPACE, session -> read(session, id));
    }

    /** Messages in the order of their identifiers here; those that are no more are left out. */
    public List<Message> find(Collection<String> ids) throws RepositoryException {
        return sessions.read(WORKSPACE, session -> {
            List<Message> found = new ArrayList<>();
            for (String id : ids) {
                read(session, id).ifPresent(found::add);
            }
            return List.copyOf(found);
        });
    }

    /** The message of a receipt number, written in any way that {@link Receipt#parse} understands. */
    public Optional<Message> findByReceipt(String number) throws RepositoryException {
        Optional<Receipt> receipt = Receipt.parse(number);
        return receipt.isEmpty()
                ? Optional.empty()
                : findOne(MessageNode.RECEIPT, receipt.get().toString());
    }

    private Optional<Message> findOne(String property, String value) throws RepositoryException {
        Query query = new Query(
                WORKSPACE,
                NODE_TYPE,
                Optional.empty(),
                Map.of(property, Set.of(value)),
                Map.of(),
                MessageNode.RECEIVED_AT,
                false,
                0,
                1);
        List<String> ids = finder.find(query).ids();
        return ids.isEmpty() ? Optional.empty() : find(ids.get(0));
    }

    private static Optional<Message> read(Session session, String id) throws RepositoryException {
        Optional<Node> node = node(session, id);
        return node.isEmpty() ? Optional.empty() : Optional.of(MessageNode.read(node.get()));
    }

    /** Identifiers come from outside: one that is none, or names something else, is that of no message. */
    private static Optional<Node> node(Session session, String id) throws RepositoryException {
        if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            return Optional.empty();
        }
        try {
            Node node = session.getNodeByIdentifier(id);
            return node.isNodeType(NODE_TYPE) ? Optional.of(node) : Optional.empty();
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Changes the work on a message: its state, handling, spam verdict and retention. What its sender said stays as it is.
     *
     * @param revision that the caller has seen
     * @param change tells how the message is to be, from how it is
     * @return the message as it is now
     * @throws NoSuchMessageException if there is no such message
     * @throws ConflictException if it has another revision by now
     * @throws TransitionException if it may not get the new state
     * @throws RepositoryException if it cannot be stored
     */
    public Message change(String id, long revision, UnaryOperator<Message> change)
            throws NoSuchMessageException, ConflictException, RepositoryException {
        return change(id, revision, change, (session, message) -> {});
    }

    /** The same, and something besides in the same save. */
    public Message change(String id, long revision, UnaryOperator<Message> change, Besides besides)
            throws NoSuchMessageException, ConflictException, RepositoryException {
        return changed(id, OptionalLong.of(revision), (session, node, before) -> {
            Message after = change.apply(before);
            requireTransition(before.state(), after.state());
            Message stored = after.with(before.revision() + 1);
            MessageNode.update(node, stored);
            besides.write(session, stored);
            return stored;
        });
    }

    private static void requireTransition(State from, State to) {
        // An erased message is not stored, so no change leads there.
        if (from != to && (to == State.ERASED || !from.leadsTo(to))) {
            throw new TransitionException(from, to);
        }
    }

    /**
     * Takes a message out of the store with all its parts. The host's copies of it, such as index files, are another
     * matter.
     *
     * @param revision that the caller has seen; empty to erase it whatever changed
     * @param besides written in the same save, with the message as it was
     * @return the message as it was
     * @throws NoSuchMessageException if there is no such message
     * @throws ConflictException if it has another revision by now
     * @throws RepositoryException if it cannot be removed
     */
    public Message erase(String id, OptionalLong revision, Besides besides)
            throws NoSuchMessageException, ConflictException, RepositoryException {
        return changed(id, revision, (session, node, before) -> {
            node.remove();
            besides.write(session, before);
            return before;
        });
    }

    @FunctionalInterface
    private interface NodeWork {
        Message on(Session session, Node node, Message before) throws RepositoryException;
    }

    /** A session's work can throw but one kind of checked exception, so what was found instead is told by the result. */
    private Message changed(String id, OptionalLong revision, NodeWork work)
            throws NoSuchMessageException, ConflictException, RepositoryException {
        Outcome outcome;
        try {
            outcome = sessions.write(WORKSPACE, session -> {
                Optional<Node> node = node(session, id);
                if (node.isEmpty()) {
                    return new Outcome(Optional.empty(), false);
                }
                Message before = MessageNode.read(node.get());
                if (revision.isPresent() && revision.getAsLong() != before.revision()) {
                    return new Outcome(Optional.of(before), false);
                }
                return new Outcome(Optional.of(work.on(session, node.get(), before)), true);
            });
        } catch (InvalidItemStateException e) {
            // Some hosts let two sessions work at once, and tell when the second one saves.
            outcome = new Outcome(find(id), false);
        }
        Message message = outcome.message().orElseThrow(() -> new NoSuchMessageException(id));
        if (!outcome.done()) {
            throw new ConflictException(message);
        }
        return message;
    }

    /**
     * @param message as it is after the work, or as it stands against it
     * @param done whether the work was done
     */
    private record Outcome(Optional<Message> message, boolean done) {}
}
