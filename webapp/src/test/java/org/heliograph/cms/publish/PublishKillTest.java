package org.heliograph.cms.publish;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.heliograph.cms.security.AuditCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills a process with SIGKILL while it publishes sets, and looks at what the next one finds: a set is published wholly or
 * not at all, its notes are complete, nothing acknowledged is lost, and the audit log is whole.
 * {@code -Dheliograph.kill.seed=N} repeats the moments of a run.
 */
class PublishKillTest {

    private static final Logger LOG = LoggerFactory.getLogger(PublishKillTest.class);
    private static final int KILLS = 50;

    @Test
    void aSetIsWhollyPublishedOrNotAfterAKill(@TempDir Path directory) throws Exception {
        long seed = Long.getLong("heliograph.kill.seed", System.nanoTime());
        LOG.info("Repeat with -Dheliograph.kill.seed={}", seed);
        Random random = new Random(seed);
        int acknowledged = 0;
        int inTheMiddle = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = launch(directory);
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                // given
                int found = number(out, "found ");
                assertThat(found)
                        .as("what was published, against what was acknowledged")
                        .isGreaterThanOrEqualTo(acknowledged);
                inTheMiddle += found > acknowledged ? 1 : 0;
                for (int round = random.nextInt(3); round > 0; round--) {
                    acknowledged = number(out, "published ");
                }
                number(out, "publishing ");

                // when
                TimeUnit.MICROSECONDS.sleep(random.nextInt(80_000));
                process.toHandle().destroyForcibly();
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (line.startsWith("published ")) {
                        acknowledged = Integer.parseInt(line.substring(10));
                    }
                }
            } finally {
                process.destroyForcibly().waitFor();
            }

            // then
            assertThat(AuditCheck.of(directory.resolve("audit")).fault()).isEmpty();
        }
        LOG.info("{} kills; after {} more was published than was acknowledged", KILLS, inTheMiddle);
    }

    private static Process launch(Path directory) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublishingProcess.class.getName(),
                        directory.toString()))
                .redirectError(directory.resolve("errors.txt").toFile())
                .start();
    }

    /** The number in the next line that begins so; what the process says is wrong fails the test. */
    private static int number(BufferedReader out, String beginning) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            assertThat(line).doesNotStartWith("wrong");
            if (line.startsWith(beginning)) {
                return Integer.parseInt(line.substring(beginning.length()));
            }
        }
        throw new AssertionError("The process ended before it said: " + beginning);
    }
}
