package org.heliograph.cms.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.apache.jackrabbit.commons.JcrUtils;
import org.heliograph.message.Message;
import org.heliograph.message.Message.Verdict;
import org.heliograph.message.State;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeTest {

    @TempDir
    private Path directory;

    private static final String FORM = "application/x-www-form-urlencoded";

    private static String form(String more) {
        return "locale=zh&name=%E7%8E%8B%E8%8A%B3&phone=13800138000&message=" + "%E4%BD%A0".repeat(12)
                + "&consent.enquiry=1-730" + more;
    }

    @Test
    void aMessageIsStoredAsTheContentTypeDeclaresIt() throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            ObjectNode body = IntakeHost.body();
            body.putArray("productOfInterest").add("/roof/hook");
            body.putObject("projectSize").put("value", 30).put("unit", "kW");

            MockHttpResponse answer = host.post(body);

            assertThat(answer.getStatus()).isEqualTo(202);
            assertThat(IntakeHost.header(answer, "Content-Type")).isEqualTo("application/json");
            String receipt = IntakeHost.receipt(answer);
            Message message = host.messages.findByReceipt(receipt.toLowerCase()).orElseThrow();
            assertThat(message.path()).isEqualTo("/2026/11/27/" + receipt);
            assertThat(message.sender().email()).contains("ann@example.com");
            assertThat(message.enquiry().products()).containsExactly(IntakeHost.PRODUCT);
            assertThat(message.enquiry().projectSize().orElseThrow().value()).isEqualTo(30);
            assertThat(message.consents()).singleElement().matches(Message.Consent::given);
            assertThat(message.state()).isEqualTo(State.NEW);
            assertThat(message.revision()).isEqualTo(1);
            assertThat(message.spam().reasons().stream()
                            .mapToInt(reason -> reason.points())
                            .sum())
                    .isEqualTo(message.spam().score());
            assertThat(host.found(Map.of("contacts", Set.of("mail:ann@example.com")))
                            .ids())
                    .containsExactly(message.id());
            host.repository.read("contact-messages", session -> {
                var node = session.getNode(message.path());
                assertThat(node.getNode("consents/consents0")
                                .getProperty("purpose")
                                .getString())
                        .isEqualTo("enquiry");
                assertThat(node.getProperty("held").getBoolean())
                        .isEqualTo(message.spam().held());
                assertThat(node.getNode("projectSize").getPrimaryNodeType().getName())
                        .isEqualTo("mgnl:contentNode");
                return null;
            });
        }
    }

    @Test
    void faultsAreToldInTheLanguageOfTheSender() throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            ObjectNode body = IntakeHost.body();
            body.put("locale", "zh").put("name", "");
            MockHttpResponse answer = host.post(body);
            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(IntakeHost.header(answer, "Content-Type")).isEqualTo("application/problem+json");
            assertThat(IntakeHost.header(answer, "Content-Language")).isEqualTo("zh");
            assertThat(IntakeHost.json(answer).path("id").asText()).isEqualTo("invalid-message");
            assertThat(IntakeHost.json(answer).path("errors")).singleElement().satisfies(error -> {
                assertThat(error.path("field").asText()).isEqualTo("name");
                assertThat(error.path("code").asText()).isEqualTo("required");
                assertThat(error.path("message").asText()).isEqualTo("请填写此项。");
            });
            MockHttpResponse broken = host.send(
                    "POST", "/messages/v1", "application/json", "{", Map.of("Accept-Language", "zh-TW,en;q=0.5"));
            assertThat(IntakeHost.header(broken, "Content-Language")).isEqualTo("zh");
            assertThat(host.stored()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"GET,POST", "PUT,POST", "DELETE,POST", "PATCH,POST", "OPTIONS,POST", "HEAD,POST"})
    void otherVerbsAreRefused(String verb, String allowed) throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            MockHttpResponse answer = host.send(verb, "/messages/v1", "", "", Map.of());
            assertThat(answer.getStatus()).isEqualTo(405);
            assertThat(IntakeHost.header(answer, "Allow")).isEqualTo(allowed);
            MockHttpResponse form =
                    host.send(verb.equals("GET") ? "POST" : verb, "/messages/v1/form", "", "", Map.of());
            assertThat(form.getStatus()).isEqualTo(405);
            assertThat(IntakeHost.header(form, "Allow")).isEqualTo("GET");
        }
    }

    @Test
    void aBodyThatIsTooLongOrCompressedIsRefused() throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            String long64 = "x".repeat(64 * 1024 + 1);
            assertThat(host.send("POST", "/messages/v1", "application/json", long64, Map.of())
                            .getStatus())
                    .isEqualTo(413);
            assertThat(host.send("POST", "/messages/v1", "application/json", "{}", Map.of("Content-Length", "10485760"))
                            .getStatus())
                    .isEqualTo(413);
            assertThat(host.send("POST", "/messages/v1", "application/json", "{}", Map.of("Content-Encoding", "gzip"))
                            .getStatus())
                    .isEqualTo(415);
            assertThat(host.send("POST", "/messages/v1", "text/plain", "{}", Map.of())
                            .getStatus())
                    .isEqualTo(415);
        }
    }

    @Test
    void aBrowserSeesAPageOrGoesWhereTheFormSays() throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            Map<String, String> browser = Map.of("Accept", "text/html,*/*;q=0.8", "Accept-Language", "en");
            MockHttpResponse page = host.send("POST", "/messages/v1", FORM, form(""), browser);
            assertThat(page.getStatus()).isEqualTo(202);
            assertThat(IntakeHost.header(page, "Content-Type")).startsWith("text/html");
            assertThat(page.getContentAsString()).contains("<html lang=\"zh\">").contains("感谢您的留言");

            MockHttpResponse moved = host.send(
                    "POST", "/messages/v1", FORM, form("&returnTo=%2Fzh%2F%E8%B0%A2%E8%B0%A2%3Fa%3Db%23top"), browser);
            assertThat(moved.getStatus()).isEqualTo(303);
            assertThat(IntakeHost.header(moved, "Location"))
                    .matches("/zh/%E8%B0%A2%E8%B0%A2\\?a=b&receipt=([0-9A-Z]{4}-){3}[0-9A-Z]{4}#top");

            MockHttpResponse refused =
                    host.send("POST", "/messages/v1", FORM, form("&returnTo=%2F%2Fevil.example"), browser);
            assertThat(refused.getStatus()).isEqualTo(400);

            MockHttpResponse hostile =
                    host.send("POST", "/messages/v1", FORM, form("&%3Cscript%3Ealert(1)%3C%2Fscript%3E=x"), browser);
            assertThat(hostile.getStatus()).isEqualTo(400);
            assertThat(hostile.getContentAsString()).contains("&lt;script&gt;").doesNotContain("<script>");
            assertThat(host.stored()).isEqualTo(2);
        }
    }

    @Test
    void aRepeatIsOneMessage() throws Exception {
        String receipt;
        try (IntakeHost host = IntakeHost.open(directory)) {
            receipt = IntakeHost.receipt(host.post(IntakeHost.body(), "key 1"));
            assertThat(IntakeHost.receipt(host.post(IntakeHost.body().put("token", "x"), "key 1")))
                    .isEqualTo(receipt);
            assertThat(host.post(IntakeHost.body().put("name", "Bob"), "key 1").getStatus())
                    .isEqualTo(422);
            assertThat(IntakeHost.receipt(host.post(IntakeHost.body(), "key 2")))
                    .isNotEqualTo(receipt);
            assertThat(host.stored()).isEqualTo(2);
        }
        try (IntakeHost restarted = IntakeHost.open(directory)) {
            assertThat(IntakeHost.receipt(restarted.post(IntakeHost.body(), "key 1")))
                    .isEqualTo(receipt);
            assertThat(restarted
                            .post(IntakeHost.body().put("name", "Bob"), "key 1")
                            .getStatus())
                    .isEqualTo(422);
            assertThat(restarted.stored()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "'键'", "'a\u0007b'"})
    void aKeyThatIsNoneIsRefused(String key) throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            assertThat(host.post(IntakeHost.body(), key).getStatus()).isEqualTo(400);
            assertThat(host.post(IntakeHost.body(), "k".repeat(201)).getStatus())
                    .isEqualTo(400);
            assertThat(host.stored()).isZero();
        }
    }

    @Test
    void repeatsAtTheSameTimeAreOneMessageAndManyShareASave() throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            CountDownLatch writing = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            host.sessions.beforeWrite = () -> {
                writing.countDown();
                await(go);
            };
            ExecutorService senders = Executors.newFixedThreadPool(60);
            List<Future<MockHttpResponse>> repeats = new ArrayList<>();
            List<Future<MockHttpResponse>> others = new ArrayList<>();
            repeats.add(senders.submit(() -> host.post(IntakeHost.body(), "same")));
            writing.await();
            for (int i = 0; i < 9; i++) {
                repeats.add(senders.submit(() -> host.post(IntakeHost.body(), "same")));
            }
            for (int i = 0; i < 30; i++) {
                String name = "Sender " + i;
                others.add(senders.submit(() -> host.post(IntakeHost.body().put("name", name))));
            }
            Future<MockHttpResponse> different =
                    senders.submit(() -> host.post(IntakeHost.body().put("name", "Bob"), "same"));
            assertThat(different.get().getStatus()).isEqualTo(422);
            go.countDown();

            Set<String> receipts =
                    answers(repeats).stream().map(IntakeHost::receipt).collect(Collectors.toSet());
            assertThat(receipts).hasSize(1);
            assertThat(answers(others)).allMatch(answer -> answer.getStatus() == 202);
            senders.shutdown();
            assertThat(host.stored()).isEqualTo(31);
            assertThat(host.saves.get()).isLessThan(31);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let it go on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<MockHttpResponse> answers(List<Future<MockHttpResponse>> futures) throws Exception {
        List<MockHttpResponse> answers = new ArrayList<>();
        for (Future<MockHttpResponse> future : futures) {
            answers.add(future.get(30, TimeUnit.SECONDS));
        }
        return answers;
    }

    @Test
    void aFullDiskIsToldAndLeavesNothing() throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            host.sessions.full = true;
            MockHttpResponse refused = host.post(IntakeHost.body(), "k");
            assertThat(refused.getStatus()).isEqualTo(503);
            assertThat(IntakeHost.header(refused, "Retry-After")).isEqualTo("10");
            assertThat(refused.getContentAsString()).doesNotContain("device").contains("\"unavailable\"");
            assertThat(host.stored()).isZero();
            assertThat(host.repository.<Boolean>read("contact-messages", session -> session.nodeExists("/2026")))
                    .isFalse();

            host.sessions.full = false;
            assertThat(host.post(IntakeHost.body(), "k").getStatus()).isEqualTo(202);
            assertThat(host.stored()).isEqualTo(1);
        }
    }

    @Test
    void oneThatCannotBeStoredDoesNotHarmTheOthers() throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            host.sessions.beforeWrite = () -> {
                throw new IllegalStateException("a host that fails in an odd way");
            };
            assertThat(host.post(IntakeHost.body()).getStatus()).isEqualTo(503);
            host.sessions.beforeWrite = () -> {};
            assertThat(host.post(IntakeHost.body()).getStatus()).isEqualTo(202);
        }
    }

    @Test
    void aDayTakesSoManyAndNoMore() throws Exception {
        Map<String, String> few = Map.of("messages.cap.day", "3", "messages.cap.held", "3");
        try (IntakeHost host = new IntakeHost(directory, few)) {
            for (int i = 0; i < 3; i++) {
                assertThat(host.post(IntakeHost.body()).getStatus()).isEqualTo(202);
            }
            MockHttpResponse refused = host.post(IntakeHost.body());
            assertThat(refused.getStatus()).isEqualTo(503);
            assertThat(IntakeHost.json(refused).path("id").asText()).isEqualTo("day-full");
            assertThat(IntakeHost.header(refused, "Retry-After")).isEqualTo(String.valueOf(16 * 3600 + 1));
        }
        try (IntakeHost restarted = new IntakeHost(directory, few)) {
            assertThat(restarted.post(IntakeHost.body()).getStatus()).isEqualTo(503);
            restarted.clock.set(Instant.parse("2026-11-28T00:00:01Z"));
            MockHttpResponse next = restarted.post(IntakeHost.body());
            assertThat(next.getStatus()).isEqualTo(202);
            assertThat(restarted
                            .messages
                            .findByReceipt(IntakeHost.receipt(next))
                            .orElseThrow()
                            .path())
                    .startsWith("/2026/11/28/");
        }
    }

    @Test
    void heldOnesLeaveRoomForTheOthers() throws Exception {
        Map<String, String> few =
                Map.of("messages.cap.day", "10", "messages.cap.held", "1", "messages.spam.hold-at", "30");
        try (IntakeHost host = new IntakeHost(directory, few)) {
            ObjectNode trapped = IntakeHost.body().put("topic_note", "x");
            MockHttpResponse held = host.post(trapped);
            assertThat(held.getStatus()).isEqualTo(202);
            Message message =
                    host.messages.findByReceipt(IntakeHost.receipt(held)).orElseThrow();
            assertThat(message.state()).isEqualTo(State.NEW);
            assertThat(message.spam().held()).isTrue();
            assertThat(message.spam().verdict()).isEqualTo(Verdict.SUSPECT);
            assertThat(host.found(Map.of("held", Set.of("true"))).ids()).containsExactly(message.id());
            assertThat(host.post(trapped).getStatus()).isEqualTo(503);
        }
    }

    @Test
    void aFullFolderIsFollowedByOthers() throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            host.repository.write("contact-messages", session -> {
                Node day = JcrUtils.getOrCreateByPath("/2026/11/27", "mgnl:folder", session);
                for (int i = 0; i < 999; i++) {
                    day.addNode("m" + i, "mgnl:contentNode");
                }
                return null;
            });
            assertThat(path(host, host.post(IntakeHost.body()))).startsWith("/2026/11/27/");
            assertThat(path(host, host.post(IntakeHost.body()))).startsWith("/2026/11/27/part-0002/");
            assertThat(path(host, host.post(IntakeHost.body()))).startsWith("/2026/11/27/part-0002/");
        }
    }

    private static String path(IntakeHost host, MockHttpResponse answer) throws RepositoryException {
        return host.messages
                .findByReceipt(IntakeHost.receipt(answer))
                .orElseThrow()
                .path();
    }

    @Test
    void theFormIsDescribedInBothLanguages() throws Exception {
        try (IntakeHost host = IntakeHost.open(directory)) {
            for (String language : List.of("zh", "en")) {
                MockHttpResponse answer = host.send(
                        "GET",
                        "/messages/v1/form?lang=" + language + "&productOfInterest=/roof/hook&productOfInterest=/gone",
                        "",
                        "",
                        Map.of());
                assertThat(answer.getStatus()).isEqualTo(200);
                assertThat(IntakeHost.header(answer, "Cache-Control")).isEqualTo("no-store");
                var form = IntakeHost.json(answer);
                assertThat(form.path("locale").asText()).isEqualTo(language);
                assertThat(form.path("fields"))
                        .hasSize(12)
                        .allSatisfy(field -> assertThat(field.path("label").asText())
                                .isNotEmpty()
                                .doesNotStartWith("field."));
                assertThat(form.path("fields").findValuesAsText("name")).contains("name", "message", "wechat");
                assertThat(form.path("consents").path(0).path("text").asText()).contains("730");
                assertThat(form.path("challenge").path("token").asText()).isNotEmpty();
                assertThat(form.path("honeypot").path("name").asText()).isEqualTo("topic_note");
                assertThat(form.path("prefilled").path("productOfInterest"))
                        .singleElement()
                        .satisfies(product ->
                                assertThat(product.path("value").asText()).isEqualTo(IntakeHost.PRODUCT));
            }
            assertThat(host.send("GET", "/messages/v1/form?language=zh", "", "", Map.of())
                            .getStatus())
                    .isEqualTo(400);
        }
    }
}
