package org.heliograph.cms.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.jcr.RepositoryException;
import org.heliograph.cms.message.Desked.Answered;
import org.heliograph.cms.message.Desked.Draft;
import org.heliograph.host.Caller;
import org.heliograph.message.Message;
import org.heliograph.message.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ModerationTest {

    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    @TempDir
    private Path directory;

    private Desked desk;

    @BeforeEach
    void open() throws RepositoryException, IOException {
        desk = new Desked(directory);
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
    }

    private record Route(String method, String path) {}

    private List<Route> routes(String id) {
        List<Route> routes = new ArrayList<>();
        JsonNode paths = desk.as(Desked.MODERATOR).get("/openapi.json").json().get("paths");
        paths.properties().forEach(path -> {
            if (path.getKey().startsWith("/messages/v1/moderation")) {
                path.getValue()
                        .properties()
                        .forEach(method -> routes.add(new Route(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey()
                                        .substring("/messages/v1/moderation".length())
                                        .replace("{id}", id))));
            }
        });
        return routes;
    }

    /** Every operation that the description names, for everybody: rights come before anything else is looked at. */
    @Test
    void nobodyButModeratorsLearnsAnything() throws RepositoryException {
        Message message = desk.store();
        List<Route> routes = routes(message.id());
        assertThat(routes).hasSizeGreaterThan(30);
        List<Caller> strangers = List.of(Desked.ANONYMOUS, Desked.EDITOR, new Caller("x", false, true));
        List<Route> more = new ArrayList<>(routes);
        more.add(new Route("GET", "/" + UNKNOWN));
        more.add(new Route("GET", "/nothing/here"));
        more.add(new Route("PUT", "/" + message.id()));
        more.add(new Route("DELETE", "/" + message.id()));
        for (Route route : more) {
            for (Caller stranger : strangers) {
                Answered answered =
                        desk.as(stranger).ask(route.method(), route.path(), Optional.of("not json"), Map.of());
                assertThat(answered.status())
                        .as("%s for %s", route, stranger)
                        .isEqualTo(stranger.equals(Desked.ANONYMOUS) ? 401 : 403);
                assertThat(answered.text()).doesNotContain("张伟").doesNotContain(message.id());
            }
        }
        assertThat(desk.messages.find(message.id()).orElseThrow().revision()).isEqualTo(1);
        assertThat(desk.audit).isEmpty();
    }

    @Test
    void whatConcernsAllMessagesIsForAdministrators() {
        List<String> forAdministrators = List.of("/weights/rollback", "/retention/run");
        for (Route route : routes(UNKNOWN)) {
            int moderator = desk.as(Desked.MODERATOR)
                    .ask(route.method(), route.path(), Optional.of("{}"), Map.of())
                    .status();
            int administrator = desk.as(Desked.ADMINISTRATOR)
                    .ask(route.method(), route.path(), Optional.of("{}"), Map.of())
                    .status();
            assertThat(moderator == 403).as(route.toString()).isEqualTo(forAdministrators.contains(route.path()));
            assertThat(administrator).as(route.toString()).isIn(200, 400, 404, 428);
        }
    }

    @Test
    void getChangesNothing() throws RepositoryException {
        Message message = desk.store();
        for (Route route : routes(message.id())) {
            Answered answered = desk.as(Desked.ADMINISTRATOR).get(route.path());
            assertThat(answered.status()).isIn(200, 405);
        }
        assertThat(desk.messages.find(message.id())).contains(message);
        assertThat(desk.audit).allMatch(entry -> entry.contains("messages-exported"));
    }

    @Test
    void aMessageGoesItsWay() throws RepositoryException {
        Message message = desk.store();

        assertThat(desk.act(message, "triage", "").json().path("state").asText())
                .isEqualTo("triaged");
        assertThat(desk.act(message, "assign", "\"assignee\":\"wang\"")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("assigned");
        assertThat(desk.act(message, "note", "\"text\":\"老客户\"").status()).isEqualTo(200);
        assertThat(desk.act(message, "label", "\"add\":[\"急\"]").status()).isEqualTo(200);
        assertThat(desk.act(message, "due", "\"dueAt\":\"2026-11-28T09:00:00+08:00\"")
                        .status())
                .isEqualTo(200);
        assertThat(desk.act(message, "reply", "\"text\":\"每套 5 元。\"")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("replied");
        assertThat(desk.act(message, "close", "").json().path("state").asText()).isEqualTo("closed");
        assertThat(desk.act(message, "reopen", "").json().path("state").asText())
                .isEqualTo("triaged");

        Message now = desk.messages.find(message.id()).orElseThrow();
        assertThat(now.revision()).isEqualTo(9);
        assertThat(now.handling().notes())
                .singleElement()
                .satisfies(note -> assertThat(note.author()).isEqualTo("li"));
        assertThat(now.handling().replies()).singleElement().satisfies(reply -> {
            assertThat(reply.sent()).isFalse();
            assertThat(reply.locale().getLanguage()).isEqualTo("zh");
        });
        assertThat(desk.audit)
                .hasSize(8)
                .allMatch(entry -> entry.startsWith("li message-") && entry.endsWith("messages:" + message.path()));
        assertThat(desk.audit.toString()).doesNotContain("老客户").doesNotContain("5 元");
    }

    @Test
    void whatTheStateDoesNotAllowIsRefused() throws RepositoryException {
        Message message = desk.store();

        Answered refused = desk.act(message, "reply", "\"text\":\"Hello\"");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("id").asText()).isEqualTo("transition");
        assertThat(desk.messages.find(message.id())).contains(message);
        assertThat(desk.audit).isEmpty();
    }

    @Test
    void theSecondOfTwoChangesIsTold() throws RepositoryException {
        Message message = desk.store();
        String path = "/" + message.id() + "/note";
        assertThat(desk.post(path, "{\"revision\":1,\"text\":\"first\"}").status())
                .isEqualTo(200);

        Answered conflict = desk.post(path, "{\"revision\":1,\"text\":\"second\"}");

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.json().path("id").asText()).isEqualTo("conflict");
        assertThat(conflict.json().at("/current/revision").asLong()).isEqualTo(2);
        assertThat(conflict.json().at("/current/notes/0/text").asText()).isEqualTo("first");
        assertThat(desk.post(path, "{\"text\":\"third\"}").status()).isEqualTo(428);
        Answered matched = desk.ask("POST", path, Optional.of("{\"text\":\"third\"}"), Map.of("If-Match", "\"2\""));
        assertThat(matched.status()).isEqualTo(200);
        assertThat(matched.header("ETag")).isEqualTo("\"3\"");
    }

    @Test
    void bulkActionsAnswerForEachMessage() throws RepositoryException {
        Message one = desk.store();
        Message two =
                desk.store(Draft.of("en", "Ann", "Buy cheap followers now").heldBack());
        String body =
                "{\"messages\":[{\"id\":\"%s\",\"revision\":1},{\"id\":\"%s\",\"revision\":7},{\"id\":\"%s\",\"revision\":1}]}"
                        .formatted(one.id(), two.id(), UNKNOWN);

        JsonNode results = desk.post("/bulk/spam", body).json().path("results");

        assertThat(results.at("/0/done").asBoolean()).isTrue();
        assertThat(results.at("/0/state").asText()).isEqualTo("spam");
        assertThat(results.at("/1/problem/id").asText()).isEqualTo("conflict");
        assertThat(results.at("/2/problem/id").asText()).isEqualTo("not-found");
        assertThat(desk.get("/weights").json().path("revision").asLong()).isPositive();

        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= 200; i++) {
            many.append(i == 0 ? "" : ",").append("{\"id\":\"" + UNKNOWN + "\",\"revision\":1}");
        }
        assertThat(desk.post("/bulk/spam", "{\"messages\":[" + many + "]}").status())
                .isEqualTo(400);
        assertThat(desk.post("/bulk/reply", body).status()).isEqualTo(404);
    }

    @Test
    void theQueueIsFilteredAndCounted() throws RepositoryException {
        Message chinese = desk.store();
        desk.store(Draft.of("en", "Ann", "Where is your factory?"));
        desk.store(Draft.of("en", "Bot", "Cheap loans").heldBack());
        desk.act(chinese, "label", "\"add\":[\"急\"]");
        desk.act(chinese, "due", "\"dueAt\":\"2026-11-27T07:00:00Z\"");

        assertThat(names("")).containsExactlyInAnyOrder("张伟", "Ann", "Bot");
        assertThat(names("?held=false&state=new")).containsExactlyInAnyOrder("张伟", "Ann");
        assertThat(names("?held=true")).containsExactly("Bot");
        assertThat(names("?language=zh")).containsExactly("张伟");
        assertThat(names("?label=%E6%80%A5")).containsExactly("张伟");
        assertThat(names("?overdue=true")).containsExactly("张伟");
        assertThat(names("?q=factory")).containsExactly("Ann");
        assertThat(names("?q=%E6%8C%82%E9%92%A9")).containsExactly("张伟");
        assertThat(names("?state=spam&state=closed")).isEmpty();
        assertThat(names("?until=2026-11-27T08:00:00Z")).isEmpty();
        assertThat(desk.get("?limit=1&offset=1").json().path("messages")).hasSize(1);
        assertThat(desk.get("?limit=1").json().path("total").asLong()).isEqualTo(3);
        JsonNode counts = desk.get("/counts").json();
        assertThat(counts.path("new").asLong()).isEqualTo(2);
        assertThat(counts.path("held").asLong()).isEqualTo(1);
        assertThat(counts.path("overdue").asLong()).isEqualTo(1);
        assertThat(counts.path("spam").asLong()).isZero();
    }

    private List<String> names(String query) {
        Answered answered = desk.get(query);
        assertThat(answered.status()).as(answered.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        answered.json()
                .path("messages")
                .forEach(each -> names.add(each.path("name").asText()));
        return names;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?stat=new",
                "?state=open",
                "?held=yes",
                "?from=yesterday",
                "?limit=201",
                "?limit=-1",
                "?limit=1&limit=2",
                "?offset=999999999999",
                "?q=",
                "?label=a%7Cb",
                "?q=%00",
                "?sort=email"
            })
    void filtersThatNobodyUnderstandsAreRefused(String query) throws RepositoryException {
        desk.store();

        Answered refused = desk.get(query, Map.of("Accept-Language", "zh-CN"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errors").get(0).path("message").asText())
                .containsPattern("\\p{IsHan}");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{ ~ 400",
                "[] ~ 400",
                "null ~ 400",
                "'' ~ 400",
                "{\"revision\":1,\"revision\":1,\"text\":\"a\"} ~ 400",
                "{\"revision\":\"1\",\"text\":\"a\"} ~ 400",
                "{\"revision\":1.5,\"text\":\"a\"} ~ 400",
                "{\"revision\":1} ~ 400",
                "{\"revision\":1,\"text\":\"a\",\"html\":\"b\"} ~ 400",
                "{\"revision\":1,\"text\":[[[[[[[[[[[]]]]]]]]]]]} ~ 400",
                "{\"revision\":1,\"text\":\"a\\u0000\"} ~ 400",
                "{\"revision\":1,\"text\":\"\\ud83d\"} ~ 400",
                "{\"revision\":1,\"text\":\"a\"} trailing ~ 400"
            })
    void bodiesThatAreNoneAreRefused(String body, int status) throws RepositoryException {
        Message message = desk.store();

        Answered refused = desk.post("/" + message.id() + "/note", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(desk.messages.find(message.id())).contains(message);
    }

    @Test
    void otherMediaTypesAndLongBodiesAreRefused() throws RepositoryException {
        Message message = desk.store();
        String path = "/" + message.id() + "/triage";

        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/json;charset=gbk")) {
            assertThat(desk.ask("POST", path, Optional.of("{\"revision\":1}"), Map.of("Content-Type", type))
                            .status())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(desk.post(path, "{\"a\":\"" + "x".repeat(300_000) + "\"}").status())
                .isEqualTo(413);
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            for (String refused : List.of("", "/" + message.id())) {
                Answered answered = desk.ask(method, refused, Optional.empty(), Map.of());
                assertThat(answered.status()).isEqualTo(405);
                assertThat(answered.header("Allow")).isEqualTo("GET");
                assertThat(answered.json().path("id").asText()).isEqualTo("method-not-allowed");
            }
        }
    }

    @Test
    void oneMessageShowsAllThatIsKept() throws RepositoryException {
        Message message = desk.store(
                Draft.of("zh", "张伟", "请问价格").with("wechat", "zhang_wei").heldBack());

        Answered shown = desk.get("/" + message.id());

        assertThat(shown.header("ETag")).isEqualTo("\"1\"");
        assertThat(shown.header("Cache-Control")).isEqualTo("no-store");
        assertThat(shown.json().path("wechat").asText()).isEqualTo("zhang_wei");
        assertThat(shown.json().at("/spam/held").asBoolean()).isTrue();
        assertThat(shown.json().path("actions").toString()).contains("not-spam").doesNotContain("triage");
        assertThat(desk.get("/not-an-id").status()).isEqualTo(404);
        assertThat(desk.get("/" + UNKNOWN).status()).isEqualTo(404);
    }

    @Test
    void allMessagesOfAPersonAreFound() throws RepositoryException {
        desk.store();
        desk.store();
        desk.store(Draft.of("en", "Ann", "Hello there").with("email", "ann@example.com"));

        assertThat(desk.post("/person", "{\"email\":\" ZHANG@Example.com\"}")
                        .json()
                        .path("total")
                        .asLong())
                .isEqualTo(2);
        assertThat(desk.post("/person", "{\"phone\":\"138 0013 8000\",\"country\":\"CN\"}")
                        .json()
                        .path("total")
                        .asLong())
                .isEqualTo(3);
        assertThat(desk.post("/person", "{\"phone\":\"+86 (138) 0013-8000\"}")
                        .json()
                        .path("total")
                        .asLong())
                .isEqualTo(3);
        assertThat(desk.post("/person", "{}").status()).isEqualTo(400);
        assertThat(desk.post("/person", "{\"phone\":\"many\"}").status()).isEqualTo(400);
    }

    @Test
    void verdictsTeachTheShieldAndWeightsRollBack() throws RepositoryException {
        Message message =
                desk.store(Draft.of("en", "Bot", "We sell followers and likes").heldBack());
        desk.act(message, "spam", "");
        JsonNode weights = desk.get("/weights").json();
        assertThat(weights.at("/revisions/0/by").asText()).isEqualTo("li");
        long learned = weights.path("revision").asLong();

        Answered rolledBack = desk.as(Desked.ADMINISTRATOR).post("/weights/rollback", "{\"revision\":0}");

        assertThat(rolledBack.status()).as(rolledBack.text()).isEqualTo(200);
        assertThat(rolledBack.json().path("revision").asLong()).isGreaterThan(learned);
        assertThat(desk.audit).contains("chen spam-weights-rolled-back contact-messages:/spam-filter");
        assertThat(desk.post("/weights/rollback", "{\"revision\":999}").status())
                .isEqualTo(404);
        assertThat(desk.act(message, "not-spam", "").json().path("state").asText())
                .isEqualTo(State.NEW.word());
    }

    @Test
    void theDescriptionIsWhole() {
        JsonNode english = desk.get("/openapi.json").json();
        JsonNode chinese =
                desk.get("/openapi.json", Map.of("Accept-Language", "zh")).json();

        assertThat(english.path("openapi").asText()).isEqualTo("3.1.0");
        List<String> ids = english.findValuesAsText("operationId");
        assertThat(ids).doesNotHaveDuplicates().contains("send", "form", "queue", "reply", "bulk-spam");
        for (Iterator<JsonNode> each = english.findValues("summary").iterator(); each.hasNext(); ) {
            assertThat(each.next().asText()).doesNotStartWith("operation.");
        }
        assertThat(chinese.findValuesAsText("summary"))
                .allMatch(text -> text.codePoints().anyMatch(Character::isIdeographic));
        assertThat(english.findValuesAsText("$ref")).allMatch("#/components/schemas/Problem"::equals);
    }

    @Test
    void aLegalHoldKeepsAMessage() throws RepositoryException {
        Message message = desk.store();
        desk.act(message, "hold", "\"legalHold\":true");
        desk.clock.forward(Duration.ofDays(800));

        assertThat(desk.act(message, "erase", "\"reason\":\"request\"")
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo("legal-hold");
        assertThat(desk.as(Desked.ADMINISTRATOR)
                        .post("/retention/run", "{}")
                        .json()
                        .path("erased")
                        .asInt())
                .isZero();
        assertThat(desk.act(message, "erase", "\"reason\":\"request\"").status())
                .isEqualTo(200);
        assertThat(desk.messages.find(message.id())).isEmpty();
    }
}
