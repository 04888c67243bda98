package org.heliograph.cms.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** An index that is lost or damaged, under a host that runs and under one that is down. */
class IndexFaultIT {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFaultIT.class);
    private static final String TOPICS = "/.rest/delivery/topics/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void anIndexDeletedUnderTheHostIsMadeAnewAndNothingOldIsAnswered() throws IOException {
        try (Host host = Host.builder().start()) {
            create(host, "one");
            assertThat(total(host)).isEqualTo(1);

            delete(index(host));
            create(host, "two");

            Await.until(PATIENCE, () -> "an answer", () -> {
                Answer answer = host.anonymous().get(TOPICS);
                if (answer.status() == 503) {
                    assertThat(answer.header("retry-after")).isPresent();
                    assertThat(answer.errorCode()).contains("unavailable");
                    return false;
                }
                assertThat(answer.json().path("total").intValue()).isEqualTo(2);
                return true;
            });
            assertThat(host.anonymous().get("/.rest/status").text()).isEqualTo("{}");
        }
    }

    @Test
    void aFlippedBitIsNoticedAtTheNextStart() throws IOException {
        long seed = Long.getLong("heliograph.fault.seed", System.nanoTime());
        LOG.info("Repeat with -Dheliograph.fault.seed={}", seed);
        Random random = new Random(seed);
        try (Host host = Host.builder().start()) {
            for (int round = 1; round <= 2; round++) {
                create(host, "topic-" + round);
                host.terminate(PATIENCE);
                String damaged = flipABit(index(host), random);
                host.restart();

                assertThat(total(host)).as("after a flipped bit in %s", damaged).isEqualTo(round);
                for (int i = 1; i <= round; i++) {
                    Answer answer = host.anonymous().get(TOPICS + "?title=title+of+topic-" + i);
                    assertThat(answer.json().path("total").intValue()).isEqualTo(1);
                }
            }
        }
    }

    private static String flipABit(Path index, Random random) throws IOException {
        try (Stream<Path> all = Files.list(index)) {
            List<Path> files =
                    all.filter(file -> file.toFile().length() > 0).sorted().toList();
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            return file.toString();
        }
    }

    private static Path index(Host host) {
        return host.directory().resolve("data/index");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void create(Host host, String name) {
        NodeBody topic = new NodeBody(name, "hg:topic").with("title", "title of " + name);
        assertThat(host.superuser().create("topics", "", topic).status()).isEqualTo(200);
    }

    private static int total(Host host) {
        return host.anonymous().get(TOPICS).json().path("total").intValue();
    }
}
