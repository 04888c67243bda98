package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.heliograph.cms.app.TestHost;
import org.heliograph.cms.security.PreviewLinks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Drafts that are shown by link, to somebody who is not signed in. */
class PreviewTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String CATEGORY = "19cad354-d8ae-4a73-bae0-dcb65a1ee2aa";
    private static final String DRAFT = "Unreleasedbracket";

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static AdminClient editor;
    private static JsonNode draft;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of("HELIOGRAPH_SAMPLES", "true"));
        editor = AdminClient.superuser(host);
        JsonNode picture = editor.send(
                        "POST",
                        AdminClient.API + "/media/?name=unreleased.png",
                        BodyPublishers.ofByteArray(png()),
                        Optional.of("application/octet-stream"))
                .expect(201)
                .json();
        draft = product("unreleased", DRAFT, List.of("jcr:" + picture.path("id").asText()));
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private static JsonNode product(String name, String title, List<String> pictures) {
        return editor.post(
                        "/items/products",
                        Map.of(
                                "name",
                                name,
                                "values",
                                Map.of(
                                        "title",
                                        Map.of("en", title, "zh", "未发布支架" + name),
                                        "sku",
                                        "S-" + name,
                                        "category",
                                        CATEGORY,
                                        "family",
                                        "roof",
                                        "gallery",
                                        pictures)))
                .expect(201)
                .json();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static String link(JsonNode item, String language, int minutes) {
        return editor.post(
                        "/previews/products" + item.path("path").asText(),
                        Map.of("language", language, "minutes", minutes))
                .expect(201)
                .json()
                .path("url")
                .asText();
    }

    private static HttpResponse<String> send(String method, String url) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Accept", "text/html")
                        .method(method, BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return send("GET", url);
    }

    @Test
    void aDraftIsShownToWhoeverHasItsLinkAndNobodyMayKeepIt() throws IOException, InterruptedException {
        HttpResponse<String> page = get(link(draft, "en", 5));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(DRAFT)
                .contains("Preview of a draft")
                .contains("<html lang=\"en\"")
                .containsPattern("<meta name=\"robots\" content=\"noindex, nofollow\">");
        assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(page.headers().firstValue("X-Robots-Tag")).contains("noindex, nofollow");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'none'");
        assertThat(page.headers().firstValue("ETag")).isEmpty();
        assertThat(get(link(draft, "zh", 5)).body()).contains("未发布支架", "草稿预览").contains("<html lang=\"zh");
    }

    @Test
    void nowhereElseIsItSeen() throws IOException, InterruptedException {
        String preview = get(link(draft, "en", 5)).body();
        assertThat(preview).contains(DRAFT);

        for (String path : List.of(
                "/en/products/unreleasedbracket",
                "/en/products",
                "/en/search?q=S-unreleased",
                "/sitemap.xml",
                "/feeds/en/products.xml",
                "/.rest/delivery/products/v1?limit=100")) {
            assertThat(get(host.address() + path).body()).as(path).doesNotContain(DRAFT);
        }
    }

    @Test
    void othersDraftsAreNotSeenThere() throws IOException, InterruptedException {
        product("canary", "Canarybracket", List.of());

        assertThat(get(link(draft, "en", 5)).body()).doesNotContain("Canarybracket");
    }

    @Test
    void picturesOfADraftComeThroughItsLink() throws IOException, InterruptedException {
        String url = link(draft, "en", 5);
        Matcher picture = Pattern.compile("src=\"(/\\.preview/[^\"]+/dam/jcr:([^/\"]+)/[^\"]*)\"")
                .matcher(get(url).body());

        assertThat(picture.find()).isTrue();
        HttpResponse<byte[]> file = HTTP.send(
                HttpRequest.newBuilder(URI.create(host.address() + picture.group(1)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(file.headers().firstValue("Cache-Control")).contains("private, no-store");
        assertThat(get(host.address() + "/dam/jcr:" + picture.group(2) + "/x.png")
                        .statusCode())
                .isEqualTo(404);
        // Another draft's link does not open it.
        String other = link(product("without-picture", "Withoutpicture", List.of()), "en", 5);
        assertThat(get(other + "/dam/jcr:" + picture.group(2) + "/x.png").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPublishedItemIsShownAsItIsWorkedOn() throws IOException, InterruptedException {
        JsonNode item =
                editor.get("/items/products/tile-roof-hook-system").expect(200).json();
        editor.put(
                        "/items/products/tile-roof-hook-system",
                        Map.of(
                                "revision",
                                item.path("revision").asText(),
                                "values",
                                Map.of("title", Map.of("en", "Reworkedhook"))))
                .expect(200);

        assertThat(get(link(item, "en", 5)).body()).contains("Reworkedhook");
        assertThat(get(host.address() + "/en/products/tile-roof-hook-system").body())
                .doesNotContain("Reworkedhook");
    }

    private static String token(Duration ago, String id) throws IOException {
        Clock then = Clock.fixed(Instant.now().minus(ago), ZoneOffset.UTC);
        PreviewLinks links = PreviewLinks.open(directory.resolve("data/security"), then);
        return links.token(links.begin("products", id, Locale.ENGLISH, Duration.ofMinutes(30)));
    }

    @Test
    void aLinkEndsByItself() throws IOException, InterruptedException {
        String id = draft.path("id").asText();

        assertThat(get(host.address() + "/.preview/" + token(Duration.ofMinutes(29), id))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> over = get(host.address() + "/.preview/" + token(Duration.ofMinutes(31), id));
        assertThat(over.statusCode()).isEqualTo(410);
        assertThat(over.body()).contains("This preview has ended").doesNotContain(DRAFT);
    }

    @Test
    void whatWasChangedInALinkMakesItNone() throws IOException, InterruptedException {
        String url = link(draft, "en", 5);
        String token = url.substring(url.lastIndexOf('/') + 1);
        for (int at = 0; at < token.length(); at += 7) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(get(host.address() + "/.preview/" + changed).statusCode())
                    .as(changed)
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/x",
                "/.",
                "/a.b",
                "/%00",
                "/..%2f..%2f.rest%2fdelivery",
                "/<script>",
                "/x/dam/jcr:00000000-0000-0000-0000-000000000000/x.png",
                "/%E5%82%A8"
            })
    void whatIsNoTokenShowsNothing(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                get(host.address() + "/.preview" + path.replace("<", "%3C").replace(">", "%3E"));

        assertThat(answer.statusCode()).isIn(400, 401, 404);
        assertThat(answer.body()).doesNotContain("<script>");
    }

    @Test
    void anItemThatIsDeletedIsNotShown() throws IOException, InterruptedException {
        JsonNode item = product("deleted", "Deletedbracket", List.of());
        String url = link(item, "en", 5);
        assertThat(get(url).statusCode()).isEqualTo(200);

        editor.delete("/items/products/deleted").expect(200);
        assertThat(get(url).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void aLinkOnlyShows(String method) throws IOException, InterruptedException {
        assertThat(send(method, link(draft, "en", 5)).statusCode()).isBetween(401, 405);
    }

    @Test
    void onlyWhatHasAPageCanBeShown() {
        editor.post("/previews/glossary/carbon-sink", Map.of("language", "en")).expect(409);
        editor.post("/previews/products/unreleased", Map.of("language", "fr")).expect(409);
        editor.post("/previews/products/unreleased", Map.of("language", "en", "minutes", 1441))
                .expect(422);
        editor.post("/previews/products/unreleased", Map.of("language", "en", "minutes", 0))
                .expect(422);
        editor.post("/previews/products/nothing", Map.of("language", "en")).expect(404);
    }

    @Test
    void aPageOfTheSiteIsShownWithItsDraftParts() throws IOException, InterruptedException {
        editor.basicJson(
                "POST",
                "/.rest/nodes/v1/website/heliograph/about",
                "{\"properties\":[{\"name\":\"title\",\"type\":\"String\",\"multiple\":false,\"values\":[\"Draftabout\"]}]}");
        String url = editor.post("/previews/website/heliograph/about", Map.of("language", "en"))
                .expect(201)
                .json()
                .path("url")
                .asText();

        assertThat(get(url).body()).contains("Draftabout");
        assertThat(get(host.address() + "/en/about").body()).doesNotContain("Draftabout");
    }

    @Test
    void theMakingIsRecordedWithoutTheToken() throws IOException {
        String url = link(draft, "en", 7);
        StringBuilder log = new StringBuilder();
        try (var files = Files.list(directory.resolve("data/audit"))) {
            for (Path file : files.toList()) {
                log.append(Files.readString(file));
            }
        }
        assertThat(log.toString())
                .contains("make preview link")
                .contains("products:/unreleased en until ")
                .doesNotContain(url.substring(url.lastIndexOf('/') + 1));
    }
}
