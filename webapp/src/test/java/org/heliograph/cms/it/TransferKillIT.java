package org.heliograph.cms.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills an import with SIGKILL at random moments and runs it again, until it ends by itself. Then the content is that of
 * the archive, byte for byte. {@code -Dheliograph.kill.seed=N} repeats the moments of a run.
 */
class TransferKillIT {

    private static final Logger LOG = LoggerFactory.getLogger(TransferKillIT.class);
    private static final int KILLS = 20;
    private static final int ITEMS = 2000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void anImportThatIsKilledAndRunAgainEndsWithTheContentOfTheArchive() throws Exception {
        long seed = Long.getLong("heliograph.kill.seed", System.nanoTime());
        LOG.info("Repeat with -Dheliograph.kill.seed={}", seed);
        Random random = new Random(seed);
        Path archive = directory.resolve("archive");
        Path content = Files.createDirectory(directory.resolve("content"));
        writeContent(content);
        try (Host host =
                Host.builder().with("HELIOGRAPH_BOOTSTRAP", content.toString()).start()) {
            host.terminate(PATIENCE);
            assertThat(command(host.directory().resolve("data"), "export", archive)
                            .waitFor())
                    .isZero();
        }
        SortedMap<String, String> wanted = files(archive);
        assertThat(wanted).hasSize(ITEMS + 2);

        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            Path data = directory.resolve("data-" + round);
            while (kills < KILLS && killed(command(data, "import", archive), data, random)) {
                kills++;
            }
            assertThat(command(data, "import", archive).waitFor()).isZero();

            Path again = directory.resolve("again-" + round);
            assertThat(command(data, "export", again).waitFor()).isZero();
            assertThat(files(again)).isEqualTo(wanted);
            assertThat(command(data, "audit", "verify", data.resolve("audit")).waitFor())
                    .isZero();
            LOG.info("Round {}: the content is there after {} kills in all", round, kills);
        }
    }

    /** Kills a process at some moment of its import, sometimes before and sometimes in it. */
    private static boolean killed(Process process, Path data, Random random) throws InterruptedException {
        Path journals = data.resolve("transfer");
        if (random.nextInt(5) > 0) {
            Await.until(PATIENCE, () -> "the import to begin", () -> !process.isAlive() || hasJournal(journals));
        }
        if (!process.waitFor(random.nextInt(600), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            process.waitFor();
            return true;
        }
        return false;
    }

    private static boolean hasJournal(Path journals) {
        try (Stream<Path> files = Files.list(journals)) {
            return files.anyMatch(file -> file.toString().endsWith(".journal"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Process command(Path data, String name, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                System.getProperty(
                        "heliograph.jar", Project.target("heliograph.jar").toString()),
                name));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(data.getParent().toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("HELIOGRAPH_"));
        builder.environment().put("HELIOGRAPH_DATA", data.toString());
        builder.environment().put("HELIOGRAPH_ADMIN_PASSWORD", Host.PASSWORD);
        builder.redirectErrorStream(true)
                .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile());
        return builder.start();
    }

    /** A folder with topics, each of which refers to the one before. */
    private static void writeContent(Path content) throws IOException {
        Files.writeString(
                content.resolve("topics.kill.yaml"),
                "kill:\n  jcr:primaryType: mgnl:folder\n  jcr:uuid: " + id(-1) + "\n");
        for (int i = 0; i < ITEMS; i++) {
            Files.writeString(
                    content.resolve("topics.kill.t" + i + ".yaml"),
                    "t" + i + ":\n  jcr:primaryType: hg:topic\n  jcr:uuid: " + id(i) + "\n  title: Topic " + i
                            + "\n  title_zh: 主题 " + i + "\n  related: [" + id(i - 1) + "]\n");
        }
    }

    private static UUID id(int number) {
        return new UUID(0x1234_5678_0000_4000L, 0x8000_0000_0000_0000L + number + 1);
    }

    private static SortedMap<String, String> files(Path archive) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(archive)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                files.put(archive.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
