package org.heliograph.cms.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.jcr.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills an import with SIGKILL at random moments and runs it again, until it ends by itself. Then the content is that of
 * the archive, byte for byte. {@code -Dheliograph.kill.seed=N} repeats the moments of a run.
 */
class ImportKillTest {

    private static final Logger LOG = LoggerFactory.getLogger(ImportKillTest.class);
    private static final int KILLS = 10;
    private static final int ITEMS = 1500;

    @TempDir
    private Path directory;

    @Test
    void anImportThatIsKilledAndRunAgainEndsWithTheContentOfTheArchive() throws Exception {
        long seed = Long.getLong("heliograph.kill.seed", System.nanoTime());
        LOG.info("Repeat with -Dheliograph.kill.seed={}", seed);
        Random random = new Random(seed);
        Path archive = archive();
        SortedMap<String, String> wanted = Hosted.files(archive);

        int kills = 0;
        int inTheMiddle = 0;
        for (int round = 0; kills < KILLS; round++) {
            Path data = directory.resolve("data-" + round);
            while (kills < KILLS && isKilled(data, archive, random)) {
                kills++;
                inTheMiddle += journalled(data) > 0 ? 1 : 0;
            }
            assertThat(start(data, archive).waitFor()).isZero();
            assertThat(data.resolve("transfer")).isEmptyDirectory();
            try (Hosted host = new Hosted(data)) {
                assertThat(Hosted.files(host.export(host.everything(), directory.resolve("again-" + round))))
                        .isEqualTo(wanted);
            }
        }
        LOG.info("{} kills, {} of them between two saves of the import", kills, inTheMiddle);
        assertThat(inTheMiddle).isPositive();
    }

    /** A folder with topics, each of which refers to the next one by a reference that the store enforces. */
    private Path archive() throws Exception {
        try (Hosted host = new Hosted(directory.resolve("source"))) {
            host.repository.write("topics", session -> {
                Node folder = session.getRootNode().addNode("kill", "mgnl:folder");
                Node before = folder;
                for (int i = 0; i < ITEMS; i++) {
                    Node topic = folder.addNode("t" + i, "hg:topic");
                    topic.setProperty("title", "Topic " + i);
                    topic.setProperty("title_zh", "主题 " + i);
                    before.setProperty("next", topic);
                    before = topic;
                }
                return folder.getPath();
            });
            return host.export(host.everything(), directory.resolve("archive"));
        }
    }

    /** Kills an import while it looks or while it writes; false if it was quicker. */
    private static boolean isKilled(Path data, Path archive, Random random) throws Exception {
        Process process = start(data, archive);
        int wanted = random.nextInt(5) == 0 ? -1 : journalled(data) + random.nextInt(500);
        while (process.isAlive()
                && (wanted < 0 ? Files.notExists(data.resolve("transfer")) : journalled(data) < wanted)) {
            Thread.onSpinWait();
        }
        boolean ended = process.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return !ended;
    }

    /** Items that the journal has as done. */
    private static int journalled(Path data) throws IOException {
        if (Files.notExists(data.resolve("transfer"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(data.resolve("transfer"))) {
            int lines = 0;
            for (Path file : files.toList()) {
                lines += lines(file);
            }
            return lines;
        }
    }

    /** Lines of a file that the import may take away at any moment, as it does when it is done. */
    private static int lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file).size();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static Process start(Path data, Path archive) throws IOException {
        Files.createDirectories(data);
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledImport.class.getName(),
                        data.toString(),
                        archive.toString()))
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile())
                .start();
    }
}
