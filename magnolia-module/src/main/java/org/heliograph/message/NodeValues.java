package org.heliograph.message;

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
import javax.jcr.Value;
import javax.jcr.ValueFormatException;

/** The values of a node by name: missing ones are empty, and so are those of another kind. */
final class NodeValues {

    private static final String PART = "mgnl:contentNode";

    private final Node node;
    /** Nothing was stored in it before: asking for each value would take as long as writing it. */
    private final boolean isNew;

    NodeValues(Node node) {
        this.node = node;
        this.isNew = node.isNew();
    }

    private interface Getter<T> {
        T of(Value value) throws RepositoryException;
    }

    private <T> Optional<T> value(String name, Getter<T> getter) throws RepositoryException {
        List<T> all = values(name, getter);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    private <T> List<T> values(String name, Getter<T> getter) throws RepositoryException {
        if (!node.hasProperty(name)) {
            return List.of();
        }
        Property property = node.getProperty(name);
        List<T> read = new ArrayList<>();
        try {
            for (Value value : property.isMultiple() ? property.getValues() : new Value[] {property.getValue()}) {
                read.add(getter.of(value));
            }
        } catch (ValueFormatException e) {
            return List.of();
        }
        return List.copyOf(read);
    }

    Optional<String> text(String name) throws RepositoryException {
        return value(name, Value::getString).filter(text -> !text.isEmpty());
    }

    List<String> texts(String name) throws RepositoryException {
        return values(name, Value::getString);
    }

    Optional<Long> number(String name) throws RepositoryException {
        return value(name, Value::getLong);
    }

    Optional<Double> decimal(String name) throws RepositoryException {
        return value(name, Value::getDouble);
    }

    boolean flag(String name) throws RepositoryException {
        return value(name, Value::getBoolean).orElse(false);
    }

    Optional<Instant> instant(String name) throws RepositoryException {
        return value(name, value -> value.getDate().toInstant());
    }

    /** One of the languages that senders are answered in. */
    Locale locale(String name) throws RepositoryException {
        return text(name).map(Languages::of).orElse(Languages.DEFAULT);
    }

    Optional<NodeValues> child(String name) throws RepositoryException {
        return node.hasNode(name) ? Optional.of(new NodeValues(node.getNode(name))) : Optional.empty();
    }

    /** The rows of a list of structured values, in their order. */
    List<NodeValues> rows(String name) throws RepositoryException {
        if (!node.hasNode(name)) {
            return List.of();
        }
        List<NodeValues> rows = new ArrayList<>();
        for (NodeIterator each = node.getNode(name).getNodes(); each.hasNext(); ) {
            rows.add(new NodeValues(each.nextNode()));
        }
        return rows;
    }

    void put(String name, String value) throws RepositoryException {
        node.setProperty(name, value);
    }

    void put(String name, Optional<String> value) throws RepositoryException {
        if (value.isPresent()) {
            put(name, value.get());
        } else {
            remove(name);
        }
    }

    /** An empty list is none. */
    void put(String name, List<String> values) throws RepositoryException {
        if (values.isEmpty()) {
            remove(name);
        } else {
            node.setProperty(name, values.toArray(String[]::new));
        }
    }

    void put(String name, long value) throws RepositoryException {
        node.setProperty(name, value);
    }

    void put(String name, double value) throws RepositoryException {
        node.setProperty(name, value);
    }

    void put(String name, boolean value) throws RepositoryException {
        node.setProperty(name, value);
    }

    void put(String name, Instant value) throws RepositoryException {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
        calendar.setTimeInMillis(value.toEpochMilli());
        node.setProperty(name, calendar);
    }

    void remove(String name) throws RepositoryException {
        if (!isNew && node.hasProperty(name)) {
            node.getProperty(name).remove();
        }
    }

    /** A structured value, made if it is missing. */
    NodeValues part(String name) throws RepositoryException {
        return new NodeValues(!isNew && node.hasNode(name) ? node.getNode(name) : node.addNode(name, PART));
    }

    /** The rows of a list, as many as are wanted: surplus ones are removed from its end, missing ones are made. */
    List<NodeValues> rows(String name, int wanted) throws RepositoryException {
        if (wanted == 0) {
            if (!isNew && node.hasNode(name)) {
                node.getNode(name).remove();
            }
            return List.of();
        }
        Node list = part(name).node;
        List<NodeValues> rows = isNew ? new ArrayList<>() : new ArrayList<>(rows(name));
        for (int i = rows.size() - 1; i >= wanted; i--) {
            rows.remove(i).node.remove();
        }
        for (int number = rows.size(); rows.size() < wanted; number++) {
            // Magnolia's own forms may have left gaps in the numbers.
            if (!list.hasNode(name + number)) {
                rows.add(new NodeValues(list.addNode(name + number, PART)));
            }
        }
        return rows;
    }
}
