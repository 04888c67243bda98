package org.heliograph.cms.index;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.ValueFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.heliograph.cms.content.NodeReader;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.index.NaiveSearch.Found;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any query on any content finds in the index what a look at every node of the repository finds. jqwik prints the seed;
 * {@code @Property(seed = "...")} repeats a run.
 */
class QueryPropertyTest {

    private static final List<String> PROPERTIES = List.of("title", "tags", "mix", "储能");
    private static final List<String> TEXTS = List.of(
            "",
            "solar",
            "Solar roof",
            "roof solar panel",
            "储能",
            "新型储能系统",
            "储",
            "能储",
            "𠮷野家",
            "𠮷",
            "！全角",
            "👷 solar",
            "100%",
            "a_b",
            "a\\b",
            "7",
            "2.5",
            "2024-05-31",
            "x".repeat(600) + " 储能",
            "！".repeat(520),
            "𠮷".repeat(260),
            "𠮷".repeat(260) + "！");
    private static final List<String> NUMBERS =
            List.of("-7", "0", "7", "+7", "2.5", "7.0", "-0.5", "9007199254740993", "9223372036854775807");
    private static final List<String> DATES =
            List.of("2024-05-31", "2024-06-01", "2024-05-31T08:30:00.000+08:00", "2024-05-31T00:30:00.000Z");
    private static final List<String> PATTERNS = List.of(
            "%", "_", "%储%", "so%", "%_", "\\%", "100\\%", "%𠮷%", "_野家", "%SOLAR%", "a\\_b", "a\\\\b", "tr_e", "%！");

    private static final AtomicLong LAST_NAME = new AtomicLong();

    private static Path directory;
    private static Indexed content;

    /** A property of a node: values of one type. */
    private record Given(String name, boolean multiple, List<Object> values) {}

    /** A node: below which of the earlier ones, of which type, with which properties. */
    private record Item(int parent, String type, List<Given> properties) {}

    /** A later save: what is done to which node, and with which other one. */
    private record Edit(String what, int node, int other, Given property) {}

    @BeforeContainer
    static void open() throws Exception {
        directory = Files.createTempDirectory("heliograph-property-");
        content = Indexed.open(directory);
    }

    @AfterContainer
    static void close() throws Exception {
        content.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 150)
    void theIndexFindsWhatTheRepositoryHolds(
            @ForAll("contents") List<Item> items,
            @ForAll("edits") List<Edit> edits,
            @ForAll("searches") List<Search> searches)
            throws Exception {
        content.write(session -> write(session, items));
        for (Search search : searches) {
            assertSame(search);
        }
        for (Edit edit : edits) {
            content.write(session -> apply(session, edit));
            assertSameTree();
        }
        for (Search search : searches) {
            assertSame(search);
        }
    }

    private static void assertSame(Search search) throws RepositoryException {
        List<Found> expected =
                content.repository().read(Indexed.WORKSPACE, session -> new NaiveSearch(search).all(session));
        Hits all = hits(search, 0, 1000);
        assertThat(all.total()).as("total of %s", search).isEqualTo(expected.size());
        List<Found> found = content.repository().read(Indexed.WORKSPACE, session -> found(session, search, all));
        assertThat(found).as("%s", search).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(found.stream().map(Found::keys)).as("order of %s", search).isEqualTo(keys(expected));
        Hits page = hits(search, search.offset(), search.limit());
        assertThat(page.total()).isEqualTo(expected.size());
        assertThat(page.ids())
                .as("page of %s", search)
                .isEqualTo(all.ids().stream()
                        .skip(search.offset())
                        .limit(search.limit())
                        .toList());
    }

    private static List<List<List<Object>>> keys(List<Found> found) {
        return found.stream().map(Found::keys).toList();
    }

    private static List<Found> found(Session session, Search search, Hits hits) throws RepositoryException {
        List<Found> found = new ArrayList<>();
        for (String id : hits.ids()) {
            found.add(new NaiveSearch(search).found(session.getNodeByIdentifier(id)));
        }
        return found;
    }

    private static Hits hits(Search search, long offset, int limit) {
        try (Snapshot now = content.acquire()) {
            return now.search(new Search(
                    search.view(),
                    search.workspace(),
                    search.types(),
                    search.strict(),
                    search.root(),
                    search.filters(),
                    search.fullText(),
                    search.orderBy(),
                    offset,
                    limit));
        }
    }

    private static void assertSameTree() throws RepositoryException {
        try (Snapshot now = content.acquire()) {
            content.repository().read(Indexed.WORKSPACE, session -> {
                assertSameTree(now, session.getRootNode());
                return true;
            });
        }
    }

    private static void assertSameTree(Snapshot now, Node node) throws RepositoryException {
        NodeSnapshot stored = NodeReader.snapshot(node);
        assertThat(now.byPath(View.WORKING, Indexed.WORKSPACE, node.getPath())).contains(stored);
        List<String> children = new ArrayList<>();
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            Node child = each.nextNode();
            if (!child.getName().equals("jcr:system")) {
                children.add(child.getPath());
                assertSameTree(now, child);
            }
        }
        assertThat(now.children(View.WORKING, Indexed.WORKSPACE, stored))
                .extracting(NodeSnapshot::path)
                .isEqualTo(children);
    }

    private static boolean write(Session session, List<Item> items) throws RepositoryException {
        if (session.nodeExists("/all")) {
            session.getNode("/all").remove();
        }
        List<Node> nodes = new ArrayList<>(List.of(session.getRootNode().addNode("all", "mgnl:content")));
        for (Item item : items) {
            Node node = nodes.get(item.parent() % nodes.size()).addNode("N" + nodes.size(), item.type());
            nodes.add(node);
            for (Given given : item.properties()) {
                set(node, given);
            }
        }
        return true;
    }

    private static void set(Node node, Given given) throws RepositoryException {
        if (node.hasProperty(given.name())) {
            node.getProperty(given.name()).remove();
        }
        List<Value> values = new ArrayList<>();
        for (Object value : given.values()) {
            values.add(value(node.getSession().getValueFactory(), value));
        }
        if (given.multiple()) {
            node.setProperty(given.name(), values.toArray(Value[]::new));
        } else if (!values.isEmpty()) {
            node.setProperty(given.name(), values.get(0));
        }
    }

    private static Value value(ValueFactory values, Object value) throws RepositoryException {
        if (value instanceof Long number) {
            return values.createValue(number);
        } else if (value instanceof Double number) {
            return values.createValue(number);
        } else if (value instanceof BigDecimal number) {
            return values.createValue(number);
        } else if (value instanceof Boolean truth) {
            return values.createValue(truth);
        }
        String text = (String) value;
        return text.startsWith("date ")
                ? values.createValue(text.substring(5), PropertyType.DATE)
                : values.createValue(text);
    }

    private static boolean apply(Session session, Edit edit) throws RepositoryException {
        List<Node> nodes = new ArrayList<>();
        collect(session.getNode("/all"), nodes);
        Node node = nodes.get(edit.node() % nodes.size());
        Node other = nodes.get(edit.other() % nodes.size());
        boolean top = node.getPath().equals("/all");
        boolean within = (other.getPath() + "/").startsWith(node.getPath() + "/");
        String free = "M" + LAST_NAME.incrementAndGet();
        switch (edit.what()) {
            case "set" -> set(node, edit.property());
            case "add" -> set(other.addNode(free, "mgnl:content"), edit.property());
            case "remove" -> {
                if (!top) {
                    node.remove();
                }
            }
            case "move" -> {
                if (!top && !within) {
                    session.move(node.getPath(), other.getPath() + "/" + free);
                }
            }
            case "rename" -> {
                if (!top) {
                    session.move(node.getPath(), node.getParent().getPath() + "/" + free);
                }
            }
            default -> {
                if (!top && node.getParent().getPrimaryNodeType().hasOrderableChildNodes()) {
                    node.getParent().orderBefore(node.getName(), null);
                }
            }
        }
        return true;
    }

    private static void collect(Node node, List<Node> nodes) throws RepositoryException {
        nodes.add(node);
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            collect(each.nextNode(), nodes);
        }
    }

    @Provide
    Arbitrary<List<Item>> contents() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.of("mgnl:content", "mgnl:contentNode", "mgnl:component", "mgnl:folder"),
                        given().list().ofMaxSize(4))
                .as(Item::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        return Combinators.combine(
                        Arbitraries.of("set", "add", "remove", "move", "rename", "reorder"),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 20),
                        given())
                .as(Edit::new)
                .list()
                .ofMaxSize(5);
    }

    private static Arbitrary<Given> given() {
        Arbitrary<List<Object>> values = Arbitraries.oneOf(
                listOf(Arbitraries.of(TEXTS)),
                listOf(Arbitraries.of(-7L, 0L, 2L, 7L, 9007199254740993L, Long.MIN_VALUE, Long.MAX_VALUE)),
                listOf(Arbitraries.of(
                        -0.0, 2.5, 7.0, -1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)),
                listOf(Arbitraries.of(new BigDecimal("19.90"), new BigDecimal("7"), new BigDecimal("2.50"))),
                listOf(Arbitraries.of(true, false)),
                listOf(Arbitraries.of(
                        "date 2024-05-31T00:00:00.000Z",
                        "date 2024-05-31T23:59:59.999Z",
                        "date 2024-05-31T08:30:00.000+08:00",
                        "date 2024-06-01T00:00:00.000+08:00")));
        return Combinators.combine(Arbitraries.of(PROPERTIES), Arbitraries.of(true, false), values)
                .as(Given::new);
    }

    private static <T> Arbitrary<List<Object>> listOf(Arbitrary<T> values) {
        return values.<Object>map(value -> value).list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<Search>> searches() {
        return search().list().ofMinSize(5).ofMaxSize(10);
    }

    private static Arbitrary<Search> search() {
        Arbitrary<List<String>> types = Arbitraries.of(
                List.of("mgnl:content"),
                List.of("mgnl:contentNode"),
                List.of("mgnl:contentNode", "mgnl:folder"),
                List.of("nt:base"));
        Arbitrary<String> root = Arbitraries.of("", "/all", "/all/N1");
        Arbitrary<String> fullText = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just("")),
                Tuple.of(
                        1,
                        Arbitraries.of("solar", "roof", "panel", "储能", "储", "能储", "-solar", "-储能", "nobody")
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(2)
                                .map(words -> String.join(" ", words))));
        Arbitrary<List<Search.Order>> orders = Combinators.combine(
                        Arbitraries.of(Stream.concat(PROPERTIES.stream(), Stream.of("@name", "nobody"))
                                .toList()),
                        Arbitraries.of(true, false))
                .as(Search.Order::new)
                .list()
                .ofMaxSize(3);
        return Combinators.combine(
                        types,
                        Arbitraries.of(true, false),
                        root,
                        filter().list().ofMaxSize(2),
                        fullText,
                        orders,
                        Arbitraries.of(0L, 1L, 3L, 100L),
                        Arbitraries.of(0, 1, 2, 1000))
                .as((type, strict, below, filters, text, order, offset, limit) -> new Search(
                        View.WORKING, Indexed.WORKSPACE, type, strict, below, filters, text, order, offset, limit));
    }

    private static Arbitrary<Filter> filter() {
        Arbitrary<String> plain = Arbitraries.of(Stream.of(TEXTS, NUMBERS, DATES, List.of("true", "false"))
                .flatMap(List::stream)
                .toList());
        Arbitrary<String> either = Combinators.combine(plain, plain).as((a, b) -> a + "|" + b);
        Arbitrary<String> range =
                Combinators.combine(plain, plain.filter(to -> !to.isEmpty())).as((from, to) -> from + "~" + to);
        Arbitrary<String> names = Arbitraries.of("N1", "n2", "N_", "%", "N1%", "all", "M");
        Arbitrary<String> paths = Arbitraries.of("/", "/all", "/all/N1", "/all/N1|/all/N2", "/nowhere");
        Arbitrary<String> property = Arbitraries.of(PROPERTIES);
        return Arbitraries.oneOf(
                Combinators.combine(
                                property,
                                Arbitraries.of(
                                        Filter.Operator.EQ,
                                        Filter.Operator.NE,
                                        Filter.Operator.LT,
                                        Filter.Operator.LTE,
                                        Filter.Operator.GT,
                                        Filter.Operator.GTE),
                                plain)
                        .as(Filter::new),
                Combinators.combine(property, Arbitraries.of(Filter.Operator.EQ, Filter.Operator.NE), either)
                        .as(Filter::new),
                Combinators.combine(
                                property,
                                Arbitraries.of(Filter.Operator.LIKE, Filter.Operator.ILIKE),
                                Arbitraries.of(PATTERNS))
                        .as(Filter::new),
                Combinators.combine(
                                property,
                                Arbitraries.of(Filter.Operator.IN, Filter.Operator.NOT_IN),
                                Arbitraries.oneOf(range, plain))
                        .as(Filter::new),
                Combinators.combine(property, Arbitraries.of("true", "TRUE", "false", ""))
                        .as((name, value) -> new Filter(name, Filter.Operator.NULL, value)),
                Combinators.combine(Arbitraries.of(Filter.Operator.class).filter(o -> o != Filter.Operator.NULL), names)
                        .as((operator, value) -> new Filter("@name", operator, value)),
                Combinators.combine(Arbitraries.of("@ancestor", "@path"), paths)
                        .as((name, value) -> new Filter(name, Filter.Operator.EQ, value)));
    }
}
