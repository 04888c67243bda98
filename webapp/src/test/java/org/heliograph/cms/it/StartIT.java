package org.heliograph.cms.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** How the host starts, what it makes of its settings, and how it ends. */
class StartIT {

    private static final String TOPICS = "/.rest/delivery/topics/v1";
    private static final String ROOT_NODE = "/.rest/nodes/v1/topics/";

    @Test
    void startsWithNothingSetButThePort() throws IOException {
        // given
        Host.Builder builder = Host.builder().withOwnHome();
        Stream.of("DATA", "INSTANCE", "SAMPLES", "ADMIN_PASSWORD").forEach(key -> builder.without("HELIOGRAPH_" + key));

        // when
        try (Host host = builder.start()) {

            // then
            assertThat(host.uri().getHost()).isEqualTo("127.0.0.1");
            assertThat(host.uri().getPath()).isEmpty();
            assertThat(host.anonymous().get(TOPICS).json().path("total").intValue())
                    .as("samples are there")
                    .isPositive();
            try (Stream<Path> written = Files.list(host.directory())) {
                assertThat(written).as("data lies under one directory").hasSize(1);
            }
        }
    }

    @Test
    void portZeroPicksAFreePortAndPrintsTheTrueAddress() {
        try (Host first = Host.builder().start();
                Host second = Host.builder().start()) {
            assertThat(first.uri().getPort())
                    .isPositive()
                    .isNotEqualTo(second.uri().getPort());
            assertThat(first.anonymous().get(TOPICS).status()).isEqualTo(200);
            assertThat(second.anonymous().get(TOPICS).status()).isEqualTo(200);
        }
    }

    @Test
    void answersBelowTheContextPathOnly() {
        try (Host host =
                Host.builder().with("HELIOGRAPH_CONTEXT_PATH", "/energy").start()) {
            // given
            URI server = host.uri().resolve("/");

            // then
            assertThat(host.uri().getPath()).isEqualTo("/energy");
            assertThat(host.anonymous().get(TOPICS).status()).isEqualTo(200);
            assertThat(new RawHttp(server).get(TOPICS).status()).isEqualTo(404);
        }
    }

    @Test
    void aGeneratedPasswordIsPrintedOnceAndWorksAfterARestart() {
        try (Host host = Host.builder().without("HELIOGRAPH_ADMIN_PASSWORD").start()) {
            // given
            String password = printedPassword(host);

            // when
            host.terminate(Duration.ofSeconds(5));
            host.restart();

            // then
            assertThat(host.output().toString()).doesNotContain(password);
            assertThat(opens(host, password)).isTrue();
            assertThat(opens(host, "superuser")).isFalse();
            assertThat(opens(host, "")).isFalse();
        }
    }

    private static String printedPassword(Host host) {
        // Standard error is read by a thread of its own, which may be behind the ready line on standard output.
        Await.until(
                Duration.ofSeconds(10),
                () -> "the password\n" + host.output(),
                () -> host.output().toString().contains("superuser"));
        List<String> words = host.output()
                .toString()
                .lines()
                .filter(line -> line.contains("superuser"))
                .flatMap(line -> Arrays.stream(line.split("[\\s\"']+")))
                .distinct()
                .toList();
        return words.stream()
                .filter(word -> word.length() >= 12 && opens(host, word))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No password that works in " + host.output()));
    }

    private static boolean opens(Host host, String password) {
        return host.client("superuser", password).get(ROOT_NODE).status() == 200;
    }

    @Test
    void thePasswordOfTheEnvironmentIsNeverPrinted() {
        try (Host host = Host.builder().start()) {
            // when
            assertThat(opens(host, Host.PASSWORD)).isTrue();
            opens(host, "wrong-" + Host.PASSWORD);
            host.terminate(Duration.ofSeconds(5));

            // then
            assertThat(host.output().toString())
                    .doesNotContain(Host.PASSWORD)
                    .doesNotContain(Client.basic(Host.USER, Host.PASSWORD));
        }
    }

    @Test
    void sigtermEndsTheHostCleanlyAndContentStays() {
        try (Host host = Host.builder().start()) {
            // given
            NodeBody topic =
                    new NodeBody("kept", "hg:topic").with("title", "Kept").with("code", "kept");
            assertThat(host.superuser().create("topics", "", topic).status()).isEqualTo(200);

            // when
            int code = host.terminate(Duration.ofSeconds(5));

            // then
            assertThat(code).as("exit code\n%s", host.output()).isIn(0, 143);
            assertThat(host.output().toString()).doesNotContain("Exception");
            host.restart();
            assertThat(host.anonymous().get(TOPICS + "/kept").status()).isEqualTo(200);
        }
    }

    @Test
    void everyWrongSettingIsReportedInOneList() throws IOException {
        // given
        Host.Builder builder = Host.builder()
                .with("HELIOGRAPH_PORT", "abc")
                .with("HELIOGRAPH_CONTEXT_PATH", "/not a path?")
                .with("HELIOGRAPH_SAMPLES", "perhaps")
                .with("HELIOGRAPH_INSTANCE", "nowhere")
                .with("HELIOGRAPH_LIGHT_MODULES", "/no/such/modules")
                .with("HELIOGRAPH_BOOTSTRAP", "/no/such/content")
                .with("HELIOGRAPH_PROT", "8080");

        // when
        try (Host host = builder.launch()) {
            int code = host.awaitEnd(Duration.ofSeconds(30));

            // then
            assertThat(code).isNotZero().isNotEqualTo(137);
            assertThat(host.output().error())
                    .contains("HELIOGRAPH_PORT", "abc")
                    .contains("HELIOGRAPH_CONTEXT_PATH")
                    .contains("HELIOGRAPH_SAMPLES", "perhaps")
                    .contains("HELIOGRAPH_INSTANCE", "nowhere")
                    .contains("HELIOGRAPH_LIGHT_MODULES", "/no/such/modules")
                    .contains("HELIOGRAPH_BOOTSTRAP", "/no/such/content")
                    .contains("HELIOGRAPH_PROT")
                    .doesNotContain("Exception");
            assertThat(host.output().standard()).doesNotContain("ready");
            try (Stream<Path> written = Files.list(host.directory())) {
                assertThat(written).as("nothing is created").isEmpty();
            }
        }
    }

    @Test
    void aSecondHostOnTheSameDataIsRefused() {
        try (Host host = Host.builder().start()) {
            // given
            String data = host.directory().resolve("data").toString();

            // when
            try (Host second = Host.builder().with("HELIOGRAPH_DATA", data).launch()) {
                int code = second.awaitEnd(Duration.ofSeconds(60));

                // then
                assertThat(code).isNotZero();
                assertThat(second.output().error()).contains(data);
                assertThat(host.anonymous().get(TOPICS).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void bootstrapFilesAreImportedOnce(@TempDir Path files) throws IOException {
        // given
        Files.writeString(files.resolve("topics.changed.yaml"), topicFile("changed"));
        Files.writeString(files.resolve("topics.deleted.yaml"), topicFile("deleted"));
        try (Host host =
                Host.builder().with("HELIOGRAPH_BOOTSTRAP", files.toString()).start()) {
            assertThat(title(host, "changed")).isEqualTo("From a file");
            NodeBody change = new NodeBody("changed", "hg:topic").with("title", "From an editor");
            assertThat(host.superuser()
                            .post(ROOT_NODE + "changed", change.update())
                            .status())
                    .isEqualTo(200);
            assertThat(host.superuser().delete(ROOT_NODE + "deleted").status()).isEqualTo(200);

            // when
            host.kill();
            Files.writeString(files.resolve("topics.added.yaml"), topicFile("added"));
            host.restart();

            // then
            assertThat(title(host, "changed")).isEqualTo("From an editor");
            assertThat(host.anonymous().get(TOPICS + "/deleted").status()).isEqualTo(404);
            assertThat(title(host, "added")).isEqualTo("From a file");
        }
    }

    private static String topicFile(String name) {
        return "'%s':\n  'jcr:primaryType': 'hg:topic'\n  'title': 'From a file'\n  'code': '%s'\n"
                .formatted(name, name);
    }

    private static String title(Host host, String name) {
        return host.anonymous().get(TOPICS + "/" + name).json().path("title").asText();
    }
}
