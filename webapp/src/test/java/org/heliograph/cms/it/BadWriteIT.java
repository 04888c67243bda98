package org.heliograph.cms.it;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests to the management REST that must change nothing. After each of them no topic but the first one exists. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadWriteIT {

    private static final String NODES = "/.rest/nodes/v1/topics";

    private Host host;

    @BeforeAll
    void startHost() {
        host = Host.builder().start();
        NodeBody topic =
                new NodeBody("present", "hg:topic").with("title", "Present").with("code", "present");
        assertThat(host.superuser().create("topics", "", topic).status()).isEqualTo(200);
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @AfterEach
    void nothingIsStored() {
        Answer answer = host.superuser().get(NODES + "?depth=2");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        List<String> names = Json.items(answer.json().path("nodes"))
                .map(node -> node.path("name").asText())
                .filter(name -> !name.contains(":"))
                .toList();
        assertThat(names).containsExactly("present");
        Answer index = host.anonymous().get("/.rest/delivery/topics/v1");
        assertThat(index.json().path("total").intValue()).isEqualTo(1);
        assertThat(index.json().path("results").path(0).path("title").asText()).isEqualTo("Present");
    }

    static Stream<String> brokenBodies() {
        return Stream.of(
                "",
                "null",
                "[]",
                "7",
                "{broken",
                "{\"name\":\"bad\"",
                "{\"name\":\"bad\",\"type\":\"hg:topic\"} trailing",
                "{\"name\":[\"bad\"],\"type\":\"hg:topic\"}",
                "{\"name\":\"bad\",\"type\":\"hg:nosuch\",\"properties\":[]}",
                "{\"name\":\"bad\",\"type\":\"no:type\",\"properties\":[]}",
                "{\"name\":\"bad\",\"type\":\"hg:topic\",\"properties\":\"none\"}",
                "{\"name\":\"bad\",\"type\":\"hg:topic\",\"properties\":[{\"name\":\"title\",\"type\":\"Strange\","
                        + "\"multiple\":false,\"values\":[\"x\"]}]}",
                "{\"name\":\"bad\",\"type\":\"hg:topic\",\"properties\":[{\"name\":\"no:such\",\"type\":\"String\","
                        + "\"multiple\":false,\"values\":[\"x\"]}]}",
                "{\"name\":\"ba\\u0000d\",\"type\":\"hg:topic\",\"properties\":[]}",
                "[".repeat(100_000),
                "{\"name\":".repeat(50_000));
    }

    @ParameterizedTest
    @MethodSource("brokenBodies")
    void aBodyThatIsNoNodeIsExplained(String body) {
        Refusal.assertExplained(host.superuser().put(NODES, body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"hg:topic\"}",
                "{\"name\":\"bad\"}",
                "{\"name\":\"present\",\"type\":\"hg:topic\",\"properties\":[]}",
                "{\"name\":\"bad\",\"type\":\"hg:topic\",\"properties\":[],\"extra\":1}",
                "{\"name\":\"bad\",\"type\":\"hg:topic\",\"properties\":[],\"nodes\":[{\"name\":\"kid\",\"type\":\"hg:topic\"}]}"
            })
    void anUnfitNodeIsRefusedWithAReason(String body) {
        // when
        Answer answer = host.superuser().put(NODES, body);

        // then
        Refusal.assertRefused(answer);
        assertThat(answer.text()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.rest/nodes/v1/nosuch", "/.rest/nodes/v1/topics/absent", "/.rest/nodes/v1"})
    void aParentThatDoesNotExistIsRefused(String path) {
        // given
        Map<String, Object> body = new NodeBody("bad", "hg:topic").below("");

        // then
        Refusal.assertRefused(host.superuser().put(path, body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.rest/nodes/v1/nosuch/x",
                "/.rest/properties/v1/nosuch/x/y",
                "/.rest/nodes/v1/topics/present?depth=abc",
                "/.rest/nodes/v1",
                "/.rest/nodes/v1/topics/a:b"
            })
    void aMistakenReadIsExplained(String path) {
        Refusal.assertExplained(new RawHttp(host.uri()).send("GET", path, headers(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /.rest/nodes/v1/topics/absent",
        "GET, /.rest/nodes/v1/topics/present//x",
        "DELETE, /.rest/nodes/v1/topics/absent",
        "POST, /.rest/nodes/v1/topics/absent",
        "GET, /.rest/properties/v1/topics/present/absent",
        "DELETE, /.rest/properties/v1/topics/present/absent",
        "POST, /.rest/properties/v1/topics/present/absent?value=x",
        "PUT, /.rest/properties/v1/topics/present?value=x",
        "PUT, /.rest/properties/v1/topics/present?name=x&value=y&type=Strange",
        "PUT, /.rest/properties/v1/topics/present?name=title&value=Again",
        "PUT, /.rest/properties/v1/topics/absent?name=x&value=y",
        "PATCH, /.rest/nodes/v1/topics/present",
        "BREW, /.rest/nodes/v1/topics/present"
    })
    void aChangeOfNothingIsRefused(String method, String path) {
        // given
        Map<String, String> headers = headers();
        headers.put("Content-Type", "application/json");

        // then
        Refusal.assertRefused(new RawHttp(host.uri()).send(method, path, headers, Optional.of(new byte[0])));
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        // given
        Map<String, String> headers = headers();
        headers.put("Content-Type", "text/plain");
        byte[] body = Json.write(new NodeBody("bad", "hg:topic").below("")).getBytes(StandardCharsets.UTF_8);

        // then
        Refusal.assertRefused(new RawHttp(host.uri()).send("PUT", NODES, headers, Optional.of(body)));
    }

    @Test
    void aBodyDeclaredFarTooLargeIsRefusedUnread() {
        // given
        Map<String, String> headers = headers();
        headers.put("Content-Type", "application/json");
        headers.put("Content-Length", "4000000000");

        // then
        Refusal.assertRefused(new RawHttp(host.uri()).send("PUT", NODES, headers, Optional.empty()));
    }

    /** The host may close the connection before the client has sent everything, so the answer may get lost. */
    @Test
    void anEndlessBodyIsCutOff() {
        // given
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("PUT " + NODES + " HTTP/1.1\r\nHost: a\r\nAuthorization: "
                        + Client.basic(Host.USER, Host.PASSWORD)
                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(chunk("{\"name\":\"bad\",\"type\":\"hg:topic\",\"properties\":[{\"name\":\"title\","
                + "\"type\":\"String\",\"multiple\":false,\"values\":[\""));
        for (int megabyte = 0; megabyte < 64; megabyte++) {
            request.writeBytes(chunk("x".repeat(1 << 20)));
        }
        request.writeBytes(chunk("\"]}]}"));
        request.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        // when
        Optional<Answer> answer = sendIfPossible(request.toByteArray());

        // then
        answer.ifPresent(Refusal::assertRefused);
    }

    private Optional<Answer> sendIfPossible(byte[] request) {
        try {
            return Optional.of(new RawHttp(host.uri()).send(request));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static byte[] chunk(String text) {
        return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static Stream<Arguments> brokenFiles() {
        String good = "'good':\n  'jcr:primaryType': 'hg:topic'\n  'title': 'Good'\n  'code': 'good'\n";
        String xml = "<?xml version=\"1.0\"?>";
        String open = "<sv:node xmlns:sv=\"http://www.jcp.org/jcr/sv/1.0\" sv:name=\"bad\">";
        return Stream.of(
                Arguments.of("topics.yaml.txt", good),
                Arguments.of("nothing", good),
                Arguments.of("nosuch.good.yaml", good),
                Arguments.of("topics.good.yaml", "'good': [unclosed"),
                Arguments.of("topics.good.yaml", "- a\n- b\n"),
                Arguments.of("topics.good.yaml", "just a text"),
                Arguments.of("topics.good.yaml", good + "'bad':\n  'jcr:primaryType': 'hg:nosuch'\n"),
                Arguments.of("topics.good.yaml", good + "'bad':\n  'jcr:primaryType': 'no:such'\n"),
                Arguments.of("topics.good.yaml", good + "  'mixed': [1, two, 3.0]\n"),
                Arguments.of("topics.good.yaml", good + "  'huge': 99999999999999999999999999\n"),
                Arguments.of("topics.good.yaml", good + "  'evil': !!javax.script.ScriptEngineManager []\n"),
                Arguments.of("topics.good.yaml", good + aliasBomb()),
                Arguments.of("topics.good.yaml", "[".repeat(50_000)),
                Arguments.of("topics.bad.xml", "no markup"),
                Arguments.of("topics.bad.xml", xml + open),
                Arguments.of("topics.bad.xml", xml + "<other/>"),
                Arguments.of(
                        "topics.bad.xml",
                        xml + "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + open
                                + "<sv:property sv:name=\"title\" sv:type=\"String\"><sv:value>&e;</sv:value>"
                                + "</sv:property></sv:node>"),
                Arguments.of("topics.bad.xml", xml + entityBomb() + open + "&i;</sv:node>"));
    }

    private static String aliasBomb() {
        StringBuilder yaml = new StringBuilder("  'a': &a ['x','x','x','x','x','x','x','x','x','x']\n");
        for (char c = 'b'; c <= 'z'; c++) {
            String previous = ", *" + (char) (c - 1);
            yaml.append("  '")
                    .append(c)
                    .append("': &")
                    .append(c)
                    .append(" [")
                    .append(previous.repeat(10).substring(2))
                    .append("]\n");
        }
        return yaml.toString();
    }

    private static String entityBomb() {
        StringBuilder doctype = new StringBuilder("<!DOCTYPE x [<!ENTITY a \"lol\">");
        for (char c = 'b'; c <= 'i'; c++) {
            String previous = "&" + (char) (c - 1) + ";";
            doctype.append("<!ENTITY ")
                    .append(c)
                    .append(" \"")
                    .append(previous.repeat(20))
                    .append("\">");
        }
        return doctype.append("]>").toString();
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void aFileThatCannotBeImportedAsAWholeIsExplained(String fileName, String content) {
        // when
        Answer answer = host.superuser().upload("/", fileName, content.getBytes(StandardCharsets.UTF_8));

        // then
        Refusal.assertExplained(answer);
        assertThat(answer.text()).doesNotContain("root:");
    }

    @Test
    void anImportBelowNothingIsRefused() {
        // given
        byte[] file = "'good':\n  'jcr:primaryType': 'hg:topic'\n".getBytes(StandardCharsets.UTF_8);

        // then
        Refusal.assertExplained(host.superuser().upload("/absent", "topics.good.yaml", file));
    }

    @Test
    void anImportWithoutAFileIsRefused() {
        Refusal.assertExplained(host.superuser().post("/.rest/import/v1?path=/", "{}"));
    }

    @Test
    void anonymousCanWriteNothing() {
        // given
        Client anonymous = host.anonymous();
        NodeBody topic = new NodeBody("bad", "hg:topic");
        byte[] file = "'bad':\n  'jcr:primaryType': 'hg:topic'\n".getBytes(StandardCharsets.UTF_8);

        // then
        Stream.of(
                        anonymous.create("topics", "", topic),
                        anonymous.post(NODES + "/present", topic.update()),
                        anonymous.delete(NODES + "/present"),
                        anonymous.delete("/.rest/properties/v1/topics/present/title"),
                        anonymous.upload("/", "topics.bad.yaml", file))
                .forEach(answer -> {
                    Refusal.assertRefused(answer);
                    assertThat(answer.status()).isEqualTo(401);
                });
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "heliograph.test");
        headers.put("Authorization", Client.basic(Host.USER, Host.PASSWORD));
        return headers;
    }
}
