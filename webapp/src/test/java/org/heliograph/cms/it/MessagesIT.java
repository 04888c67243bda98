package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A visitor leaves a message, and moderators work on it, over HTTP on the real host with a real mail server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesIT {

    private static final String PASSWORD = "a long enough password 储能";

    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Host host;
    private final Map<String, Browser> callers = new LinkedHashMap<>();

    @BeforeAll
    void startHost() {
        mailServer.start();
        host = Host.builder()
                .without("HELIOGRAPH_INSTANCE")
                .with("HELIOGRAPH_SAMPLES", "true")
                .with("HELIOGRAPH_MESSAGES_SPAM_ADDRESS_PER_HOUR", "1000")
                .with("HELIOGRAPH_MESSAGES_SPAM_ADDRESS_SOFT", "1000")
                .with("HELIOGRAPH_MESSAGES_MAIL_HOST", "127.0.0.1")
                .with(
                        "HELIOGRAPH_MESSAGES_MAIL_PORT",
                        String.valueOf(mailServer.getSmtp().getPort()))
                .with("HELIOGRAPH_MESSAGES_MAIL_SECURITY", "none")
                .with("HELIOGRAPH_MESSAGES_MAIL_FROM", "sales@energy.example")
                .start();
        Browser superuser = new Browser(host).signedIn(Host.USER, Host.PASSWORD);
        callers.put("anonymous", new Browser(host));
        for (String role : List.of("editor-zh", "editor-en", "publisher", "moderator", "admin")) {
            callers.put(role, person(superuser, role));
        }
        callers.put("superuser", superuser);
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
        mailServer.stop();
    }

    private Browser person(Browser by, String role) {
        String name = "a-" + role;
        Answer added = by.post("/.rest/admin/v1/users", Map.of("name", name, "roles", List.of(role)));
        assertThat(added.status()).as("%s", added).isEqualTo(201);
        String temporary = added.json().path("password").asText();
        Answer chosen = new Browser(host)
                .signedIn(name, temporary)
                .post("/.rest/auth/v1/password", Map.of("current", temporary, "new", PASSWORD));
        assertThat(chosen.status()).as("%s", chosen).isEqualTo(204);
        return new Browser(host).signedIn(name, PASSWORD);
    }

    private JsonNode byReceipt(String receipt) {
        JsonNode found =
                callers.get("moderator").get(Enquiry.DESK + "?limit=200").json();
        return Json.items(found.path("messages"))
                .filter(message -> message.path("receipt").asText().equals(receipt))
                .findFirst()
                .orElseThrow(() -> new AssertionError(receipt + " is not in " + found));
    }

    private JsonNode act(JsonNode message, String action, Map<String, ?> body) {
        Answer answer =
                callers.get("moderator").post(Enquiry.action(message, action), Enquiry.onRevisionOf(message, body));
        assertThat(answer.status()).as("%s: %s", action, answer).isEqualTo(200);
        return answer.json();
    }

    @Test
    void aMessageIsAnsweredInTheLanguageOfItsSender() throws Exception {
        // given
        String receipt = Enquiry.of(host, "贵司的彩钢瓦屋顶支架能否用于 0.5 毫米的屋面？请报价五百套。")
                .with("email", "li.ming@工厂.example")
                .sentTo(host);
        JsonNode message = byReceipt(receipt);
        assertThat(message.path("phone").asText()).isEqualTo("+8613800138000");
        assertThat(message.path("state").asText()).isEqualTo("new");
        // when
        JsonNode real = act(message, "not-spam", Map.of());
        JsonNode triaged = act(real, "triage", Map.of());
        JsonNode taken = act(triaged, "assign", Map.of("assignee", "a-moderator"));
        JsonNode noted = act(taken, "note", Map.of("text", "问过仓库：有货"));
        JsonNode replied = act(noted, "reply", Map.of("text", "可以。报价单随后奉上。"));

        // then
        assertThat(taken.path("state").asText()).isEqualTo("assigned");
        assertThat(replied.path("state").asText()).isEqualTo("replied");
        assertThat(mailServer.waitForIncomingEmail(20_000, 1)).isTrue();
        MimeMessage mail = mailServer.getReceivedMessages()[0];
        assertThat(mail.getAllRecipients()[0].toString()).startsWith("li.ming@");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("sales@energy.example");
        assertThat(mail.getHeader("Content-Language")).containsExactly("zh");
        assertThat(mail.getContent().toString()).contains("可以。报价单随后奉上。").doesNotContain("问过仓库");
    }

    @Test
    void changesOnAnOlderStateAreRefusedWithTheCurrentOne() {
        JsonNode message = byReceipt(Enquiry.of(host, "请问你们的支架在沿海地区能用多少年？").sentTo(host));
        String path = Enquiry.DESK + "/" + message.path("id").asText() + "/note";
        long revision = message.path("revision").asLong();
        assertThat(callers.get("moderator")
                        .post(path, Map.of("text", "a", "revision", revision))
                        .status())
                .isEqualTo(200);

        Answer late = callers.get("admin").post(path, Map.of("text", "b", "revision", revision));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("current").path("revision").asLong()).isGreaterThan(revision);
    }

    @ParameterizedTest
    @CsvSource({
        "anonymous, 401, 401, 401",
        "editor-zh, 403, 403, 403",
        "editor-en, 403, 403, 403",
        "publisher, 403, 403, 403",
        "moderator, 200, 200, 403",
        "admin, 200, 200, 200",
        "superuser, 200, 200, 200"
    })
    void onlyModeratorsReachTheDesk(String role, int reading, int changing, int administrating) {
        JsonNode message = byReceipt(Enquiry.of(host, "我想了解一下彩钢瓦屋顶光伏支架的价格。").sentTo(host));
        String id = message.path("id").asText();
        Browser caller = callers.get(role);

        for (String path :
                List.of("", "/counts", "/export?format=csv", "/" + id, "/weights", "/deliveries", "/openapi.json")) {
            assertThat(caller.get(Enquiry.DESK + path).status()).as(path).isEqualTo(reading);
        }
        assertThat(caller.post(Enquiry.DESK + "/person", Map.of("phone", "+8613800138000"))
                        .status())
                .isEqualTo(reading);
        assertThat(caller.post(
                                Enquiry.action(message, "label"),
                                Enquiry.onRevisionOf(message, Map.of("add", List.of("x"))))
                        .status())
                .isEqualTo(changing);
        assertThat(caller.post(
                                Enquiry.DESK + "/bulk/triage",
                                Map.of("messages", List.of(Map.of("id", id, "revision", 2))))
                        .status())
                .isEqualTo(changing);
        assertThat(caller.post(Enquiry.DESK + "/retention/run", Map.of()).status())
                .isEqualTo(administrating);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void theIntakeTakesNothingButMessages(String method) {
        Answer answer = new RawHttp(host.uri())
                .send(method, Enquiry.ADDRESS, Map.of("Host", host.uri().getAuthority()), Optional.empty());

        // To everybody but administrators other verbs are not there at all.
        assertThat(answer.status()).isIn(401, 403, 405);
    }

    @Test
    void noPublicAddressTellsOfMessages() {
        Enquiry.of(host, "金丝雀canary-on-the-roof 想问一下价格。").sentTo(host);

        for (String path : List.of(
                "/.rest/search/v1?q=canary-on-the-roof",
                "/.rest/search/v1?q=金丝雀",
                "/.rest/delivery/messages/v1",
                "/.rest/nodes/v1/contact-messages?depth=6",
                "/.rest/preview/messages/v1",
                "/.rest/messages/v1/form?lang=zh",
                "/.rest/openapi.json")) {
            assertThat(callers.get("anonymous")
                            .get(path.replace("金丝雀", "%E9%87%91%E4%B8%9D%E9%9B%80"))
                            .text())
                    .as(path)
                    .doesNotContain("canary-on-the-roof");
        }
        assertThat(callers.get("admin")
                        .get("/.rest/admin/v1/items/contact-messages")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoIsSignedInSendsLikeAnybodyElse() {
        Browser editor = callers.get("editor-zh").without("X-CSRF-Token");

        assertThat(editor.post(
                                Enquiry.ADDRESS,
                                Enquiry.of(host, "编辑试一下留言表单能不能用。").fields())
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aRepeatWithTheSameKeyIsOneMessage() {
        Enquiry enquiry = Enquiry.of(host, "请寄一份产品目录到我的邮箱，谢谢。").with("email", "repeat@energy.example");
        Browser sender = new Browser(host).with("Idempotency-Key", "key-1");

        Answer first = sender.post(Enquiry.ADDRESS, enquiry.fields());
        Answer second = sender.post(Enquiry.ADDRESS, enquiry.fields());
        Answer other = sender.post(
                Enquiry.ADDRESS, enquiry.with("message", "请寄两份产品目录到我的邮箱，谢谢。").fields());

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void aFormWithoutScriptIsHeldForReview() throws IOException {
        JsonNode form = host.anonymous().get(Enquiry.ADDRESS + "/form?lang=en").json();
        String body = "name=Anna&email=anna%40energy.example&locale=en&message=Please+send+me+your+load+tables.&"
                + form.path("consents").path(0).path("name").asText() + "="
                + form.path("consents").path(0).path("version").asText() + "&token="
                + Client.encode(form.path("challenge").path("token").asText());

        Answer answer = new RawHttp(host.uri())
                .send(
                        "POST",
                        Enquiry.ADDRESS,
                        Map.of(
                                "Host",
                                host.uri().getAuthority(),
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Accept",
                                "text/html"),
                        Optional.of(body.getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        assertThat(answer.text()).contains("<html lang=\"en\"");
        JsonNode held = callers.get("moderator")
                .get(Enquiry.DESK + "?held=true&language=en")
                .json();
        assertThat(held.path("messages").path(0).path("name").asText()).isEqualTo("Anna");
    }
}
