package org.heliograph.cms.management;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javax.jcr.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostileManagementTest {

    private static final String NODES = "/.rest/nodes/v1/website";
    private static final String PROPERTIES = "/.rest/properties/v1/website";

    @TempDir
    private static Path directory;

    private static ManagementHost host;

    @BeforeAll
    static void start() throws Exception {
        host = ManagementHost.start(directory);
        assertThat(host.json("PUT", NODES, "{\"name\":\"home\",\"type\":\"mgnl:page\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {                                                            | readerError
                    null                                                         | readerError
                    {} {}                                                        | badRequest
                    []                                                           | badRequest
                    "x"                                                          | badRequest
                    {"name":"a","name":"b","type":"mgnl:page"}                   | readerError
                    {"name":{},"type":"mgnl:page"}                               | badRequest
                    {"name":"a","type":"mgnl:page","nope":1}                     | badRequest
                    {"name":"a\\u0000","type":"mgnl:page"}                       | badRequest
                    {"name":"x:y","type":"mgnl:page"}                            | badRequest
                    {"name":"a","type":"mgnl:none"}                              | noSuchNodeType
                    {"name":"a","type":"mgnl:created"}                           | badRequest
                    {"name":"a","type":"a/b"}                                    | badRequest
                    {"name":"a","type":"mgnl:page","properties":[null]}          | badRequest
                    {"name":"a","type":"mgnl:page","properties":{}}              | badRequest
                    {"name":"a","type":"mgnl:page","properties":[{"values":["x"]}]} | badRequest
                    P("name":"x","values":[null])                                | badRequest
                    P("name":"x","values":[])                                    | badRequest
                    P("name":"x","values":["1","2"])                             | badRequest
                    P("name":"x","values":["\\ud800"])                           | badRequest
                    P("name":"../x","values":["1"])                              | badRequest
                    P("name":"x","type":"Boolean","values":["maybe"])            | badRequest
                    P("name":"x","type":"Decimal","values":["1E999999999"])      | badRequest
                    P("name":"x","type":"Date","values":["2024-02-30"])          | badRequest
                    P("name":"x","type":"Date","values":["30.02.2024"])          | badRequest
                    P("name":"x","type":"Date","values":["Sun Feb 30 05:05:05 UTC 2024"]) | badRequest
                    P("name":"x","type":"Date","values":["123456789012345678901234"]) | badRequest
                    P("name":"x","type":"Date","values":["Mon"])                 | badRequest
                    P("name":"x","type":"Binary","values":["%"])                 | badRequest
                    P("name":"jcr:uuid","values":["11111111-2222-3333-4444-555555555555"]) | badRequest
                    """)
    void wrongBodiesAreRefusedAndNothingIsMade(String shorthand, String code) throws Exception {
        String body = shorthand.replaceFirst(
                "^P\\((.*)\\)$", "{\"name\":\"a\",\"type\":\"mgnl:page\",\"properties\":[{$1}]}");

        HttpResponse<String> answer = host.json("PUT", NODES + "/home", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"error\":{\"code\":\"" + code + "\"")
                .doesNotContain("org.heliograph");
        assertThat(host.get(NODES + "/home?depth=1").body()).contains("\"nodes\":null");
    }

    @Test
    void bodiesAreLimitedInSizeAndDepth() throws Exception {
        String large = "{\"name\":\"" + "a".repeat(ManagementHost.MAX_BODY) + "\"}";
        String deep = "{\"nodes\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThat(host.json("PUT", NODES, large).statusCode()).isEqualTo(413);
        assertThat(host.json("PUT", NODES, deep).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jcr:system", "/jcr:system/jcr:nodeTypes", ""})
    void theRepositorysOwnNodesCannotBeDeleted(String path) throws Exception {
        assertThat(host.send(host.request("DELETE", NODES + path, "", Map.of())).statusCode())
                .isEqualTo(400);
        assertThat(host.get(NODES + "/jcr:system").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/home/../..", "/home%5B1%5D", "/a%20/b", "/%7Bx%7Dy", "/a:b:c", "/%E9%00"})
    void wrongPathsAreRefused(String path) throws Exception {
        assertThat(host.get(NODES + path).statusCode()).isIn(400, 404);
    }

    @Test
    void brokenPercentEncodingIsRefused() throws Exception {
        try (Socket socket = new Socket("localhost", URI.create(host.url()).getPort())) {
            String request =
                    "GET " + NODES + "/home?depth=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void aNodeThatOthersReferToStays() throws Exception {
        host.repository().write("website", session -> {
            Node target = session.getRootNode().addNode("target", "mgnl:page");
            return session.getRootNode().addNode("holder", "mgnl:page").setProperty("to", target);
        });

        HttpResponse<String> answer = host.send(host.request("DELETE", NODES + "/target", "", Map.of()));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(host.get(NODES + "/target").statusCode()).isEqualTo(200);
    }

    @Test
    void theTypeOfANodeIsNotChangedInSilence() throws Exception {
        HttpResponse<String> answer = host.json("POST", NODES + "/home", "{\"type\":\"mgnl:folder\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("Invalid node type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PUT  | /home | {"name":"","type":"mgnl:page"}                                 | 400 | Node name not specified
                    PUT  | /home | {"name":"a","type":""}                                         | 400 | Node type not specified
                    PUT  | /home | {"name":"a","type":"mgnl:page","path":"/a"}                    | 400 | Invalid path
                    PUT  | /none | {"name":"a","type":"mgnl:page","path":"/none/a"}               | 404 | Parent path not found
                    PUT  | /none | {"name":"a","type":"mgnl:page"}                                | 404 | Parent path not found
                    POST | /none | {"properties":[]}                                              | 404 | Parent path not found
                    POST | /home | {"path":"/other"}                                              | 400 | The paths do not match
                    POST | /home | {"name":"other"}                                               | 400 | Invalid path
                    POST | /home | {"identifier":"other"}                                         | 400 | Invalid node identifier
                    """)
    void refusalsHaveMagnoliasWords(String method, String path, String body, int status, String words)
            throws Exception {
        HttpResponse<String> answer = host.json(method, NODES + path, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"bad/name, bad-name", "a[1], a-1-", ".., -.", "a b?c#d%e, a-b-c-d-e", "@nodes, -nodes", "储 能, 储-能"})
    void aNameThatAddressesCannotHoldIsMadeUsable(String given, String made) throws Exception {
        host.json("PUT", NODES, "{\"name\":\"names\",\"type\":\"mgnl:page\"}");

        HttpResponse<String> answer =
                host.json("PUT", NODES + "/names", "{\"name\":\"" + given + "\",\"type\":\"mgnl:page\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(host.get(NODES + "/names?depth=1").body()).contains("\"name\":\"" + made + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "1714885505000,                2024-05-05T05:05:05.000Z",
        "Sun May 05 05:05:05 UTC 2024, 2024-05-05T05:05:05.000Z",
        "05.05.2024,                   2024-05-05T00:00:00.000Z",
        "2024-05-05T05:05:05%2B0800,   2024-05-05T05:05:05.000+08:00"
    })
    void datesAreReadInTheFormsThatClientsSend(String given, String stored) throws Exception {
        host.send(host.request("DELETE", PROPERTIES + "/home/day", "", Map.of()));

        HttpResponse<String> answer = host.send(host.request(
                "PUT", PROPERTIES + "/home?type=Date&name=day&value=" + given.replace(" ", "%20"), "", Map.of()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(host.get(PROPERTIES + "/home/day").body()).contains("\"values\":[\"" + stored + "\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name", "Path", "URI", "Reference", "WeakReference"})
    void valuesOfTypesThatNoContentTypeHasAreNotStoredAndTheAnswerNamesThem(String type) throws Exception {
        host.send(host.request("PUT", PROPERTIES + "/home?name=kept" + type + "&value=a", "", Map.of()));
        String query = "?value=x&type=" + type;

        HttpResponse<String> put =
                host.send(host.request("PUT", PROPERTIES + "/home" + query + "&name=%E5%B7%B2", "", Map.of()));
        HttpResponse<String> post =
                host.send(host.request("POST", PROPERTIES + "/home/kept" + type + query, "", Map.of()));

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.headers().firstValue("X-Not-Stored")).hasValue("%E5%B7%B2");
        assertThat(host.get(PROPERTIES + "/home/%E5%B7%B2").statusCode()).isEqualTo(404);
        assertThat(post.headers().firstValue("X-Not-Stored")).hasValue("kept" + type);
        assertThat(host.get(PROPERTIES + "/home/kept" + type).body()).contains("\"values\":[\"a\"]");
    }

    @Test
    void aPropertyMayChangeBetweenOneValueAndMany() throws Exception {
        host.send(host.request("PUT", PROPERTIES + "/home?name=tags&value=a", "", Map.of()));
        host.send(host.request("POST", PROPERTIES + "/home/tags?value=a&value=b&multiple=true", "", Map.of()));

        assertThat(host.get(PROPERTIES + "/home/tags").body()).contains("\"values\":[\"a\",\"b\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /home?name=a%2Fb&value=x, 400",
        "PUT, /home?name=&value=x, 400",
        "PUT, /home?name=p, 400",
        "PUT, /home?name=p&value=1&value=2, 400",
        "PUT, /home?name=no:p&value=1, 400",
        "PUT, /home?name=jcr:primaryType2:x&value=1, 400",
        "POST, /home/jcr:primaryType?value=mgnl:folder, 400",
        "DELETE, /home/jcr:primaryType, 400",
        "DELETE, /, 404",
        "PATCH, /home/title, 405"
    })
    void wrongPropertyRequestsAreRefused(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = host.send(host.request(method, PROPERTIES + path, "", Map.of()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void controlCharactersSurviveInJsonAndDoNotBreakXml() throws Exception {
        host.json(
                "PUT",
                NODES,
                "{\"name\":\"bell\",\"type\":\"mgnl:page\",\"properties\":[{\"name\":\"x\","
                        + "\"values\":[\"<a>\\u0007&\"]}]}");

        assertThat(host.get(NODES + "/bell").body()).contains("<a>\\u0007&");
        assertThat(host.send(host.request("GET", NODES + "/bell", "", Map.of("Accept", "application/xml")))
                        .body())
                .contains("<value>&lt;a&gt;\uFFFD&amp;</value>");
    }

    @ParameterizedTest
    @CsvSource({
        "/, website.a.yaml, 'a: [', 400, website.a.yaml:1",
        "/, website.a.yaml, 'a: {x: [1, b]}', 400, inhomogeneous",
        "/, website.yaml, 'a: {}', 400, Name the file",
        "/, ../website.a.yaml, 'a: {}', 400, Name the file",
        "/, website.a.xml, '<!DOCTYPE a><a/>', 400, document type",
        "/nowhere, website.a.yaml, 'a: {}', 400, There is no node /nowhere",
        "/../home, website.a.yaml, 'a: {}', 400, has the part",
        "/jcr:system, website.a.yaml, 'a: {}', 400, own nodes",
        "/, nowhere.a.yaml, 'a: {}', 404, There is no workspace nowhere"
    })
    void wrongFilesAreRefusedAndNothingIsStored(String path, String name, String content, int status, String message)
            throws Exception {
        HttpResponse<String> answer = host.upload(path, name, content.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(message);
        assertThat(host.get(NODES + "/a").statusCode()).isEqualTo(404);
    }

    @Test
    void filesAreImportedAndTooLargeOnesAreNot() throws Exception {
        byte[] large =
                ("b: {x: \"" + "y".repeat((int) ManagementHost.MAX_FILE) + "\"}").getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> imported =
                host.upload("/home", "website.home.关于.yaml", "关于: {x: 1}".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> refused = host.upload("/", "website.b.yaml", large);

        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(204);
        assertThat(host.get(PROPERTIES + "/home/%E5%85%B3%E4%BA%8E/x").body()).contains("\"Long\"");
        assertThat(refused.statusCode()).isEqualTo(413);
        host.send(host.request("DELETE", NODES + "/home/%E5%85%B3%E4%BA%8E", "", Map.of()));
    }

    @Test
    void bodiesThatAreNoMultipartFormAreRefused() throws Exception {
        Map<String, String> broken = Map.of("Content-Type", "multipart/form-data; boundary=x");
        Map<String, String> unbounded = Map.of("Content-Type", "multipart/form-data");
        String path = "/.rest/import/v1?path=/";

        assertThat(host.send(host.request("POST", path, "nonsense", broken)).statusCode())
                .isEqualTo(400);
        assertThat(host.send(host.request("POST", path, "nonsense", unbounded)).statusCode())
                .isEqualTo(400);
        assertThat(host.send(host.request("POST", "/.rest/import/v1", "", broken))
                        .statusCode())
                .isEqualTo(400);
    }
}
