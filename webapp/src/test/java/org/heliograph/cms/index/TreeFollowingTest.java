package org.heliograph.cms.index;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.NodeReader;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentFileName;
import org.heliograph.cms.repository.ContentImport;
import org.heliograph.host.SessionWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** After each save the index holds the very tree that the repository holds: paths, identifiers, values and order. */
class TreeFollowingTest {

    @TempDir
    private static Path directory;

    private static Indexed content;

    @BeforeAll
    static void open() throws Exception {
        content = Indexed.open(directory);
    }

    @AfterAll
    static void close() throws Exception {
        content.close();
    }

    @BeforeEach
    void plantFourChildren() throws Exception {
        content.write(session -> {
            for (NodeIterator each = session.getRootNode().getNodes(); each.hasNext(); ) {
                Node node = each.nextNode();
                if (!node.getName().equals("jcr:system")) {
                    node.remove();
                }
            }
            Node home = session.getRootNode().addNode("home", "mgnl:content");
            for (String name : List.of("a", "b", "c", "d")) {
                home.addNode(name, "mgnl:content").addNode("kid", "mgnl:contentNode");
            }
            return true;
        });
    }

    @Test
    void anAddedChildIsTheLast() throws Exception {
        save(session -> session.getNode("/home").addNode("e", "mgnl:content"));

        assertThat(content.children("/home")).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void childrenAddedWithTheirOwnChildrenInOneSaveKeepTheirOrder() throws Exception {
        save(session -> {
            Node first = session.getNode("/home").addNode("z", "mgnl:content");
            for (String name : List.of("z2", "z1", "z3")) {
                first.addNode(name, "mgnl:contentNode").addNode("below", "mgnl:contentNode");
            }
            return session.getNode("/home").addNode("y", "mgnl:content");
        });

        assertThat(content.children("/home")).containsExactly("a", "b", "c", "d", "z", "y");
        assertThat(content.children("/home/z")).containsExactly("z2", "z1", "z3");
    }

    @Test
    void aChildAddedInTheMiddleStandsThere() throws Exception {
        save(session -> {
            session.getNode("/home").addNode("e", "mgnl:content");
            session.getNode("/home").orderBefore("e", "b");
            return true;
        });

        assertThat(content.children("/home")).containsExactly("a", "e", "b", "c", "d");
    }

    @Test
    void aReorderedChildStandsWhereItWasPut() throws Exception {
        save(session -> {
            session.getNode("/home").orderBefore("d", "a");
            session.getNode("/home").orderBefore("b", null);
            return true;
        });

        assertThat(content.children("/home")).containsExactly("d", "a", "c", "b");
    }

    @Test
    void anUpdateKeepsThePlace() throws Exception {
        save(session -> session.getNode("/home/b").setProperty("title", "储能"));

        assertThat(content.children("/home")).containsExactly("a", "b", "c", "d");
        assertThat(content.node("/home/b").property("title").orElseThrow().text())
                .isEqualTo("储能");
    }

    @Test
    void aRemovedNodeTakesAllBelowItAlong() throws Exception {
        save(session -> {
            session.getNode("/home/b").remove();
            return true;
        });

        assertThat(content.children("/home")).containsExactly("a", "c", "d");
        assertThat(content.holds("/home/b/kid")).isFalse();
    }

    @Test
    void aMovedNodeTakesAllBelowItAlong() throws Exception {
        save(session -> {
            session.move("/home/b", "/home/d/b");
            return true;
        });

        assertThat(content.children("/home")).containsExactly("a", "c", "d");
        assertThat(content.children("/home/d")).containsExactly("kid", "b");
        assertThat(content.holds("/home/b/kid")).isFalse();
        assertThat(content.holds("/home/d/b/kid")).isTrue();
    }

    @Test
    void aNodeThatTakesThePathOfAMovedOneKeepsItsOwnChildren() throws Exception {
        save(session -> {
            session.move("/home/b", "/home/old");
            session.getNode("/home").addNode("b", "mgnl:content").addNode("fresh", "mgnl:contentNode");
            return true;
        });

        assertThat(content.children("/home")).containsExactly("a", "c", "d", "old", "b");
        assertThat(content.children("/home/b")).containsExactly("fresh");
        assertThat(content.children("/home/old")).containsExactly("kid");
    }

    @Test
    void aChangeBelowANodeMovedInTheSameSaveKeepsThePlaceOfTheChanged() throws Exception {
        content.write(session -> {
            session.getNode("/home/a").addNode("kid2", "mgnl:contentNode");
            return session.getNode("/home/a").addNode("kid3", "mgnl:contentNode");
        });

        save(session -> {
            session.move("/home/a", "/home/moved");
            return session.getNode("/home/moved/kid3").setProperty("title", "changed");
        });

        assertThat(content.children("/home/moved")).containsExactly("kid", "kid2", "kid3");
    }

    @Test
    void aReplacingImportKeepsThePlace() throws Exception {
        save(session -> {
            importFile(session, "/home", "b:\n  title: new\n  other: {}\n");
            return true;
        });

        assertThat(content.children("/home")).containsExactly("a", "b", "c", "d");
        assertThat(content.children("/home/b")).containsExactly("other");
    }

    @Test
    void aWriteThatFailsIsNotSeen() throws Exception {
        assertThat(catchThrowable(() -> content.write(session -> {
                    session.getNode("/home/a").remove();
                    throw new RepositoryException("changed my mind");
                })))
                .hasMessage("changed my mind");

        assertThat(content.children("/home")).containsExactly("a", "b", "c", "d");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_200_922})
    void anyRunOfChangesIsFollowed(long seed) throws Exception {
        RandomEdits edits = new RandomEdits(new Random(seed));
        for (int save = 0; save < 100; save++) {
            String trail = "seed " + seed + ", save " + save + ": ";
            List<String> done = content.write(edits::several);
            assertThat(indexed()).as(trail + done).containsExactlyElementsOf(stored());
        }
    }

    private <T> void save(SessionWork<T> work) throws RepositoryException {
        content.write(session -> {
            work.on(session);
            return true;
        });
        assertThat(indexed()).containsExactlyElementsOf(stored());
    }

    private static void importFile(Session session, String parent, String yaml) throws RepositoryException {
        InputStream bytes = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        new ContentImport().below(session, parent, ContentFileName.of("items.any.yaml"), bytes);
    }

    /** The whole tree as the repository holds it, each node before its children. */
    private static List<NodeSnapshot> stored() throws RepositoryException {
        return content.repository().read(Indexed.WORKSPACE, session -> {
            List<NodeSnapshot> nodes = new ArrayList<>();
            addStored(nodes, session.getRootNode());
            return nodes;
        });
    }

    private static void addStored(List<NodeSnapshot> nodes, Node node) throws RepositoryException {
        if (!node.getName().equals("jcr:system")) {
            nodes.add(NodeReader.snapshot(node));
            for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
                addStored(nodes, children.nextNode());
            }
        }
    }

    /** The whole tree as the index holds it, likewise. */
    private static List<NodeSnapshot> indexed() {
        try (Snapshot now = content.acquire()) {
            List<NodeSnapshot> nodes = new ArrayList<>();
            addIndexed(
                    nodes, now, now.byPath(View.WORKING, Indexed.WORKSPACE, "/").orElseThrow());
            assertThat(content.model().count(View.WORKING, Indexed.WORKSPACE)).isEqualTo(nodes.size());
            return nodes;
        }
    }

    private static void addIndexed(List<NodeSnapshot> nodes, Snapshot now, NodeSnapshot node) {
        nodes.add(node);
        assertThat(now.byPath(View.WORKING, Indexed.WORKSPACE, node.path())).contains(node);
        assertThat(now.byId(View.WORKING, Indexed.WORKSPACE, node.id())).contains(node);
        now.children(View.WORKING, Indexed.WORKSPACE, node).forEach(child -> addIndexed(nodes, now, child));
    }

    /** One to four random changes in a save, on a tree that stays small. */
    private record RandomEdits(Random random) {

        private static final int LARGEST_TREE = 30;

        List<String> several(Session session) throws RepositoryException {
            List<String> done = new ArrayList<>();
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                done.add(one(session));
            }
            return done;
        }

        private String one(Session session) throws RepositoryException {
            List<String> paths = paths(session);
            String path = paths.get(random.nextInt(paths.size()));
            String other = paths.get(random.nextInt(paths.size()));
            int kind = random.nextInt(paths.size() > LARGEST_TREE ? 2 : 10);
            return switch (kind) {
                case 0 -> path.equals("/home") ? "nothing" : remove(session, path);
                case 1 -> setProperty(session, path);
                case 2, 3 -> add(session, path);
                case 4 -> addInFront(session, path);
                case 5, 6 -> move(session, path, other);
                case 7 -> rename(session, path);
                case 8 -> reorder(session, path);
                default -> replace(session, path);
            };
        }

        private static List<String> paths(Session session) throws RepositoryException {
            List<String> paths = new ArrayList<>();
            addPaths(paths, session.getNode("/home"));
            return paths;
        }

        private static void addPaths(List<String> paths, Node node) throws RepositoryException {
            paths.add(node.getPath());
            for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
                addPaths(paths, children.nextNode());
            }
        }

        private String remove(Session session, String path) throws RepositoryException {
            session.getNode(path).remove();
            return "remove " + path;
        }

        private String setProperty(Session session, String path) throws RepositoryException {
            session.getNode(path).setProperty("p" + random.nextInt(3), random.nextLong());
            return "change " + path;
        }

        private String add(Session session, String path) throws RepositoryException {
            String name = freeName(session, path);
            session.getNode(path).addNode(name, "mgnl:content").addNode("inner", "mgnl:contentNode");
            return "add " + path + "/" + name;
        }

        private String addInFront(Session session, String path) throws RepositoryException {
            String name = freeName(session, path);
            Node parent = session.getNode(path);
            parent.addNode(name, "mgnl:content");
            String sibling = randomChild(parent);
            parent.orderBefore(name, sibling.equals(name) ? null : sibling);
            return "add " + path + "/" + name + " before " + sibling;
        }

        private String move(Session session, String path, String target) throws RepositoryException {
            if (path.equals("/home") || target.equals(path) || target.startsWith(path + "/")) {
                return "nothing";
            }
            String to = target + "/" + freeName(session, target);
            session.move(path, to);
            return "move " + path + " to " + to;
        }

        private String rename(Session session, String path) throws RepositoryException {
            return path.equals("/home") ? "nothing" : move(session, path, path.substring(0, path.lastIndexOf('/')));
        }

        private String reorder(Session session, String path) throws RepositoryException {
            Node parent = session.getNode(path);
            if (!parent.hasNodes()) {
                return "nothing";
            }
            String one = randomChild(parent);
            String other = randomChild(parent);
            parent.orderBefore(one, one.equals(other) ? null : other);
            return "order " + path + ": " + one + " before " + other;
        }

        private String replace(Session session, String path) throws RepositoryException {
            if (path.equals("/home")) {
                return "nothing";
            }
            String name = path.substring(path.lastIndexOf('/') + 1);
            importFile(
                    session,
                    path.substring(0, path.lastIndexOf('/')),
                    name + ":\n  n: " + random.nextInt() + "\n  k1: {}\n  k0: {}\n");
            return "replace " + path;
        }

        private String randomChild(Node parent) throws RepositoryException {
            NodeIterator children = parent.getNodes();
            children.skip(random.nextInt((int) children.getSize()));
            return children.nextNode().getName();
        }

        /** One of few names, so that names are used again at once. */
        private String freeName(Session session, String parent) throws RepositoryException {
            String name = "n" + random.nextInt(6);
            while (session.getNode(parent).hasNode(name)) {
                name += random.nextInt(6);
            }
            return name;
        }
    }
}
