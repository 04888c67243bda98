package org.heliograph.moderation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;

/** Small things that the desk keeps beside the messages, in nodes of their workspace that are no messages. */
final class Shelf {

    private static final String TYPE = "mgnl:contentNode";

    private Shelf() {}

    /** The node of these names below the root, made if it is missing. */
    static Node open(Session session, String... names) throws RepositoryException {
        Node node = session.getRootNode();
        for (String name : names) {
            node = node.hasNode(name) ? node.getNode(name) : node.addNode(name, TYPE);
        }
        return node;
    }

    static Optional<Node> find(Session session, String... names) throws RepositoryException {
        String path = "/" + String.join("/", names);
        return session.nodeExists(path) ? Optional.of(session.getNode(path)) : Optional.empty();
    }

    /** The nodes right below the one of these names, the first ones up to a number. */
    static List<Node> below(Session session, int most, String... names) throws RepositoryException {
        Optional<Node> parent = find(session, names);
        return parent.isEmpty() ? List.of() : children(parent.get(), most);
    }

    static List<Node> children(Node parent, int most) throws RepositoryException {
        List<Node> children = new ArrayList<>();
        for (NodeIterator each = parent.getNodes(); each.hasNext() && children.size() < most; ) {
            children.add(each.nextNode());
        }
        return children;
    }

    static String text(Node node, String name) throws RepositoryException {
        return node.hasProperty(name) ? node.getProperty(name).getString() : "";
    }

    static long number(Node node, String name) throws RepositoryException {
        return node.hasProperty(name) ? node.getProperty(name).getLong() : 0;
    }

    static Optional<Instant> moment(Node node, String name) throws RepositoryException {
        return node.hasProperty(name)
                ? Optional.of(node.getProperty(name).getDate().toInstant())
                : Optional.empty();
    }

    static List<Instant> moments(Node node, String name) throws RepositoryException {
        if (!node.hasProperty(name)) {
            return List.of();
        }
        Property property = node.getProperty(name);
        List<Instant> moments = new ArrayList<>();
        for (Value value : property.getValues()) {
            moments.add(value.getDate().toInstant());
        }
        return moments;
    }

    static void put(Node node, String name, Instant moment) throws RepositoryException {
        node.setProperty(name, calendar(moment));
    }

    static void put(Node node, String name, List<Instant> moments) throws RepositoryException {
        List<Value> values = new ArrayList<>();
        for (Instant moment : moments) {
            values.add(node.getSession().getValueFactory().createValue(calendar(moment)));
        }
        node.setProperty(name, values.toArray(Value[]::new));
    }

    private static Calendar calendar(Instant moment) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
        calendar.setTimeInMillis(moment.toEpochMilli());
        return calendar;
    }
}
