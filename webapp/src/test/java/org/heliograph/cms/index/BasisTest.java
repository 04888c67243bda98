package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BasisTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> PROPERTIES = List.of("title", "count", "note");

    @TempDir
    Path directory;

    private Indexed content;

    @BeforeEach
    void open() throws RepositoryException, IOException {
        content = Indexed.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        content.close();
    }

    /** Something read through a snapshot, and what it was made from. */
    private record Made(Function<Snapshot, Object> reading, Object answer, Basis basis) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsCurrentWouldBeTheSameIfItWereMadeNow(long seed) throws RepositoryException {
        Random random = new Random(seed);
        List<Function<Snapshot, Object>> readings = readings();
        List<Made> made = new ArrayList<>(readings.stream().map(this::make).toList());
        int current = 0;
        for (int save = 0; save < 60; save++) {
            content.write(session -> change(session, random));
            for (int i = 0; i < made.size(); i++) {
                Made before = made.get(i);
                Made now = make(before.reading());
                if (content.model().isCurrent(before.basis())) {
                    assertThat(now.answer())
                            .as("reading %d after save %d of seed %d", i, save, seed)
                            .isEqualTo(before.answer());
                    current++;
                } else {
                    made.set(i, now);
                }
            }
        }
        assertThat(current).as("readings that outlived a save").isPositive();
    }

    private Made make(Function<Snapshot, Object> reading) {
        try (Snapshot snapshot = content.acquire()) {
            Reads reads = new Reads();
            snapshot.noteIn(reads);
            return new Made(reading, reading.apply(snapshot), snapshot.basis(reads));
        }
    }

    private List<Function<Snapshot, Object>> readings() throws RepositoryException {
        List<Function<Snapshot, Object>> readings = new ArrayList<>();
        for (String path : List.of("/", "/a", "/b", "/a/b", "/a/b/c", "/c/d")) {
            readings.add(snapshot -> snapshot.byPath(View.WORKING, Indexed.WORKSPACE, path));
            readings.add(snapshot -> snapshot.byPath(View.WORKING, Indexed.WORKSPACE, path)
                    .map(parent -> snapshot.children(View.WORKING, Indexed.WORKSPACE, parent)));
        }
        String id = content.write(session -> add(session.getRootNode(), "a").getIdentifier());
        readings.add(snapshot -> snapshot.byId(View.WORKING, Indexed.WORKSPACE, id));
        for (String orderBy : List.of("", "title", "count desc,title", "note")) {
            readings.add(snapshot -> snapshot.search(search(List.of(), "", orderBy)));
        }
        readings.add(snapshot -> snapshot.search(search(List.of(Filter.parse("title", "v1")), "", "")));
        readings.add(snapshot -> snapshot.search(search(List.of(Filter.parse("count[gte]", "2")), "", "title")));
        readings.add(snapshot -> snapshot.search(search(List.of(Filter.parse("@ancestor", "/a")), "", "")));
        readings.add(snapshot -> snapshot.search(search(List.of(), "v2", "")));
        return readings;
    }

    private static Search search(List<Filter> filters, String fullText, String orderBy) {
        List<Search.Order> orders = orderBy.isEmpty()
                ? List.of()
                : List.of(orderBy.split(",")).stream().map(Search.Order::parse).toList();
        return new Search(
                View.WORKING,
                Indexed.WORKSPACE,
                List.of("mgnl:content", "mgnl:folder"),
                false,
                "",
                filters,
                fullText,
                orders,
                0,
                3);
    }

    private static boolean change(Session session, Random random) throws RepositoryException {
        List<Node> nodes = new ArrayList<>();
        collect(session.getRootNode(), nodes);
        Node node = nodes.get(random.nextInt(nodes.size()));
        String name = NAMES.get(random.nextInt(NAMES.size()));
        boolean root = node.getDepth() == 0;
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                if (node.getDepth() < 4 && !node.hasNode(name)) {
                    add(node, name);
                }
            }
            case 2 -> {
                if (!root && random.nextBoolean()) {
                    node.remove();
                }
            }
            case 3 -> move(session, node, nodes.get(random.nextInt(nodes.size())), name);
            case 4 -> reorder(node);
            case 5 -> {
                if (!root) {
                    node.setPrimaryType(random.nextBoolean() ? "mgnl:content" : "mgnl:folder");
                }
            }
            default -> set(root ? add(node, name) : node, random);
        }
        return true;
    }

    private static Node add(Node parent, String name) throws RepositoryException {
        return parent.hasNode(name) ? parent.getNode(name) : parent.addNode(name, "mgnl:content");
    }

    private static void set(Node node, Random random) throws RepositoryException {
        String property = PROPERTIES.get(random.nextInt(PROPERTIES.size()));
        if (random.nextInt(4) == 0 && node.hasProperty(property)) {
            node.getProperty(property).remove();
        } else if (property.equals("count")) {
            node.setProperty(property, random.nextInt(4));
        } else {
            node.setProperty(property, "v" + random.nextInt(4));
        }
    }

    private static void move(Session session, Node node, Node target, String name) throws RepositoryException {
        String path = target.getPath();
        boolean possible = node.getDepth() > 0
                && target.getDepth() < 3
                && !path.equals(node.getPath())
                && !path.startsWith(node.getPath() + "/")
                && !target.hasNode(name);
        if (possible) {
            session.move(node.getPath(), (target.getDepth() == 0 ? "" : path) + "/" + name);
        }
    }

    private static void reorder(Node parent) throws RepositoryException {
        List<String> names = new ArrayList<>();
        for (NodeIterator children = parent.getNodes(); children.hasNext(); ) {
            names.add(children.nextNode().getName());
        }
        names.remove("jcr:system");
        if (names.size() > 1) {
            parent.orderBefore(names.get(names.size() - 1), names.get(0));
        }
    }

    private static void collect(Node node, List<Node> into) throws RepositoryException {
        if (!node.getName().equals("jcr:system")) {
            into.add(node);
            for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
                collect(children.nextNode(), into);
            }
        }
    }

    @Test
    void aChangeElsewhereLeavesAnItemCurrent() throws RepositoryException {
        content.write(session -> {
            add(session.getRootNode(), "a").setProperty("title", "one");
            add(session.getRootNode(), "b");
            return true;
        });
        Made item = make(snapshot ->
                snapshot.byPath(View.WORKING, Indexed.WORKSPACE, "/a").map(NodeSnapshot::properties));

        content.write(session -> session.getNode("/b").setProperty("title", "two"));
        assertThat(content.model().isCurrent(item.basis())).isTrue();

        content.write(session -> session.getNode("/a").setProperty("title", "three"));
        assertThat(content.model().isCurrent(item.basis())).isFalse();
    }

    @Test
    void aListHoldsUntilWhatItFiltersOrSortsByChanges() throws RepositoryException {
        content.write(session -> add(session.getRootNode(), "a").setProperty("title", "one"));
        Made list = make(snapshot -> snapshot.search(search(List.of(), "", "title")));

        content.write(session -> session.getNode("/a").setProperty("note", "aside"));
        assertThat(content.model().isCurrent(list.basis())).isTrue();

        content.write(session -> session.getNode("/a").setProperty("title", "two"));
        assertThat(content.model().isCurrent(list.basis())).isFalse();
    }

    @Test
    void whatWasNotAskedForDuringVeryManySavesIsMadeAnew() throws RepositoryException {
        content.write(session -> add(session.getRootNode(), "a"));
        content.write(session -> add(session.getRootNode(), "b"));
        Made item = make(snapshot -> snapshot.byPath(View.WORKING, Indexed.WORKSPACE, "/a"));

        for (int i = 0; i < 1100; i++) {
            String note = "note " + i;
            content.write(session -> session.getNode("/b").setProperty("note", note));
        }

        assertThat(content.model().isCurrent(item.basis())).isFalse();
    }
}
