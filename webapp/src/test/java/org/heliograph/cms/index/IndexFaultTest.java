package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Disks that are full or damage what they hold: the repository is the truth, and nothing old or wrong is read. */
@Timeout(120)
class IndexFaultTest {

    @TempDir
    private Path directory;

    private final FailingDisk disk = new FailingDisk();
    private Indexed content;

    @BeforeEach
    void open() throws Exception {
        content = Indexed.open(directory, disk);
        save("one");
    }

    @AfterEach
    void close() throws Exception {
        content.close();
    }

    @Test
    void aSaveThatCannotBeIndexedIsKeptAndItsWorkspaceNotReadUntilThereIsRoom() throws Exception {
        disk.fill();

        save("two");

        assertThat(stored()).containsExactly("one", "two");
        assertThat(content.model().behind()).containsExactly(Indexed.WORKSPACE);
        assertThatExceptionOfType(IndexBehindException.class)
                .isThrownBy(() -> content.holds("/one"))
                .withMessageContaining(Indexed.WORKSPACE);
        disk.makeRoom();
        awaitMended();
        assertThat(content.children("/")).containsExactly("one", "two");
    }

    @Test
    void otherWorkspacesAreReadMeanwhile() throws Exception {
        content.repository().write("website", session -> session.getRootNode().addNode("page", "mgnl:content"));
        disk.fill();

        save("two");

        try (Snapshot now = content.acquire()) {
            assertThat(now.byPath(View.WORKING, "website", "/page")).isPresent();
        }
    }

    @Test
    void savesOfTheTimeWithoutRoomAreAllIndexedAfterwards() throws Exception {
        disk.fill();
        for (int i = 0; i < 20; i++) {
            save("more-" + i);
            content.repository()
                    .write("website", session -> session.getRootNode().addNode("page", "mgnl:content"));
        }
        assertThat(content.model().behind()).containsExactly(Indexed.WORKSPACE, "website");

        disk.makeRoom();
        awaitMended();

        assertThat(content.children("/")).isEqualTo(stored());
        assertThat(content.model().count(View.WORKING, "website")).isEqualTo(21);
    }

    @Test
    void whatWasKeptOfAWorkspaceIsNotCurrentOnceItFellBehind() throws Exception {
        Basis basis;
        try (Snapshot before = content.acquire()) {
            Reads reads = new Reads();
            before.noteIn(reads);
            before.byPath(View.WORKING, Indexed.WORKSPACE, "/");
            basis = before.basis(reads);
        }
        assertThat(content.model().isCurrent(basis)).isTrue();
        disk.fill();

        save("two");

        assertThat(content.model().isCurrent(basis)).isFalse();
    }

    @Test
    void aSnapshotFromBeforeIsReadToItsEnd() throws Exception {
        try (Snapshot before = content.acquire()) {
            disk.fill();
            save("two");
            disk.makeRoom();
            awaitMended();

            assertThat(before.byPath(View.WORKING, Indexed.WORKSPACE, "/one")).isPresent();
            assertThat(before.byPath(View.WORKING, Indexed.WORKSPACE, "/two")).isEmpty();
        }
    }

    @Test
    void anIndexThatIsBehindAtTheEndIsRebuiltAtTheNextStart() throws Exception {
        disk.fill();
        save("two");

        content.close();
        assertThat(content.stamp()).doesNotExist();
        disk.makeRoom();
        content.reopen();

        assertThat(content.children("/")).containsExactly("one", "two");
    }

    @Test
    void anEndWithoutRoomIsNoticedAtTheNextStart() throws Exception {
        disk.fill();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> content.close());
        content.repository().close();
        assertThat(content.stamp()).doesNotExist();

        disk.makeRoom();
        content.reopen();

        assertThat(content.children("/")).containsExactly("one");
    }

    @Test
    void anIndexWhoseDirectoryWasDeletedMendsItself() throws Exception {
        for (Path file : indexFiles()) {
            Files.delete(file);
        }
        Files.delete(content.indexFiles());

        save("two");
        awaitMended();

        assertThat(content.children("/")).containsExactly("one", "two");
        save("three");
        assertThat(content.children("/")).containsExactly("one", "two", "three");
    }

    static IntStream damages() {
        return IntStream.range(0, 24);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void whateverIsDamagedTheIndexHoldsWhatTheRepositoryHolds(int seed) throws Exception {
        save("two");
        content.close();
        String done = damage(new Random(seed));

        content.reopen();

        assertThat(content.children("/")).as("seed %s: %s", seed, done).containsExactly("one", "two");
        save("three");
        assertThat(content.children("/")).as("seed %s: %s", seed, done).containsExactly("one", "two", "three");
    }

    private String damage(Random random) throws IOException {
        List<Path> files = indexFiles();
        Path file = files.get(random.nextInt(files.size()));
        byte[] bytes = Files.readAllBytes(file);
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> Files.write(file, Arrays.copyOf(bytes, at));
            case 1 -> Files.delete(file);
            case 2 -> Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
            default -> {
                if (bytes.length > 0) {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                    Files.write(file, bytes);
                }
            }
        }
        return file.getFileName() + " at " + at;
    }

    private List<Path> indexFiles() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(content.indexFiles())) {
            List<Path> all = new ArrayList<>();
            files.forEach(all::add);
            all.sort(null);
            return all;
        }
    }

    private void awaitMended() {
        while (!content.model().behind().isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void save(String name) throws RepositoryException {
        content.write(
                session -> session.getRootNode().addNode(name, "mgnl:content").getPath());
    }

    private List<String> stored() throws RepositoryException {
        ContentRepository repository = content.repository();
        return repository.read(Indexed.WORKSPACE, session -> {
            List<String> names = new ArrayList<>();
            for (NodeIterator each = session.getRootNode().getNodes(); each.hasNext(); ) {
                names.add(each.nextNode().getName());
            }
            names.remove("jcr:system");
            return names;
        });
    }
}
