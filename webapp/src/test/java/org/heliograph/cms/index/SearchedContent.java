package org.heliograph.cms.index;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import javax.jcr.ValueFactory;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Eight items below {@code /all}, in this order: n1 to n6, {@code kid} below n6, n7. */
abstract class SearchedContent {

    static final String ALL = "n1 n2 n3 n4 n5 n6 kid n7";

    @TempDir
    private static Path directory;

    static Indexed content;

    @BeforeAll
    static void writeItems() throws Exception {
        content = Indexed.open(directory);
        content.write(session -> {
            Node all = session.getRootNode().addNode("all", "mgnl:content");
            ValueFactory values = session.getValueFactory();
            first(all.addNode("n1", "mgnl:content"), values);
            second(all.addNode("n2", "mgnl:content"), values);
            third(all.addNode("n3", "mgnl:content"), values);
            fourth(all.addNode("n4", "mgnl:content"), values);
            fifth(all.addNode("n5", "mgnl:content"), values);
            all.addNode("n6", "mgnl:content").addNode("kid", "mgnl:content");
            all.addNode("n7", "mgnl:content").setProperty("title", "𠮷野家 👷");
            return session.getRootNode().addNode("elsewhere", "mgnl:content").setProperty("title", "Solar Panel");
        });
    }

    @AfterAll
    static void close() throws Exception {
        content.close();
    }

    private static void first(Node node, ValueFactory values) throws RepositoryException {
        node.setProperty("title", "Solar Panel");
        node.setProperty("sku", "LB-009");
        node.setProperty("count", 10L);
        node.setProperty("price", 19.9);
        node.setProperty("exact", new BigDecimal("19.90"));
        node.setProperty("date", date(values, "2024-03-15T10:20:30.456+08:00"));
        node.setProperty("flag", true);
        node.setProperty("tags", new String[] {"led", "panel"});
        node.setProperty("mix", 5L);
    }

    private static void second(Node node, ValueFactory values) throws RepositoryException {
        node.setProperty("title", "solar roof");
        node.setProperty("count", -5L);
        node.setProperty("price", -0.0);
        node.setProperty("exact", new BigDecimal("100"));
        node.setProperty("date", date(values, "2024-03-16T00:00:00.000Z"));
        node.setProperty("flag", false);
        node.setProperty("tags", new String[] {"led"});
        node.setProperty("mix", "text");
    }

    private static void third(Node node, ValueFactory values) throws RepositoryException {
        node.setProperty("title", "储能系统");
        node.setProperty("count", Long.MAX_VALUE);
        node.setProperty("price", Double.NaN);
        node.setProperty("date", date(values, "2024-02-29T23:59:59.999Z"));
        node.setProperty("tags", new String[0]);
        node.setProperty("mix", true);
    }

    private static void fourth(Node node, ValueFactory values) throws RepositoryException {
        node.setProperty("title", "100% _pure_ a\\b *?");
        node.setProperty("count", Long.MIN_VALUE);
        node.setProperty("price", Double.POSITIVE_INFINITY);
        node.setProperty("date", date(values, "1066-10-14T09:00:00.000Z"));
        node.setProperty("mix", 4.5);
    }

    private static void fifth(Node node, ValueFactory values) throws RepositoryException {
        node.setProperty("title", "x".repeat(600) + " 储能END");
        node.setProperty("kind", values.createValue("mgnl:content", PropertyType.NAME));
        node.setProperty("mix", date(values, "2024-01-01T00:00:00.000Z"));
    }

    private static Value date(ValueFactory values, String text) throws RepositoryException {
        return values.createValue(text, PropertyType.DATE);
    }

    static Filter filter(String condition) {
        int equals = condition.indexOf('=');
        return Filter.parse(condition.substring(0, equals), condition.substring(equals + 1));
    }

    /** Names of the items for which all conditions hold, in natural order. */
    static List<String> matching(String... conditions) {
        List<Filter> filters =
                Arrays.stream(conditions).map(SearchedContent::filter).toList();
        return names(hits(search(filters, "", "", 0, 100)));
    }

    static Search search(List<Filter> filters, String fullText, String orderBy, long offset, int limit) {
        List<Search.Order> orders = Stream.of(orderBy.split(","))
                .filter(part -> !part.isBlank())
                .map(Search.Order::parse)
                .toList();
        return new Search(
                View.WORKING,
                Indexed.WORKSPACE,
                List.of("mgnl:content"),
                false,
                "/all",
                filters,
                fullText,
                orders,
                offset,
                limit);
    }

    static Hits hits(Search search) {
        try (Snapshot now = content.acquire()) {
            return now.search(search);
        }
    }

    static List<String> names(Hits hits) {
        try (Snapshot now = content.acquire()) {
            return hits.ids().stream()
                    .map(id -> now.byId(View.WORKING, Indexed.WORKSPACE, id).orElseThrow())
                    .map(NodeSnapshot::name)
                    .toList();
        }
    }

    static NodeSnapshot node(String path) {
        return content.node(path);
    }

    static List<String> words(String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.split(" "));
    }
}
