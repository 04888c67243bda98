package org.heliograph.cms.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.jcr.NamespaceException;
import javax.jcr.NoSuchWorkspaceException;
import javax.jcr.PathNotFoundException;
import javax.jcr.ReferentialIntegrityException;
import javax.jcr.RepositoryException;
import javax.jcr.ValueFormatException;
import javax.jcr.nodetype.ConstraintViolationException;
import javax.jcr.nodetype.NoSuchNodeTypeException;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.repository.Bootstrap;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Accounts;
import org.heliograph.cms.security.AuditLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class HttpServerTest {

    private static final String PASSWORD = "correct horse 储能";

    @TempDir
    private static Path directory;

    private static ContentRepository repository;
    private static HttpServer server;
    private static AuditLog audit;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Answers with who calls, or fails in the way that the path names. */
    private static final class Stage extends RestServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void handle(HttpServletRequest request, HttpServletResponse response)
                throws IOException, RepositoryException {
            String path = String.valueOf(request.getPathInfo());
            switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "teapot" -> throw new RestException(418, "teapot", "Short and \"stout\", 储能");
                case "path" -> throw new PathNotFoundException("/a/b");
                case "workspace" -> throw new NoSuchWorkspaceException("gone");
                case "value" -> throw new ValueFormatException("no number");
                case "type" -> throw new NoSuchNodeTypeException("no type");
                case "constraint" -> throw new ConstraintViolationException("no");
                case "namespace" -> throw new NamespaceException("no prefix");
                case "integrity" -> throw new ReferentialIntegrityException("still referenced");
                case "repository" -> throw new RepositoryException("secret detail");
                case "bug" -> throw new IllegalStateException("secret detail");
                case "address" ->
                    response.getOutputStream()
                            .write((request.getRemoteAddr() + " " + request.isSecure())
                                    .getBytes(StandardCharsets.UTF_8));
                case "late" -> {
                    response.getOutputStream().write("begun".getBytes(StandardCharsets.UTF_8));
                    throw new IllegalStateException("secret detail");
                }
                default ->
                    response.getOutputStream()
                            .write(("hello " + AccessFilter.callerOf(request).name()).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        repository = ContentRepository.open(directory.resolve("repository"));
        new Bootstrap(repository, (workspace, paths) -> {}).importInstallation();
        audit = AuditLog.open(directory.resolve("audit"), Clock.systemUTC());
        Accounts accounts = new Accounts(repository, directory.resolve("security"), audit, Clock.systemUTC());
        accounts.ensureSuperuser(Optional.of(PASSWORD));
        server = new HttpServer("127.0.0.1", 0, "/ctx", directory.resolve("http"));
        server.serve("/.rest/*", new Stage());
        server.open(new CorsFilter(Site.none()), new AccessFilter(accounts, audit));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        audit.close();
        repository.close();
    }

    @Test
    void whatIsPublicIsAnsweredToAnonymous() throws Exception {
        HttpResponse<String> response = send("GET", "/ctx/.rest/delivery/x");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello anonymous");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void headIsGetWithoutBody() throws Exception {
        HttpResponse<String> response = send("HEAD", "/ctx/.rest/delivery/x");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void whoMaySignInIsAskedTo() throws Exception {
        HttpResponse<String> response = send("GET", "/ctx/.rest/nodes/v1/website");

        assertError(response, 401, "notAuthorized");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValue("Basic realm=\"Heliograph\", charset=\"UTF-8\"");
    }

    @Test
    void whatNobodyMayIsForbidden() throws Exception {
        HttpResponse<String> response = send("PATCH", "/ctx/.rest/delivery/x", "Authorization", basic(PASSWORD));

        assertError(response, 403, "accessDenied");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertError(send("PATCH", "/ctx/.rest/delivery/x"), 403, "accessDenied");
    }

    @Test
    void theSuperuserMayDoTheRest() throws Exception {
        HttpResponse<String> response = send("PUT", "/ctx/.rest/nodes/v1", "Authorization", basic(PASSWORD));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello superuser");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic c3VwZXJ1c2Vy",
                "Basic c3VwZXJ1c2VyOndyb25n",
                "Basic Og==",
                "Basic /////w==",
                "basic c3VwZXJ1c2VyOndyb25n c3VwZXJ1c2VyOndyb25n",
                "Bearer c3VwZXJ1c2Vy",
                "Digest username=\"superuser\"",
                ","
            })
    void wrongCredentialsMakeTheCallerAnonymous(String authorization) throws Exception {
        assertThat(send("GET", "/ctx/.rest/delivery/x", "Authorization", authorization)
                        .body())
                .isEqualTo("hello anonymous");
        assertError(send("GET", "/ctx/.rest/nodes/v1", "Authorization", authorization), 401, "notAuthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ctx/.rest/delivery/../nodes/v1",
                "/ctx/.rest/delivery/%2e%2e/nodes/v1",
                "/ctx/.rest/delivery/..;x/nodes/v1",
                "/ctx/.rest/delivery/.%2e;x/nodes/v1",
                "/ctx/.rest//nodes/v1",
                "/ctx/;x/.rest/nodes/v1",
                "/ctx/.rest;x=/nodes/v1",
                "/ctx/%2erest/nodes/v1",
                "/ctx/.rest/nodes/v1;/delivery/",
                "/ctx/.rest/delivery/x/../../nodes/v1"
            })
    void noSpellingOfAPathSlipsPastItsRule(String path) throws Exception {
        assertThat(statusOf(raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")))
                .isIn(400, 401);
    }

    @ParameterizedTest
    @CsvSource({
        "teapot,     418, teapot",
        "path,       404, pathNotFound",
        "workspace,  404, noSuchWorkspace",
        "value,      400, invalidValueFormat",
        "type,       400, noSuchNodeType",
        "constraint, 400, badRequest",
        "namespace,  400, badRequest",
        "integrity,  409, conflict",
        "repository, 500, unknown",
        "bug,        500, unknown"
    })
    void everyFailureHasOneFormOfBody(String failure, int status, String code) throws Exception {
        HttpResponse<String> response = send("GET", "/ctx/.rest/delivery/" + failure);

        assertError(response, status, code);
        assertThat(response.body()).doesNotContain("secret detail");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
    }

    @Test
    void aFailureReplacesWhatWasBegun() throws Exception {
        assertError(send("GET", "/ctx/.rest/delivery/late"), 500, "unknown");
    }

    @Test
    void aHeadOfAFailureHasItsStatusAlone() throws Exception {
        HttpResponse<String> response = send("HEAD", "/ctx/.rest/delivery/teapot");

        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ctx/", "/ctx/nowhere", "/ctx/index.html", "/", "/elsewhere", "/ctx/WEB-INF/web.xml"})
    void nothingElseIsServed(String path) throws Exception {
        assertError(send("GET", path, "Authorization", basic(PASSWORD)), 404, "notFound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ctx/.nowhere", "/ctx/.rest/nowhere"})
    void whatIsNotOpenIsNotToldToBeMissing(String path) throws Exception {
        assertError(send("GET", path), 401, "notAuthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12345678", "a-b_C-d_9", "0123456789012345678901234567890123456789012345678901234567890123"})
    void aProperRequestIdIsKept(String id) throws Exception {
        assertThat(send("GET", "/ctx/.rest/delivery/x", "X-Request-Id", id)
                        .headers()
                        .allValues("X-Request-Id"))
                .containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "with blank",
                "<script>alert(1)</script>",
                "${jndi:ldap://energy.example}",
                "12345678\tx",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void anyOtherRequestIdIsReplaced(String id) throws Exception {
        assertThat(send("GET", "/ctx/.rest/delivery/x", "X-Request-Id", id)
                        .headers()
                        .allValues("X-Request-Id"))
                .singleElement()
                .asString()
                .matches("[0-9a-f]{16}");
    }

    @Test
    void eachRequestHasAnIdOfItsOwn() throws Exception {
        String first = send("GET", "/ctx/.rest/delivery/x")
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();

        assertThat(send("GET", "/ctx/.rest/delivery/bug").headers().firstValue("X-Request-Id"))
                .isPresent()
                .isNotEqualTo(Optional.of(first));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ctx/.rest/delivery/%zz HTTP/1.1\r\nHost: a\r\n",
                "GET /ctx/.rest/delivery/% HTTP/1.1\r\nHost: a\r\n",
                "GET /ctx/.rest/delivery/%0 HTTP/1.1\r\nHost: a\r\n",
                "GET /ctx/.rest/delivery/%00 HTTP/1.1\r\nHost: a\r\n",
                "GET /ctx/.rest/delivery/%c3%28 HTTP/1.1\r\nHost: a\r\n",
                "GET /ctx/.rest/delivery/a%2fb HTTP/1.1\r\nHost: a\r\n",
                "GET /ctx/.rest/delivery/a\\b HTTP/1.1\r\nHost: a\r\n",
                "GET /ctx/.rest/delivery/a<b HTTP/1.1\r\nHost: a\r\n",
                "GET /ctx/.rest/delivery/../../../../etc/passwd HTTP/1.1\r\nHost: a\r\n",
                "GET ctx HTTP/1.1\r\nHost: a\r\n",
                "GET /ctx/.rest/delivery/x HTTP/1.1\r\n",
                "GET /ctx/.rest/delivery/x HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
                "GET /ctx/.rest/delivery/x HTTP/1.1\r\nHost: a b\r\n",
                "GET /ctx/.rest/delivery/x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n",
                "GET /ctx/.rest/delivery/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                "GE\u0001T /ctx/.rest/delivery/x HTTP/1.1\r\nHost: a\r\n"
            })
    void aMalformedRequestIsRefused(String head) throws Exception {
        String answer = raw(head + "Connection: close\r\n\r\n");

        assertThat(statusOf(answer)).isIn(400, 404);
        assertJson(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/9.9", "HTTP/2.0", "FTP/1.1"})
    void anUnknownProtocolIsRefused(String protocol) throws Exception {
        String answer = raw("GET /ctx/.rest/delivery/x " + protocol + "\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(statusOf(answer)).isIn(400, 505);
        assertJson(answer);
    }

    @Test
    void anUnknownTransferEncodingIsRefused() throws Exception {
        String answer = raw("POST /ctx/.rest/delivery/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: zip\r\n"
                + "Connection: close\r\n\r\n");

        assertThat(statusOf(answer)).isIn(400, 501);
        assertJson(answer);
    }

    @Test
    void tooManyHeaderBytesAreRefused() throws Exception {
        for (String part : new String[] {"X-Long: " + "a".repeat(20_000) + "\r\n", "X-A: b\r\n".repeat(3_000)}) {
            String answer =
                    raw("GET /ctx/.rest/delivery/x HTTP/1.1\r\nHost: a\r\n" + part + "Connection: close\r\n\r\n");

            assertThat(statusOf(answer)).isIn(400, 431);
            assertJson(answer);
        }
        String longAddress = raw("GET /ctx/.rest/delivery/" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(statusOf(longAddress)).isIn(400, 414);
        assertJson(longAddress);
    }

    @Test
    void aLineBreakInARequestIdMakesNoHeader() throws Exception {
        for (String id : new String[] {"12345678%0d%0aX-Evil: 1", "12345678\rX-Evil: 1", "12345678\n X-Evil: 1"}) {
            String answer = raw("GET /ctx/.rest/delivery/x HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + id
                    + "\r\nConnection: close\r\n\r\n");

            assertThat(statusOf(answer)).isIn(200, 400);
            assertThat(answer).doesNotContainIgnoringCase("\nX-Evil");
        }
    }

    @Test
    void rawBracketsInAQueryAreTaken() throws Exception {
        assertThat(statusOf(raw("GET /ctx/.rest/delivery/x?price[gte]=10 HTTP/1.1\r\nHost: a\r\n"
                        + "Connection: close\r\n\r\n")))
                .isEqualTo(200);
    }

    @Test
    void theContainerDoesNotTellItsName() throws Exception {
        for (String path : new String[] {"/ctx/.rest/delivery/x", "/ctx/.rest/delivery/%zz", "/ctx/nowhere", "/"}) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContainIgnoringCase("catalina");
        }
    }

    @Test
    void onlyANamedProxyIsBelievedForWhomItAsks() throws Exception {
        Accounts accounts = new Accounts(repository, directory.resolve("security"), audit, Clock.systemUTC());
        try (HttpServer behind = new HttpServer("127.0.0.1", 0, "/ctx", directory.resolve("3"))) {
            behind.believe(List.of("127.0.0.0/8"));
            behind.serve("/.rest/*", new Stage());
            behind.open(new CorsFilter(Site.none()), new AccessFilter(accounts, audit));

            assertThat(addressSeenBy(behind)).isEqualTo("203.0.113.9 true");
            assertThat(addressSeenBy(server)).isEqualTo("127.0.0.1 false");
        }
    }

    private String addressSeenBy(HttpServer host) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + host.port() + "/ctx/.rest/delivery/address");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("X-Forwarded-For", "198.51.100.1, 203.0.113.9")
                .header("X-Forwarded-Proto", "https")
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        assertThat(catchThrowable(() -> new HttpServer("127.0.0.1", server.port(), "", directory.resolve("2"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HELIOGRAPH_PORT")
                .hasMessageContaining(String.valueOf(server.port()));
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String basic(String password) {
        byte[] credentials = ("superuser:" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /** Sends bytes as they are and gives all that comes back until the server closes. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int statusOf(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static void assertJson(String answer) throws IOException {
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(body).doesNotContain("Exception").doesNotContain("\tat ");
        JsonNode error =
                new ObjectMapper().readTree(body.substring(body.indexOf('{'))).path("error");
        assertThat(error.path("code").asText()).isNotEmpty();
        assertThat(error.path("message").asText()).isNotEmpty();
    }

    private static void assertError(HttpResponse<String> response, int status, String code) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode body = new ObjectMapper().readTree(response.body());
        assertThat(body.fieldNames()).toIterable().containsExactly("error");
        assertThat(body.path("error").fieldNames()).toIterable().containsExactly("code", "message");
        assertThat(body.path("error").path("code").asText()).isEqualTo(code);
        assertThat(body.path("error").path("message").asText()).isNotEmpty();
    }
}
