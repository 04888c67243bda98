package org.heliograph.magnolia;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.ValueFactory;
import javax.jcr.query.QueryManager;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder;
import org.heliograph.host.Query;

/** Finds nodes by JCR-SQL2 (JCR 2.0, 6.7), which Magnolia's repository answers from its index. All values are bound. */
final class JcrFinder implements Finder {

    /** Names that may stand in a statement. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(:[A-Za-z][A-Za-z0-9_]*)?");
    /** What has a meaning in a full-text expression (JCR 2.0, 6.7.19). */
    private static final Pattern SPECIAL = Pattern.compile("[\"\\\\]");

    /** How a query asks for the name of a node. */
    private static final String NODE_NAME = "@name";

    private final ContentSessions sessions;
    private final List<String> present;
    private final List<String> set;

    JcrFinder(ContentSessions sessions) {
        this(sessions, List.of(), List.of());
    }

    /**
     * @param present properties that a node must have
     * @param set properties of type Boolean that must be true
     */
    JcrFinder(ContentSessions sessions, List<String> present, List<String> set) {
        this.sessions = sessions;
        this.present = present;
        this.set = set;
    }

    @Override
    public Found find(Query query) throws RepositoryException {
        return sessions.read(query.workspace(), session -> {
            NodeIterator all = nodes(session, query);
            List<String> ids = new ArrayList<>();
            long position = 0;
            for (; all.hasNext(); position++) {
                Node node = all.nextNode();
                if (position >= query.offset() && ids.size() < query.limit()) {
                    ids.add(node.getIdentifier());
                }
                if (ids.size() == query.limit() && all.getSize() >= 0) {
                    return new Found(all.getSize(), ids);
                }
            }
            return new Found(position, ids);
        });
    }

    /** Walks through all matches: JCR-SQL2 cannot count by value. */
    @Override
    public Map<String, Long> count(Query query, String property) throws RepositoryException {
        return sessions.read(query.workspace(), session -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (NodeIterator all = nodes(session, query); all.hasNext(); ) {
                Node node = all.nextNode();
                for (String value : values(node, property)) {
                    counts.merge(value, 1L, Long::sum);
                }
            }
            return counts;
        });
    }

    /** Each once. */
    private static Set<String> values(Node node, String property) throws RepositoryException {
        Set<String> values = new LinkedHashSet<>();
        if (node.hasProperty(property)) {
            Property stored = node.getProperty(property);
            for (Value value : stored.isMultiple() ? stored.getValues() : new Value[] {stored.getValue()}) {
                values.add(value.getString());
            }
        }
        return values;
    }

    /** All nodes of a type, in the order of their identifiers. */
    static NodeIterator all(Session session, String nodeType) throws RepositoryException {
        return session.getWorkspace()
                .getQueryManager()
                .createQuery(
                        "SELECT m.* FROM [" + Statement.name(nodeType) + "] AS m ORDER BY m.[jcr:uuid]",
                        javax.jcr.query.Query.JCR_SQL2)
                .execute()
                .getNodes();
    }

    private NodeIterator nodes(Session session, Query query) throws RepositoryException {
        Statement statement = new Statement(session.getValueFactory());
        present.forEach(statement::addPresent);
        set.forEach(statement::addSet);
        statement.add(query);
        QueryManager queries = session.getWorkspace().getQueryManager();
        javax.jcr.query.Query prepared = queries.createQuery(statement.text(query), javax.jcr.query.Query.JCR_SQL2);
        for (Map.Entry<String, Value> bound : statement.values.entrySet()) {
            prepared.bindValue(bound.getKey(), bound.getValue());
        }
        return prepared.execute().getNodes();
    }

    /** A statement in the making. */
    private static final class Statement {

        private final ValueFactory factory;
        private final List<String> conditions = new ArrayList<>();
        private final Map<String, Value> values = new HashMap<>();

        Statement(ValueFactory factory) {
            this.factory = factory;
        }

        void addPresent(String property) {
            conditions.add(column(property) + " IS NOT NULL");
        }

        void addSet(String property) {
            conditions.add(column(property) + " = " + bound(factory.createValue(true)));
        }

        void add(Query query) {
            query.anyOf()
                    .forEach((property, wanted) -> conditions.add(wanted.stream()
                            .map(value -> column(property) + " = " + bound(factory.createValue(value)))
                            .reduce((one, other) -> one + " OR " + other)
                            .map(any -> "(" + any + ")")
                            .orElse("(" + column(property) + " IS NULL AND " + column(property) + " IS NOT NULL)")));
            query.between().forEach((property, range) -> {
                range.from().ifPresent(from -> conditions.add(column(property) + " >= " + bound(date(from))));
                range.until().ifPresent(until -> conditions.add(column(property) + " < " + bound(date(until))));
            });
            query.text()
                    .filter(text -> !text.isBlank())
                    .ifPresent(text ->
                            conditions.add("CONTAINS(m.*, " + bound(factory.createValue(expression(text))) + ")"));
        }

        /** Every word as a phrase, so that Chinese ones are found as they are written, and none is an operator. */
        private static String expression(String text) {
            List<String> words = new ArrayList<>();
            for (String word : text.strip().split("\\s+")) {
                words.add('"' + SPECIAL.matcher(word).replaceAll("\\\\$0") + '"');
            }
            return String.join(" ", words);
        }

        private Value date(Instant moment) {
            Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
            calendar.setTimeInMillis(moment.toEpochMilli());
            return factory.createValue(calendar);
        }

        private String bound(Value value) {
            String name = "v" + values.size();
            values.put(name, value);
            return "$" + name;
        }

        String text(Query query) {
            String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
            return "SELECT m.* FROM [" + name(query.nodeType()) + "] AS m" + where + " ORDER BY "
                    + column(query.orderBy()) + (query.descending() ? " DESC" : "");
        }

        private static String column(String property) {
            return property.equals(NODE_NAME) ? "NAME(m)" : "m.[" + name(property) + "]";
        }

        private static String name(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(name + " is no name of a property or node type");
            }
            return name;
        }
    }
}
