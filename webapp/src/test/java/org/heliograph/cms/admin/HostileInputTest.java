package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Bad input to every operation that there is: each a problem document with a 4xx status, and nothing is changed. */
class HostileInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static AdminClient superuser;
    private static final List<Target> TARGETS = new ArrayList<>();

    /** An operation, by its description. */
    private record Target(String method, String path, JsonNode description) {

        boolean takesJson() {
            return description.at("/requestBody/content").has("application/json");
        }

        /** Places filled with what is not there. */
        String address() {
            return path.replaceAll("\\{[^}]+}", "nothing-here");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of());
        superuser = AdminClient.superuser(host);
        JsonNode document = superuser.get("/openapi.json").expect(200).json();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> TARGETS.add(new Target(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static Map<String, BodyPublisher> bodies() {
        Map<String, BodyPublisher> bodies = new LinkedHashMap<>();
        bodies.put("nothing", BodyPublishers.noBody());
        bodies.put("no JSON", BodyPublishers.ofString("{"));
        bodies.put("a number", BodyPublishers.ofString("1"));
        bodies.put("a list", BodyPublishers.ofString("[]"));
        bodies.put("null", BodyPublishers.ofString("null"));
        bodies.put("unknown member", BodyPublishers.ofString("{\"no-such-member\":1}"));
        bodies.put("member twice", BodyPublishers.ofString("{\"name\":\"a\",\"name\":\"b\"}"));
        bodies.put("two values", BodyPublishers.ofString("{} {}"));
        bodies.put("100,000 levels", BodyPublishers.ofString("[".repeat(100_000)));
        bodies.put(
                "60 levels in a member", BodyPublishers.ofString("{\"name\":" + "[".repeat(60) + "]".repeat(60) + "}"));
        bodies.put(
                "invalid UTF-8",
                BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'}));
        bodies.put("UTF-16", BodyPublishers.ofByteArray("{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16)));
        bodies.put("huge number", BodyPublishers.ofString("{\"name\":" + "9".repeat(100_000) + "}"));
        bodies.put("10 MB of text", BodyPublishers.ofString("{\"name\":\"" + "x".repeat(10_000_000) + "\"}"));
        bodies.put("name of 100 KB", BodyPublishers.ofString("{\"" + "n".repeat(100_000) + "\":1}"));
        bodies.put("control characters", BodyPublishers.ofString("{\"\\u0000\":\"\\ud800\"}"));
        return bodies;
    }

    private static void assertRefused(String what, AdminClient.Answer answer) {
        assertThat(answer.status()).as("%s: %s", what, answer.text()).isBetween(400, 499);
        assertThat(answer.problem()).as("%s: %s", what, answer.text()).isNotEmpty();
        assertThat(answer.json().path("title").asText())
                .as("%s has a text of its own", what)
                .isNotEqualTo(answer.problem())
                .doesNotContain("Exception");
    }

    private static Stream<Target> takingJson() {
        return TARGETS.stream().filter(Target::takesJson);
    }

    @Test
    void bodiesThatAreNotWhatIsTakenAreRefused() {
        takingJson()
                .forEach(target -> bodies().forEach((name, body) -> assertRefused(
                        target + " with " + name,
                        superuser.send(
                                target.method(),
                                AdminClient.API + target.address(),
                                body,
                                Optional.of("application/json")))));
    }

    @Test
    void otherMediaTypesAreRefused() {
        TARGETS.stream()
                .filter(target -> target.description().has("requestBody"))
                .forEach(target -> {
                    for (String type :
                            List.of("application/x-www-form-urlencoded", "text/html", "x", "application/jsonx")) {
                        AdminClient.Answer answer = superuser.send(
                                target.method(),
                                AdminClient.API + target.address(),
                                BodyPublishers.ofString("name=a"),
                                Optional.of(type));
                        assertRefused(target + " as " + type, answer);
                        assertThat(answer.status()).as(target + " as " + type).isEqualTo(415);
                    }
                });
    }

    /** Each member in turn, given values of all kinds; no member of ours takes them all. */
    @Test
    void membersOfWrongTypesAreRefusedByName() {
        takingJson().forEach(target -> {
            JsonNode schema = target.description().at("/requestBody/content/application~1json/schema");
            schema.path("properties").properties().forEach(member -> {
                if (!member.getValue().has("type")) {
                    return;
                }
                for (JsonNode value : valuesNotOf(member.getValue().path("type").asText())) {
                    ObjectNode body = JSON.createObjectNode();
                    body.set(member.getKey(), value);
                    String what = target + " with " + member.getKey() + " = " + value;
                    AdminClient.Answer answer =
                            superuser.send(target.method(), AdminClient.API + target.address(), body);
                    assertRefused(what, answer);
                    assertThat(answer.json().path("fields"))
                            .as(what)
                            .anyMatch(field -> field.path("field").asText().equals("/" + member.getKey()));
                }
            });
        });
    }

    private static List<JsonNode> valuesNotOf(String type) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("string", JSON.getNodeFactory().textNode("a\u0007\ud800"));
        values.put("integer", JSON.getNodeFactory().numberNode(1.5));
        values.put("number", JSON.getNodeFactory().textNode("NaN"));
        values.put("boolean", JSON.getNodeFactory().textNode("yes"));
        values.put("array", JSON.createObjectNode().put("a", 1));
        values.put("object", JSON.createArrayNode().add(1));
        List<JsonNode> wrong = new ArrayList<>(List.of(values.get(type), JSON.nullNode()));
        wrong.add(type.equals("object") ? values.get("integer") : values.get("array"));
        return wrong;
    }

    @Test
    void parametersThatAreUnknownWrongOrBrokenAreRefused() {
        for (Target target : TARGETS) {
            String address = AdminClient.API + target.address();
            JsonNode body = target.takesJson() ? JSON.createObjectNode() : null;
            assertRefused(
                    target + " with an unknown parameter",
                    superuser.send(target.method(), address + "?no-such-parameter=1", AdminClient.tree(body)));
            assertRefused(
                    target + " with broken encoding",
                    superuser.send(target.method(), address + "?lang=%25&x=%C3%28", AdminClient.tree(body)));
            for (JsonNode parameter : target.description().path("parameters")) {
                if (parameter.path("in").asText().equals("query")) {
                    String name = parameter.path("name").asText();
                    String value = parameter.at("/schema/type").asText().equals("string")
                                    || parameter.at("/schema/type").asText().equals("array")
                            ? "%00" + "x".repeat(5000)
                            : "1e9";
                    AdminClient.Answer answer =
                            superuser.send(target.method(), address + "?" + name + "=" + value, AdminClient.tree(body));
                    assertRefused(target + " with " + name, answer);
                }
            }
        }
    }

    @Test
    void placesThatNothingCanBeCalledAreNotFound() {
        for (Target target : TARGETS) {
            if (!target.path().contains("{")) {
                continue;
            }
            for (String value : List.of(
                    "%E4%B8", "a%00b", "%ED%A0%80", "..%2F..%2Fetc", "*", "%5Ba%5D", "a:b:c", "x".repeat(3000))) {
                String address = AdminClient.API + target.path().replaceAll("\\{[^}]+}", value);
                AdminClient.Answer answer = superuser.send(
                        target.method(),
                        address,
                        AdminClient.tree(target.takesJson() ? JSON.createObjectNode() : null));
                assertThat(answer.status())
                        .as("%s at %s: %s", target, value, answer.text())
                        .isBetween(400, 499);
            }
        }
    }

    @Test
    void changesWithoutTheSessionsTokenAreRefused() {
        AdminClient forged = superuser.without("X-CSRF-Token");
        for (Target target : TARGETS) {
            if (!target.method().equals("GET")) {
                AdminClient.Answer answer = forged.send(
                        target.method(),
                        AdminClient.API + target.address(),
                        AdminClient.tree(target.takesJson() ? JSON.createObjectNode() : null));
                assertThat(answer.status()).as(target.toString()).isEqualTo(403);
                assertThat(answer.problem()).isEqualTo("csrf-token");
            }
        }
    }
}
