package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.host.SessionWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadModelTest {

    @TempDir
    private Path directory;

    private Indexed content;

    @BeforeEach
    void open() throws Exception {
        content = Indexed.open(directory);
    }

    @AfterEach
    void close() throws Exception {
        content.close();
    }

    @Test
    void aSaveIsSeenByTheNextSnapshot() throws Exception {
        addNode("one");

        assertThat(content.holds("/one")).isTrue();
    }

    @Test
    void aSnapshotDoesNotChangeUnderLaterSaves() throws Exception {
        addNode("one");
        addNode("two");
        try (Snapshot before = content.acquire()) {
            content.write(session -> {
                session.getNode("/one").setProperty("title", "later");
                session.getNode("/two").remove();
                return session.getRootNode().addNode("three", "mgnl:content").getPath();
            });

            NodeSnapshot root = node(before, "/");
            assertThat(before.children(View.WORKING, Indexed.WORKSPACE, root))
                    .extracting(NodeSnapshot::name)
                    .containsExactly("one", "two");
            assertThat(node(before, "/one").property("title")).isEmpty();
        }
        assertThat(content.children("/")).containsExactly("one", "three");
    }

    @Test
    void noSnapshotHoldsHalfASaveWhileAnotherWorkspaceIsSaved() throws Exception {
        content.write(session -> {
            for (int i = 0; i < 20; i++) {
                session.getRootNode().addNode("n" + i, "mgnl:content").setProperty("round", 0);
            }
            return true;
        });
        AtomicBoolean enough = new AtomicBoolean();
        Thread elsewhere = new Thread(() -> saveInWebsiteUntil(enough), "website");
        Thread here = new Thread(this::setAllRounds, "items");
        elsewhere.start();
        here.start();
        try {
            while (here.isAlive()) {
                try (Snapshot now = content.acquire()) {
                    assertThat(now.children(View.WORKING, Indexed.WORKSPACE, node(now, "/")))
                            .extracting(n -> n.property("round").orElseThrow().text())
                            .hasSize(20)
                            .containsOnly(node(now, "/n0")
                                    .property("round")
                                    .orElseThrow()
                                    .text());
                }
            }
        } finally {
            enough.set(true);
            here.join();
            elsewhere.join();
        }
    }

    private void setAllRounds() {
        for (int round = 1; round <= 40; round++) {
            int value = round;
            quietly(Indexed.WORKSPACE, session -> {
                for (int i = 0; i < 20; i++) {
                    session.getNode("/n" + i).setProperty("round", value);
                }
                return value;
            });
        }
    }

    private void saveInWebsiteUntil(AtomicBoolean enough) {
        for (int i = 0; !enough.get(); i++) {
            int value = i;
            quietly("website", session -> {
                Node root = session.getRootNode();
                Node node = root.hasNode("w") ? root.getNode("w") : root.addNode("w", "mgnl:content");
                return node.setProperty("n", value).isNew();
            });
        }
    }

    private void quietly(String workspace, SessionWork<?> work) {
        try {
            content.repository().write(workspace, work);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void passwordsRolesAndSettingsAreNeverIndexed() throws Exception {
        for (String workspace : new String[] {"users", "usergroups", "userroles", "config"}) {
            content.repository()
                    .write(
                            workspace,
                            session -> session.getRootNode()
                                    .addNode("canary", "mgnl:content")
                                    .getPath());
        }
        content.close();
        Files.delete(content.stamp());
        content.reopen();

        for (String workspace : new String[] {"users", "usergroups", "userroles", "config"}) {
            assertThat(content.model().count(View.WORKING, workspace))
                    .as(workspace)
                    .isZero();
        }
    }

    @Test
    void anIndexThatWasClosedCleanlyIsTrusted() throws Exception {
        addNode("one");
        content.close();
        content.writeUnheard(session -> session.getRootNode().addNode("unheardOf", "mgnl:content"));

        content.reopen();

        assertThat(content.children("/")).containsExactly("one");
    }

    @Test
    void childrenAddedAfterReopeningFollowTheOthers() throws Exception {
        addNode("one");
        addNode("two");
        content.close();
        content.reopen();

        addNode("three");

        assertThat(content.children("/")).containsExactly("one", "two", "three");
    }

    @Test
    void withoutItsStampTheIndexIsRebuilt() throws Exception {
        content.close();
        content.writeUnheard(session -> session.getRootNode().addNode("unheardOf", "mgnl:content"));
        Files.delete(content.stamp());

        content.reopen();

        assertThat(content.children("/")).containsExactly("unheardOf");
    }

    @Test
    void withTheStampOfAnotherIndexTheIndexIsRebuilt() throws Exception {
        content.close();
        content.writeUnheard(session -> session.getRootNode().addNode("unheardOf", "mgnl:content"));
        Files.writeString(content.stamp(), "1:somebody else's");

        content.reopen();

        assertThat(content.children("/")).containsExactly("unheardOf");
    }

    @Test
    void anOpenIndexHasNoStampSoThatAKillIsNoticed() {
        assertThat(content.stamp()).doesNotExist();
    }

    @Test
    void whereTheFilesAreGoneTheIndexIsRebuilt() throws Exception {
        addNode("one");
        content.close();
        for (Path file : indexFiles()) {
            Files.delete(file);
        }

        content.reopen();

        assertThat(content.children("/")).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no Lucene file at all"})
    void whereTheFilesAreDamagedTheIndexIsRebuilt(String rubbish) throws Exception {
        addNode("one");
        content.close();
        for (Path file : indexFiles()) {
            Files.writeString(file, rubbish);
        }

        content.reopen();

        assertThat(content.children("/")).containsExactly("one");
        addNode("two");
        assertThat(content.children("/")).containsExactly("one", "two");
    }

    @Test
    void whereOneFileIsCutOffTheIndexIsRebuilt() throws Exception {
        addNode("one");
        content.close();
        for (Path file : indexFiles()) {
            byte[] bytes = Files.readAllBytes(file);
            if (!file.getFileName().toString().startsWith("segments")) {
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        }

        content.reopen();

        assertThat(content.children("/")).containsExactly("one");
    }

    private Iterable<Path> indexFiles() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(content.indexFiles())) {
            List<Path> all = new ArrayList<>();
            files.forEach(all::add);
            assertThat(all).isNotEmpty();
            return all;
        }
    }

    private void addNode(String name) throws RepositoryException {
        content.write(
                session -> session.getRootNode().addNode(name, "mgnl:content").getPath());
    }

    private static NodeSnapshot node(Snapshot snapshot, String path) {
        return snapshot.byPath(View.WORKING, Indexed.WORKSPACE, path).orElseThrow();
    }
}
