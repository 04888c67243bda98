package org.heliograph.cms.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit log of a host that is killed, and {@code audit verify} of the command line. */
class AuditIT {

    private static final int ROUNDS = 3;
    private static final Pattern COUNT = Pattern.compile("(\\d+) records, OK");

    @TempDir
    private Path directory;

    private record Result(int exitCode, String output) {}

    private Result verify(Path log) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        String jar = System.getProperty(
                "heliograph.jar", Project.target("heliograph.jar").toString());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-jar", jar, "audit", "verify", log.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    @Test
    void everyAcknowledgedSaveIsThereAfterSigkillAndAChangedByteIsFound() throws Exception {
        try (Host host = Host.builder().start()) {
            Path log = host.directory().resolve("data/audit");
            for (int round = 1; round <= ROUNDS; round++) {
                // given
                SavingClients clients = new SavingClients(host.superuser(), "/round-" + round);
                clients.createFolder();
                ExecutorService executor = Executors.newFixedThreadPool(2);
                executor.submit(() -> clients.saveUntilKilled("a-"));
                executor.submit(() -> clients.saveUntilKilled("b-"));
                Await.until(Duration.ofSeconds(30), () -> "30 saves", () -> clients.acknowledged() >= 30);

                // when
                clients.expectKill();
                host.kill();
                executor.shutdown();
                assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

                // then
                Result result = verify(log);
                Matcher count = COUNT.matcher(result.output());
                assertThat(result.exitCode()).as(result.output()).isZero();
                assertThat(count.find()).as(result.output()).isTrue();
                assertThat(Integer.parseInt(count.group(1))).isGreaterThanOrEqualTo(clients.acknowledged());
                assertThat(occurrences(log, "/round-" + round + "/")).isGreaterThanOrEqualTo(clients.acknowledged());
                host.restart();
            }

            host.anonymous().get("/.rest/nodes/v1/users");
            host.client("superuser", "a-wrong-secret").get("/.rest/nodes/v1/users");
            host.kill();
            assertThat(verify(log).exitCode()).isZero();
            assertThat(occurrences(log, "\"outcome\":\"refused: sign-in-needed\""))
                    .isEqualTo(2);
            assertThat(occurrences(
                            log, "\"action\":\"sign-in\",\"target\":\"superuser\",\"outcome\":\"refused: password\""))
                    .isEqualTo(1);
            assertThat(occurrences(log, "a-wrong-secret")).isZero();
            assertThat(occurrences(log, Host.PASSWORD)).isZero();

            assertAChangedByteIsFound(log);
        }
    }

    private void assertAChangedByteIsFound(Path log) throws IOException, InterruptedException {
        Path file = files(log).get(0);
        byte[] bytes = Files.readAllBytes(file);
        int at = new Random(7).nextInt(bytes.length - 1);
        bytes[at] ^= 1;
        Files.write(file, bytes);

        Result result = verify(log);

        assertThat(result.exitCode()).as("byte %d: %s", at, result.output()).isEqualTo(1);
        assertThat(result.output()).contains("BROKEN").contains("line ");
    }

    private static List<Path> files(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            return files.sorted().toList();
        }
    }

    private static long occurrences(Path log, String text) throws IOException {
        long count = 0;
        for (Path file : files(log)) {
            count += Files.readAllLines(file).stream()
                    .filter(line -> line.contains(text))
                    .count();
        }
        return count;
    }
}
