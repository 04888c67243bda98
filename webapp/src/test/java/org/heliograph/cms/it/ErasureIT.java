package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Erases a message and looks for what it said in every byte below the data directory: repository, index, audit log,
 * keys, temporary files.
 */
class ErasureIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** In every field that holds a text of its own, and in what moderators add. */
    private static final List<String> CANARIES = List.of(
            "Zeisigname",
            "Zeisigwerke",
            "zeisig.mail",
            "zeisigchat7",
            "13900001234",
            "Zeisigstadt",
            "黄雀在屋顶上歌唱",
            "Zeisigtext",
            "zeisig-campaign",
            "zeisig-page",
            "Zeisignote",
            "zeisiglabel",
            "Zeisigreply");

    private static final List<Charset> CODINGS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    @Test
    void nothingOfAnErasedMessageIsLeftInAnyFile() throws IOException {
        try (Host host = Host.builder()
                .with("HELIOGRAPH_MESSAGES_SPAM_ADDRESS_PER_HOUR", "1000")
                .start()) {
            // given
            Browser superuser = new Browser(host).signedIn(Host.USER, Host.PASSWORD);
            for (int i = 0; i < 5; i++) {
                Enquiry.of(host, "另一位客户的问题，第" + i + "条，应当保留。").sentTo(host);
            }
            Enquiry.of(host, "黄雀在屋顶上歌唱 Zeisigtext 请问价格")
                    .with("name", "Zeisigname")
                    .with("company", "Zeisigwerke")
                    .with("email", "zeisig.mail@energy.example")
                    .with("wechat", "zeisigchat7")
                    .with("phone", "+86 139 0000 1234")
                    .with("siteCity", "Zeisigstadt")
                    .with("utm", Map.of("campaign", "zeisig-campaign"))
                    .with("referrer", "https://energy.example/zeisig-page")
                    .sentTo(host);
            JsonNode found = superuser
                    .post(Enquiry.DESK + "/person", Map.of("email", "zeisig.mail@energy.example"))
                    .json();
            assertThat(found.path("messages").size()).as("%s", found).isEqualTo(1);
            JsonNode message = found.path("messages").path(0);
            message = act(superuser, message, "spam", Map.of());
            message = act(superuser, message, "not-spam", Map.of());
            message = act(superuser, message, "triage", Map.of());
            message = act(superuser, message, "note", Map.of("text", "Zeisignote"));
            message = act(superuser, message, "label", Map.of("add", List.of("zeisiglabel")));
            message = act(superuser, message, "assign", Map.of("assignee", Host.USER));
            message = act(superuser, message, "reply", Map.of("text", "Zeisigreply"));
            host.terminate(PATIENCE);
            assertThat(canariesIn(host.directory()))
                    .as("found while it is there")
                    .isNotEmpty();
            if (PostgresServer.isWanted()) {
                assertThat(PostgresServer.shared().atRest(ErasureIT::canariesIn))
                        .as("found in the database while it is there")
                        .isNotEmpty();
            }
            host.restart();

            // when
            act(new Browser(host).signedIn(Host.USER, Host.PASSWORD), message, "erase", Map.of("reason", "request"));
            Await.until(
                    PATIENCE,
                    () -> "the end of the erasure\n" + host.output(),
                    () -> host.output().standard().contains("given to the purge")
                            || host.output().error().contains("given to the purge"));
            host.terminate(PATIENCE);

            // then
            assertThat(canariesIn(host.directory())).isEmpty();
            if (PostgresServer.isWanted()) {
                assertThat(PostgresServer.shared().atRest(ErasureIT::canariesIn))
                        .isEmpty();
            }
            assertThat(audit(host)).contains("message-erased-request");
            host.restart();
            JsonNode left = host.superuser().get(Enquiry.DESK).json();
            assertThat(left.path("total").asInt()).isEqualTo(5);
        }
    }

    private static JsonNode act(Browser moderator, JsonNode message, String action, Map<String, ?> body) {
        Answer answer = moderator.post(Enquiry.action(message, action), Enquiry.onRevisionOf(message, body));
        assertThat(answer.status()).as("%s: %s", action, answer).isIn(200, 204);
        return answer.status() == 204 ? message : answer.json();
    }

    private static List<String> canariesIn(Path root) {
        List<String> found = new ArrayList<>();
        for (Path file : files(root)) {
            String bytes = new String(bytes(file), StandardCharsets.ISO_8859_1);
            for (String canary : CANARIES) {
                for (Charset coding : CODINGS) {
                    if (bytes.contains(new String(canary.getBytes(coding), StandardCharsets.ISO_8859_1))) {
                        found.add(canary + " as " + coding + " in " + root.relativize(file));
                    }
                }
            }
        }
        return found;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String audit(Host host) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files(host.directory().resolve("data").resolve("audit"))) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }
}
