package org.heliograph.spam;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Comparator;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.host.ContentSessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What moderators taught, kept as revisions below {@code /spam-filter} of the workspace {@code messages}. Several
 * machines on one repository see each other's revisions after a while.
 */
final class Learning {

    private static final Logger LOG = LoggerFactory.getLogger(Learning.class);
    private static final String WORKSPACE = "contact-messages";
    private static final String FOLDER = "spam-filter";
    private static final String TYPE = "mgnl:contentNode";
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final int SHOWN = 100;

    private final SpamSettings settings;
    private final ContentSessions sessions;
    private final Clock clock;
    private final Features features;
    private final List<int[]> ordinary;
    private final String keyMark;
    private volatile State state = new State(0, Knowledge.NONE);
    private volatile Instant lookAgain = Instant.MIN;

    private record State(long revision, Knowledge knowledge) {}

    Learning(SpamSettings settings, byte[] key, ContentSessions sessions, Clock clock) {
        Keyed keyed = new Keyed(key, "features");
        this.settings = settings;
        this.sessions = sessions;
        this.clock = clock;
        this.features = new Features(keyed);
        this.ordinary = features.ofAll(Folded.lines("ordinary.txt"));
        this.keyMark = Long.toHexString(keyed.hash("mark"));
    }

    /** What was learned says of a text. */
    Optional<Reason> judge(Folded folded) {
        return current().knowledge().judge(features.of(folded));
    }

    /** The state in force, looked for again now and then. Without a repository the last one known stays in force. */
    private State current() {
        Instant now = clock.instant();
        if (now.isBefore(lookAgain)) {
            return state;
        }
        synchronized (this) {
            if (!now.isBefore(lookAgain)) {
                lookAgain = now.plus(LOOK_AGAIN);
                try {
                    state = sessions.read(WORKSPACE, session -> newest(session, state));
                } catch (RepositoryException e) {
                    LOG.warn(
                            "What the spam shield learned cannot be read; it goes on with revision {}",
                            state.revision(),
                            e);
                }
            }
            return state;
        }
    }

    private State newest(Session session, State known) throws RepositoryException {
        List<Node> revisions = revisions(session);
        if (revisions.isEmpty()) {
            return new State(0, Knowledge.NONE);
        }
        Node newest = revisions.get(0);
        return number(newest) == known.revision() ? known : new State(number(newest), read(newest));
    }

    /** The newest first. */
    private static List<Node> revisions(Session session) throws RepositoryException {
        List<Node> revisions = new ArrayList<>();
        if (session.getRootNode().hasNode(FOLDER)) {
            NodeIterator nodes = session.getRootNode().getNode(FOLDER).getNodes("r*");
            while (nodes.hasNext()) {
                revisions.add(nodes.nextNode());
            }
        }
        revisions.sort(Comparator.comparing((Node node) -> name(node)).reversed());
        return revisions;
    }

    private static String name(Node node) {
        try {
            return node.getName();
        } catch (RepositoryException e) {
            throw new IllegalStateException("A node has lost its name", e);
        }
    }

    private static String name(long number) {
        return String.format(Locale.ROOT, "r%010d", number);
    }

    private static long number(Node revision) throws RepositoryException {
        return revision.getProperty("number").getLong();
    }

    private static int count(Node revision, String property) throws RepositoryException {
        return (int) revision.getProperty(property).getLong();
    }

    /** The knowledge of a revision; none if it was hashed with another key, for then its numbers mean nothing. */
    private Knowledge read(Node revision) throws RepositoryException {
        if (!revision.getProperty("key").getString().equals(keyMark)) {
            LOG.warn("{} was learned with another key of the spam shield and is passed over", revision.getPath());
            return Knowledge.NONE;
        }
        Binary weights = revision.getProperty("weights").getBinary();
        try (InputStream bytes = weights.getStream()) {
            return Knowledge.read(bytes, count(revision, "spam"), count(revision, "real"));
        } catch (IOException e) {
            throw new RepositoryException("The weights of " + revision.getPath() + " cannot be read", e);
        } finally {
            weights.dispose();
        }
    }

    synchronized long learn(List<Lesson> lessons, String moderator) throws RepositoryException {
        if (lessons.isEmpty()) {
            return current().revision();
        }
        return force(sessions.write(WORKSPACE, session -> {
            State before = newest(session, state);
            Knowledge learned = before.knowledge().learn(lessons, features, ordinary);
            return store(session, learned, before.revision(), before.revision() + 1, moderator);
        }));
    }

    synchronized Optional<Long> rollBack(long revision, String administrator) throws RepositoryException {
        Optional<State> restored = sessions.write(WORKSPACE, session -> {
            Optional<Knowledge> knowledge = knowledge(session, revision);
            if (knowledge.isEmpty()) {
                return Optional.<State>empty();
            }
            long next = newest(session, state).revision() + 1;
            return Optional.of(store(session, knowledge.get(), revision, next, administrator));
        });
        return restored.map(this::force);
    }

    private Optional<Knowledge> knowledge(Session session, long revision) throws RepositoryException {
        if (revision == 0) {
            return Optional.of(Knowledge.NONE);
        }
        for (Node node : revisions(session)) {
            if (number(node) == revision) {
                return Optional.of(read(node));
            }
        }
        return Optional.empty();
    }

    private long force(State stored) {
        state = stored;
        lookAgain = clock.instant().plus(LOOK_AGAIN);
        return stored.revision();
    }

    private State store(Session session, Knowledge knowledge, long basis, long number, String by)
            throws RepositoryException {
        Node root = session.getRootNode();
        Node folder = root.hasNode(FOLDER) ? root.getNode(FOLDER) : root.addNode(FOLDER, TYPE);
        Node revision = folder.addNode(name(number), TYPE);
        revision.setProperty("number", number);
        revision.setProperty("at", calendar(clock.instant()));
        revision.setProperty("by", by);
        revision.setProperty("basis", basis);
        revision.setProperty("spam", knowledge.spam());
        revision.setProperty("real", knowledge.real());
        revision.setProperty("features", knowledge.features());
        revision.setProperty("key", keyMark);
        Binary weights = session.getValueFactory().createBinary(knowledge.toBytes());
        revision.setProperty("weights", weights);
        weights.dispose();
        forgetOldest(session);
        return new State(number, knowledge);
    }

    private static Calendar calendar(Instant at) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(at.toEpochMilli());
        return calendar;
    }

    private void forgetOldest(Session session) throws RepositoryException {
        List<Node> revisions = revisions(session);
        for (Node old : revisions.subList(Math.min(settings.revisions(), revisions.size()), revisions.size())) {
            old.remove();
        }
    }

    Weights weights() throws RepositoryException {
        return sessions.read(WORKSPACE, session -> {
            State newest = newest(session, state);
            List<Weights.Revision> revisions = new ArrayList<>();
            for (Node node : revisions(session)) {
                revisions.add(describe(node));
            }
            return new Weights(newest.revision(), newest.knowledge().strongest(SHOWN), List.copyOf(revisions));
        });
    }

    private static Weights.Revision describe(Node node) throws RepositoryException {
        return new Weights.Revision(
                number(node),
                node.getProperty("at").getDate().toInstant(),
                node.getProperty("by").getString(),
                node.getProperty("basis").getLong(),
                count(node, "spam"),
                count(node, "real"),
                count(node, "features"));
    }
}
