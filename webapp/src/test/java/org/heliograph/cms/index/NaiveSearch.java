package org.heliograph.cms.index;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;

/** Answers a search by looking at every node of the repository: slow, plain, and without the index's code. */
final class NaiveSearch {

    private static final Pattern TOKEN = Pattern.compile("[a-z0-9]+|[\\p{IsHan}&&[\\x{0}-\\x{FFFF}]]");
    private static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private final Search search;

    NaiveSearch(Search search) {
        this.search = search;
    }

    /** What a node is known and sorted by. */
    record Found(String path, List<List<Object>> keys) {}

    /** All nodes that match, in the order asked for; those that are equal in it in any order. */
    List<Found> all(Session session) throws RepositoryException {
        List<Found> found = new ArrayList<>();
        collect(session.getRootNode(), found);
        found.sort(this::inOrder);
        return found;
    }

    private void collect(Node node, List<Found> found) throws RepositoryException {
        if (node.getName().equals("jcr:system")) {
            return;
        }
        if (matches(node)) {
            found.add(found(node));
        }
        for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
            collect(children.nextNode(), found);
        }
    }

    Found found(Node node) throws RepositoryException {
        List<List<Object>> keys = new ArrayList<>();
        for (Search.Order order : search.orderBy()) {
            keys.add(key(node, order.property()));
        }
        return new Found(node.getPath(), keys);
    }

    /** Rank of the type and the value; empty where there is none. */
    private static List<Object> key(Node node, String property) throws RepositoryException {
        if (property.equals("@name")) {
            return List.of(4, node.getName().toLowerCase(Locale.ROOT));
        }
        List<Value> values = values(node, property);
        if (values.isEmpty()) {
            return List.of();
        }
        Value first = values.get(0);
        return switch (first.getType()) {
            case PropertyType.BOOLEAN -> List.of(1, first.getBoolean());
            case PropertyType.LONG, PropertyType.DOUBLE, PropertyType.DECIMAL -> List.of(2, first.getDouble() + 0.0);
            case PropertyType.DATE -> List.of(3, first.getDate().toInstant());
            default -> List.of(4, beginning(first.getString()));
        };
    }

    private static String beginning(String text) {
        int end = Math.min(text.length(), 256);
        boolean splits = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end).toLowerCase(Locale.ROOT);
    }

    private int inOrder(Found a, Found b) {
        for (int i = 0; i < a.keys().size(); i++) {
            int order = compare(a.keys().get(i), b.keys().get(i));
            if (order != 0) {
                return search.orderBy().get(i).descending() ? -order : order;
            }
        }
        return 0;
    }

    private static int compare(List<Object> a, List<Object> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(b.isEmpty(), a.isEmpty());
        }
        int rank = Integer.compare((Integer) a.get(0), (Integer) b.get(0));
        if (rank != 0) {
            return rank;
        }
        Object one = a.get(1);
        Object other = b.get(1);
        if (one instanceof Boolean truth) {
            return truth.compareTo((Boolean) other);
        } else if (one instanceof Double number) {
            return number.compareTo((Double) other);
        } else if (one instanceof Instant moment) {
            return moment.compareTo((Instant) other);
        }
        return BY_CODE_POINT.compare((String) one, (String) other);
    }

    private boolean matches(Node node) throws RepositoryException {
        if (!isOfType(node) || !(search.root().isEmpty() || node.getPath().startsWith(search.root() + "/"))) {
            return false;
        }
        for (Filter filter : search.filters()) {
            if (!matches(node, filter)) {
                return false;
            }
        }
        return matchesText(node);
    }

    private boolean isOfType(Node node) throws RepositoryException {
        for (String type : search.types()) {
            boolean is = search.strict() ? node.getPrimaryNodeType().getName().equals(type) : node.isNodeType(type);
            if (is) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Node node, Filter filter) throws RepositoryException {
        String[] alternatives = filter.value().split("\\|", -1);
        return switch (filter.property()) {
            case "@name" -> nameMatches(node.getName(), filter);
            case "@path" -> List.of(alternatives).contains(node.getPath());
            case "@ancestor" -> {
                String path = node.getPath();
                yield Arrays.stream(alternatives)
                        .anyMatch(a -> a.equals("/") ? !path.equals("/") : path.startsWith(a + "/"));
            }
            default -> propertyMatches(values(node, filter.property()), exists(node, filter), filter, alternatives);
        };
    }

    private static boolean nameMatches(String name, Filter filter) {
        return switch (filter.operator()) {
            case NE -> !name.equals(filter.value());
            case LIKE ->
                Arrays.stream(filter.value().split("\\|", -1))
                        .anyMatch(p -> like(p, false).test(name));
            case ILIKE ->
                Arrays.stream(filter.value().split("\\|", -1))
                        .anyMatch(p -> like(p, true).test(name));
            case IN, NOT_IN -> false;
            default ->
                like(filter.value().replace("\\", "\\\\").replace("%", "\\%"), true)
                        .test(name);
        };
    }

    private static boolean exists(Node node, Filter filter) throws RepositoryException {
        return node.hasProperty(filter.property());
    }

    private static boolean propertyMatches(List<Value> values, boolean exists, Filter filter, String[] alternatives) {
        return switch (filter.operator()) {
            case NULL -> alternatives[0].equalsIgnoreCase("true") != exists;
            case EQ -> Arrays.stream(alternatives).anyMatch(a -> any(values, a, order -> order == 0, true));
            case NE -> exists && Arrays.stream(alternatives).anyMatch(a -> !any(values, a, order -> order == 0, true));
            case LT -> any(values, filter.value(), order -> order < 0, false);
            case LTE -> any(values, filter.value(), order -> order <= 0, false);
            case GT -> any(values, filter.value(), order -> order > 0, false);
            case GTE -> any(values, filter.value(), order -> order >= 0, false);
            case IN -> filter.value().indexOf('~') < 0 || inRange(values, filter.value());
            case NOT_IN -> filter.value().indexOf('~') < 0 || exists && !inRange(values, filter.value());
            case LIKE ->
                Arrays.stream(alternatives).anyMatch(a -> anyText(values, like(a, false)) || anyForm(values, a));
            case ILIKE ->
                Arrays.stream(alternatives)
                        .anyMatch(a -> anyText(values, like(a, true)) || anyForm(values, a.toLowerCase(Locale.ROOT)));
        };
    }

    /** Numbers and dates have a text in Jackrabbit's index, which patterns find by its beginning. */
    private static boolean anyForm(List<Value> values, String pattern) {
        return pattern.matches("[0-9a-z]*%+")
                && values.stream()
                        .filter(v -> v.getType() == PropertyType.LONG || v.getType() == PropertyType.DATE)
                        .anyMatch(v -> indexForm(v).startsWith(pattern.replace("%", "")));
    }

    private static String indexForm(Value value) {
        try {
            boolean date = value.getType() == PropertyType.DATE;
            long number = value.getLong();
            long offset = date ? Long.parseLong("mcuvkbuo0", 36) : number < 0 ? Long.MIN_VALUE : 0;
            String digits = Long.toString(date ? number + offset : number - offset, 36);
            String sign = date ? "" : number < 0 ? "0" : "1";
            return sign + "0".repeat((date ? 9 : 13) - digits.length()) + digits;
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean inRange(List<Value> values, String range) {
        String from = range.substring(0, range.indexOf('~'));
        String to = range.substring(range.indexOf('~') + 1);
        return any(values, to, order -> order <= 0, false)
                && (from.isEmpty() || any(values, from, order -> order >= 0, false));
    }

    private static boolean any(List<Value> values, String asked, IntPredicate order, boolean textToo) {
        return values.stream().anyMatch(value -> compares(value, asked, order, textToo));
    }

    /** @param textToo whether a text is compared even with what reads as a number or date */
    private static boolean compares(Value value, String asked, IntPredicate order, boolean textToo) {
        boolean whole = asked.matches("[+-]?\\d{1,18}") || asked.matches("-?922337203685477580[78]");
        boolean decimal = asked.matches("[+-]?\\d+\\.\\d*");
        boolean day = asked.matches("\\d{4}-\\d\\d-\\d\\d");
        boolean stamp = asked.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)");
        boolean text = !whole && !decimal && !day && !stamp;
        try {
            if (text && !textToo && (value.getType() == PropertyType.LONG || value.getType() == PropertyType.DATE)) {
                return order.test(BY_CODE_POINT.compare(indexForm(value), asked));
            }
            return switch (value.getType()) {
                case PropertyType.LONG ->
                    (whole || decimal && !textToo)
                            && order.test(BigDecimal.valueOf(value.getLong()).compareTo(new BigDecimal(asked)));
                case PropertyType.DOUBLE, PropertyType.DECIMAL ->
                    (whole || decimal)
                            && !Double.isNaN(value.getDouble())
                            && order.test(Double.compare(value.getDouble() + 0.0, Double.parseDouble(asked) + 0.0));
                case PropertyType.DATE -> (day || stamp) && order.test(dateOrder(value, asked, day));
                default -> (textToo || text) && order.test(BY_CODE_POINT.compare(value.getString(), asked));
            };
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A day is as long as it is: all its moments are equal to it. */
    private static int dateOrder(Value value, String asked, boolean day) throws RepositoryException {
        Instant moment = value.getDate().toInstant();
        return day
                ? LocalDate.ofInstant(moment, ZoneOffset.UTC).compareTo(LocalDate.parse(asked))
                : moment.compareTo(OffsetDateTime.parse(asked).toInstant());
    }

    private static boolean anyText(List<Value> values, Predicate<String> predicate) {
        return values.stream()
                .filter(v -> v.getType() == PropertyType.STRING || v.getType() == PropertyType.BOOLEAN)
                .map(NaiveSearch::string)
                .anyMatch(predicate);
    }

    private static String string(Value value) {
        try {
            return value.getString();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Predicate<String> like(String pattern, boolean anyCase) {
        StringBuilder regex = new StringBuilder("(?s)");
        String wanted = anyCase ? pattern.toLowerCase(Locale.ROOT) : pattern;
        int[] points = wanted.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (points[i] == '\\' && i + 1 < points.length) {
                regex.append(Pattern.quote(Character.toString(points[++i])));
            } else {
                regex.append(
                        switch (points[i]) {
                            case '%' -> ".*";
                            case '_' -> ".";
                            default -> Pattern.quote(Character.toString(points[i]));
                        });
            }
        }
        Pattern compiled = Pattern.compile(regex.toString());
        return text ->
                compiled.matcher(anyCase ? text.toLowerCase(Locale.ROOT) : text).matches();
    }

    private boolean matchesText(Node node) throws RepositoryException {
        List<List<String>> texts = new ArrayList<>();
        for (var each = node.getProperties(); each.hasNext(); ) {
            Property property = each.nextProperty();
            boolean system =
                    property.getName().startsWith("jcr:") || property.getName().startsWith("mgnl:");
            if (property.getType() == PropertyType.STRING && !system) {
                values(node, property.getName()).forEach(value -> texts.add(tokens(string(value))));
            }
        }
        for (String word : search.fullText().split(" ")) {
            boolean without = word.startsWith("-");
            List<String> wanted = tokens(without ? word.substring(1) : word);
            boolean has = texts.stream().anyMatch(text -> Collections.indexOfSubList(text, wanted) >= 0);
            if (!word.isEmpty() && has == without) {
                return false;
            }
        }
        return true;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
        while (token.find()) {
            tokens.add(token.group());
        }
        return tokens;
    }

    private static List<Value> values(Node node, String name) throws RepositoryException {
        if (!node.hasProperty(name)) {
            return List.of();
        }
        Property property = node.getProperty(name);
        return property.isMultiple() ? List.of(property.getValues()) : List.of(property.getValue());
    }
}
