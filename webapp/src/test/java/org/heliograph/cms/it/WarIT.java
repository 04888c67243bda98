package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The WAR in the distributions of Tomcat that it is made for, beside the host with a server of its own. */
@ParameterizedClass(name = "Tomcat {0}")
@ValueSource(strings = {"10.1", "11"})
class WarIT {

    private static final String TOPICS = "/.rest/delivery/topics/v1";
    private static final String LEAK = "WebappClassLoaderBase";
    /** Threads of Tomcat's own that it takes for the deployment's while they look after it. */
    private static final String OF_TOMCAT = "[Catalina-utility-";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the answers of both must agree in, besides status and body. */
    private static final List<String> HEADERS =
            List.of("content-type", "content-language", "cache-control", "vary", "allow", "www-authenticate");

    private static final List<String> ADDRESSES = List.of(
            "/.rest/delivery/glossary/v1/photovoltaic?lang=zh",
            "/.rest/delivery/glossary/v1?q=%E5%82%A8%E8%83%BD&number[gte]=18&number[lt]=20&orderBy=number&lang=zh",
            "/.rest/delivery/glossary/v1?q=%E5%82%A8%E8%83%BD&number%5Bgte%5D=18&lang=zh",
            "/.rest/delivery/issuers/v1?level=ministry&orderBy=title&limit=2",
            "/.rest/delivery/products/v1?lang=*&fields=title&limit=100",
            "/.rest/delivery/policies/v1?lang=zh&limit=100",
            "/.rest/delivery/policies/v1?limit=none",
            TOPICS + "/no-such-topic",
            "/.rest/search/v1?q=chuneng&lang=zh",
            "/.rest/openapi.json",
            "/.rest/status",
            "/.rest/nodes/v1/topics",
            "/.rest/admin/v1/me",
            "/.rest/nowhere",
            "/index.html",
            "/page.jsp",
            "/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "/.rest/..;/WEB-INF/web.xml",
            "/dam/nothing.jpg");

    private static TomcatServer tomcat;
    private static Host host;

    @Parameter
    private String version;

    @BeforeAll
    static void startHost() {
        host = Host.builder()
                .without("HELIOGRAPH_INSTANCE")
                .with("HELIOGRAPH_SAMPLES", "true")
                .with("HELIOGRAPH_CONTEXT_PATH", TomcatServer.CONTEXT_PATH)
                .start();
    }

    @AfterAll
    static void endHost() {
        host.close();
    }

    @BeforeParameterizedClassInvocation
    static void startTomcat(String version) throws IOException {
        tomcat = TomcatServer.start(version);
    }

    @AfterParameterizedClassInvocation
    static void endTomcat() {
        tomcat.close();
    }

    @Test
    void answersAsTheHostWithAServerOfItsOwnDoes() {
        for (String address : ADDRESSES) {
            for (String method : List.of("GET", "HEAD", "POST", "PATCH", "OPTIONS", "TRACE")) {
                Answer expected = send(host.uri(), method, address);

                Answer actual = send(tomcat.uri(), method, address);

                assertThat(actual.status())
                        .as("%s %s: %s", method, address, actual)
                        .isEqualTo(expected.status());
                assertThat(actual.body()).as("%s %s", method, address).isEqualTo(expected.body());
                for (String header : HEADERS) {
                    assertThat(actual.header(header))
                            .as("%s of %s %s", header, method, address)
                            .isEqualTo(expected.header(header));
                }
            }
        }
    }

    private static Answer send(URI uri, String method, String address) {
        return new RawHttp(uri)
                .send(
                        method,
                        uri.getPath() + address,
                        Map.of("Host", "heliograph.test", "Accept-Language", "zh"),
                        Optional.empty());
    }

    @Test
    void peopleSignInBelowTheContextPathAndPublishWhatTheyWrote() {
        // given
        Browser browser = new Browser(tomcat.uri());
        Answer signIn = browser.post("/.rest/auth/v1/login", Map.of("name", Host.USER, "password", Host.PASSWORD));
        assertThat(signIn.header("Set-Cookie").orElseThrow()).contains("Path=" + TomcatServer.CONTEXT_PATH + "/");
        NodeBody topic = new NodeBody("war", "hg:topic")
                .with("title", "Rooftop solar")
                .with("title_zh", "屋顶光伏")
                .with("code", "war");
        assertThat(tomcat.superuser().create("topics", "", topic).status()).isEqualTo(200);
        assertThat(tomcat.anonymous().get(TOPICS + "/war").status())
                .as("a draft")
                .isEqualTo(404);

        // when
        Answer published = browser.after(signIn)
                .post(
                        "/.rest/admin/v1/publish",
                        Map.of("items", List.of(Map.of("workspace", "topics", "path", "/war"))));

        // then
        assertThat(published.status()).as("%s", published).isEqualTo(200);
        assertThat(tomcat.anonymous()
                        .get(TOPICS + "/war?lang=zh")
                        .json()
                        .path("title")
                        .asText())
                .isEqualTo("屋顶光伏");
    }

    @Test
    void filesOfContentAreTakenIn() {
        byte[] file =
                "'taken':\n  'jcr:primaryType': 'hg:topic'\n  'title': 'Taken in'\n".getBytes(StandardCharsets.UTF_8);

        Answer answer = tomcat.superuser().upload("/", "topics.taken.yaml", file);

        assertThat(answer.status()).as("%s", answer).isIn(200, 204);
        assertThat(tomcat.superuser().get("/.rest/nodes/v1/topics/taken").status())
                .isEqualTo(200);
    }

    @Test
    void proxiesAreBelievedAndTomcatTellsNothingOfItself() {
        Answer signIn = new Browser(tomcat.uri())
                .with("X-Forwarded-Proto", "https")
                .post("/.rest/auth/v1/login", Map.of("name", Host.USER, "password", Host.PASSWORD));
        assertThat(signIn.header("Set-Cookie").orElseThrow()).contains("Secure");

        Answer malformed = new RawHttp(tomcat.uri()).get(TomcatServer.CONTEXT_PATH + "/.rest/status?a={");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.text()).doesNotContain("Tomcat").doesNotContain("Exception");
    }

    @Test
    void messagesAreTakenAndShownToModerators() {
        String receipt = Enquiry.of(tomcat.anonymous(), "请问彩钢瓦屋顶支架的交货期是多久？").sentBy(tomcat.anonymous());

        Browser moderator = new Browser(tomcat.uri()).signedIn(Host.USER, Host.PASSWORD);
        JsonNode desk = moderator.get(Enquiry.DESK + "?limit=200").json();
        assertThat(Json.items(desk.path("messages"))
                        .map(each -> each.path("receipt").asText()))
                .contains(receipt);
    }

    @Test
    void picturesAndPdfsAreReadAndDrawn() throws IOException {
        assertMediaWork("first");
    }

    private void assertMediaWork(String name) throws IOException {
        String token = new Browser(tomcat.uri())
                .signedIn(Host.USER, Host.PASSWORD)
                .post(
                        "/.rest/auth/v1/tokens",
                        Map.of(
                                "label",
                                name,
                                "workspaces",
                                List.of("dam"),
                                "permissions",
                                List.of("read", "add", "change"),
                                "days",
                                1))
                .json()
                .path("token")
                .asText();
        JsonNode picture = upload(token, name + ".jpg", picture());
        assertThat(picture.path("width").asInt()).isEqualTo(640);
        JsonNode document = upload(token, name + ".pdf", document());
        assertThat(document.path("pages").asInt()).as("%s", document).isEqualTo(2);
        for (JsonNode asset : List.of(picture, document)) {
            HttpResponse<byte[]> rendition = send(request(
                            token,
                            "/.rest/preview/.assets/.imaging/mte/heliograph-theme/thumbnail/dam"
                                    + asset.path("path").asText() + "/jcr:content/x.webp")
                    .header("Accept", "image/webp"));
            assertThat(rendition.statusCode()).isEqualTo(200);
            assertThat(rendition.headers().firstValue("Content-Type")).contains("image/webp");
        }
        HttpResponse<byte[]> compressed =
                send(request(token, "/.rest/delivery/products/v1").header("Accept-Encoding", "br"));
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("br");
    }

    private JsonNode upload(String token, String name, byte[] bytes) {
        HttpResponse<byte[]> answer = send(request(token, "/.rest/admin/v1/media/?name=" + name)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(bytes)));
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(text).isEqualTo(201);
        return Json.parse(text);
    }

    private HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create(tomcat.uri() + path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        return HttpClient.newHttpClient()
                .sendAsync(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray())
                .join();
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
        return bytes.toByteArray();
    }

    private static byte[] document() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.addPage(new PDPage());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    @Test
    void aHostThatCannotStartFailsItsDeploymentAndSaysWhy() throws IOException {
        // when
        String answer = tomcat.deploy(
                "/wrong", Map.of("HELIOGRAPH_DATA", "data", "HELIOGRAPH_PORT", "8080", "HELIOGRAPH_SAMPLE", "true"));

        // then
        assertThat(answer).startsWith("FAIL");
        assertThat(new Client(tomcat.at("/wrong"), Optional.empty()).get(TOPICS).status())
                .isEqualTo(404);
        assertThat(tomcat.output().error())
                .contains("HELIOGRAPH_DATA is 'data' but takes an absolute path in a WAR")
                .contains("HELIOGRAPH_PORT is not for a WAR")
                .contains("HELIOGRAPH_SAMPLE is no setting");
        assertThat(tomcat.anonymous().get(TOPICS).status()).isEqualTo(200);
        assertThat(tomcat.manage("undeploy?path=/wrong")).startsWith("OK");
    }

    @Test
    void withoutDataDirectoryOrOnThatOfAnotherDeploymentItDoesNotStart() throws IOException {
        assertThat(tomcat.deploy("/homeless", Map.of())).startsWith("FAIL");
        assertThat(tomcat.output().error()).contains("HELIOGRAPH_DATA is not set");
        assertThat(tomcat.manage("undeploy?path=/homeless")).startsWith("OK");

        assertThat(tomcat.deploy(
                        "/second", Map.of("HELIOGRAPH_DATA", tomcat.data().toString())))
                .startsWith("FAIL");
        assertThat(tomcat.output().error()).contains("Heliograph cannot start at /second/");
        assertThat(tomcat.manage("undeploy?path=/second")).startsWith("OK");
        assertThat(tomcat.anonymous().get(TOPICS).status()).isEqualTo(200);
    }

    @Test
    void twoDeploymentsKeepApart() throws IOException {
        // given
        String data = tomcat.directory().resolve("other data").toString();

        // when
        String answer = tomcat.deploy("/", Map.of("HELIOGRAPH_DATA", data, "HELIOGRAPH_SAMPLES", "false"));

        // then
        assertThat(answer).as("%s", tomcat.output()).startsWith("OK");
        Client other = new Client(URI.create(tomcat.at("/").toString().replaceAll("/$", "")), Optional.empty());
        assertThat(other.get(TOPICS).json().path("total").intValue()).isZero();
        assertThat(tomcat.anonymous().get(TOPICS).json().path("total").intValue())
                .isPositive();
        assertThat(tomcat.output().error()).contains("The user superuser was created with the password");
        assertThat(tomcat.manage("undeploy?path=/")).startsWith("OK");
        assertThat(tomcat.anonymous().get(TOPICS).status()).isEqualTo(200);
    }

    @Test
    void anEndedDeploymentLeavesNoFileOpenNoThreadAndNoClassBehind() throws IOException {
        // given
        List<String> ends = List.of("stop", "stop", "undeploy");
        long leftBefore = left();
        for (String end : ends) {
            assertThat(tomcat.superuser().get("/.rest/nodes/v1/topics/").status())
                    .isEqualTo(200);

            // when
            assertThat(tomcat.manage(end + "?path=" + TomcatServer.CONTEXT_PATH))
                    .startsWith("OK");
            List<String> open = tomcat.openData();
            assertThat(tomcat.anonymous().get(TOPICS).status()).isEqualTo(404);
            assertThat(end.equals("stop") ? tomcat.manage("start?path=" + TomcatServer.CONTEXT_PATH) : deployAgain())
                    .startsWith("OK");

            // then
            assertThat(open).isEmpty();
            assertThat(tomcat.output().error().lines().filter(line -> line.contains(LEAK) && !line.contains(OF_TOMCAT)))
                    .as("threads, thread locals and drivers that Tomcat finds")
                    .isEmpty();
        }
        // Java itself keeps the first that drew a picture and may keep the last, but not all.
        assertThat(left() - leftBefore).isLessThan(ends.size());
        assertMediaWork("again");
    }

    private static String deployAgain() throws IOException {
        return tomcat.deploy(
                TomcatServer.CONTEXT_PATH,
                Map.of("HELIOGRAPH_DATA", tomcat.data().toString()));
    }

    /** Deployments whose classes are still there after garbage was collected. */
    private long left() {
        return tomcat.manage("findleaks?statusLine=true")
                .lines()
                .filter(TomcatServer.CONTEXT_PATH::equals)
                .count();
    }

    @Test
    void everyAcknowledgedWriteSurvivesSigkill() throws InterruptedException, ExecutionException {
        // given
        SavingClients clients = new SavingClients(tomcat.superuser(), "/killed");
        clients.createFolder();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<?> writer = executor.submit(() -> clients.saveUntilKilled("w-"));
        Await.until(PATIENCE, () -> "saves", () -> clients.acknowledged() >= 40 || writer.isDone());

        // when
        clients.expectKill();
        tomcat.killAndRestart();
        writer.get();
        executor.shutdown();

        // then
        for (Map.Entry<String, Set<String>> each : clients.titles().entrySet()) {
            String name = each.getKey().substring("killed-".length());
            JsonNode node = tomcat.superuser()
                    .get("/.rest/nodes/v1/topics/killed/" + name)
                    .json();
            String title = Json.items(node.path("properties"))
                    .filter(property -> property.path("name").asText().equals("title"))
                    .map(property -> property.path("values").path(0).asText())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No title in " + node));
            assertThat(title).as(name).isIn(each.getValue());
        }
    }
}
