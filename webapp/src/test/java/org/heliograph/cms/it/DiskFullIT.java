package org.heliograph.cms.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A data directory on a small file system that a test fills; needs the right to mount one. */
class DiskFullIT {

    private static final String TOPICS = "/.rest/delivery/topics/v1";

    @TempDir
    private Path mount;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", mount.toString()) == 0,
                "A file system of 24 MB cannot be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", mount.toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return 1;
        }
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void whatIsNotAcknowledgedIsNotThereAndTheHostGoesOnOnceThereIsRoom() throws Exception {
        Path data = mount.resolve("data");
        try (Host host = Host.builder().with("HELIOGRAPH_DATA", data.toString()).start()) {
            List<String> acknowledged = new ArrayList<>();
            saveSome(host, "before", acknowledged);
            assertThat(acknowledged).hasSize(5);
            Enquiry enquiry = Enquiry.of(host, "磁盘写满之前的留言，应当保留下来。");
            String receipt = enquiry.sentTo(host);

            fill(mount.resolve("ballast"));
            List<Answer> refused = saveSome(host, "full", acknowledged);

            assertThat(refused).isNotEmpty();
            for (Answer answer : refused) {
                assertThat(answer.status()).as("%s", answer).isEqualTo(503);
                assertThat(answer.errorCode()).contains("unavailable");
                assertThat(answer.header("retry-after")).isPresent();
            }
            assertThat(host.anonymous().get(TOPICS).status()).isIn(200, 503);
            Answer message = host.anonymous().post(Enquiry.ADDRESS, enquiry.fields());
            assertThat(message.status()).as("%s", message).isEqualTo(503);
            assertThat(message.header("retry-after")).isPresent();
            assertThat(message.header("content-type").orElse("")).startsWith("application/problem+json");
            Files.delete(mount.resolve("ballast"));
            assertThat(saveSome(host, "after", acknowledged)).isEmpty();
            awaitSame(host, acknowledged);
            String later = enquiry.sentTo(host);
            host.kill();
            host.restart();
            awaitSame(host, acknowledged);
            assertThat(host.superuser()
                            .get(Enquiry.DESK)
                            .json()
                            .path("messages")
                            .findValuesAsText("receipt"))
                    .containsExactlyInAnyOrder(receipt, later);
        }
    }

    private static List<Answer> saveSome(Host host, String prefix, List<String> acknowledged) {
        List<Answer> refused = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String name = prefix + "-" + i;
            NodeBody topic = new NodeBody(name, "hg:topic").with("title", name);
            Answer answer = host.superuser().create("topics", "", topic);
            if (answer.status() == 200) {
                acknowledged.add(name);
            } else {
                refused.add(answer);
            }
        }
        return refused;
    }

    /** Delivery shows what was acknowledged and nothing else, as soon as the index has caught up. */
    private static void awaitSame(Host host, List<String> acknowledged) {
        Await.until(
                Duration.ofSeconds(60),
                () -> "delivery",
                () -> host.anonymous().get(TOPICS).status() == 200);
        List<String> names = Json.items(
                        host.anonymous().get(TOPICS + "?limit=100").json().path("results"))
                .map(node -> node.path("@name").asText())
                .toList();
        assertThat(names).containsExactlyInAnyOrderElementsOf(acknowledged);
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(Files.size(file))
                    .as("the disk is full: %s", e.getMessage())
                    .isPositive();
        }
    }
}
