package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.heliograph.cms.schema.OpenApiValidation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the endpoints, and whether what they answer is as it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiIT {

    private static final String OPENAPI = "/.rest/openapi.json";
    private static final List<String> LANGUAGES = List.of("en", "zh", "all");

    private static final String ASSET = """
            'plan.png':
              'jcr:primaryType': 'mgnl:asset'
              'jcr:uuid': '%s'
              'title': 'Plan'
              'copyright': 'Nobody'
              'subject': 'pv'
              'mgnl:created': 2026-01-02T03:04:05.000Z
              'mgnl:lastModified': 2026-01-02T03:04:05.000Z
              'jcr:content':
                'jcr:primaryType': 'mgnl:resource'
                'fileName': 'plan.png'
                'extension': 'png'
                'jcr:mimeType': 'image/png'
                'size': 12
                'width': 3
                'height': 4
                'jcr:data': !!binary iVBORw0KGgo=
            """;

    private Path endpoints;
    private Host host;

    @BeforeAll
    void startHost(@TempDir Path modules) throws IOException {
        endpoints = modules.resolve("extra/restEndpoints");
        Files.createDirectories(endpoints.resolve("internal"));
        Files.createDirectories(endpoints.resolve("delivery"));
        Files.writeString(modules.resolve("extra/module.yaml"), "version: 1.0\n");
        write("internal/messages_v1", "contact-messages", "hg:contactMessage");
        host = Host.builder()
                .with("HELIOGRAPH_SAMPLES", "true")
                .with("HELIOGRAPH_LIGHT_MODULES", modules.toString())
                .start();
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    private void write(String name, String workspace, String nodeType) throws IOException {
        Files.writeString(endpoints.resolve(name + ".yaml"), """
                $type: jcrDeliveryEndpoint_v2
                workspace: %s
                nodeTypes: ['%s']
                bypassWorkspaceAcls: true
                """.formatted(workspace, nodeType));
    }

    @Test
    void theDocumentIsValidOpenApi() {
        assertThat(OpenApiValidation.errorsOfDocument(document(host.anonymous())))
                .isEmpty();
        assertThat(OpenApiValidation.errorsOfDocument(document(host.superuser())))
                .isEmpty();
    }

    private static JsonNode document(Client client) {
        Answer answer = client.get(OPENAPI);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    @ParameterizedTest
    @ValueSource(strings = {"products", "product-categories", "policies", "topics", "issuers", "glossary"})
    void everyAnswerIsAsDescribed(String endpoint) {
        // given
        OpenApiValidation description = new OpenApiValidation(document(host.anonymous()));
        String path = "/delivery/" + endpoint + "/v1";

        SoftAssertions.assertSoftly(softly -> {
            for (String language : LANGUAGES) {
                // when
                JsonNode page = get(path + "?limit=1000&lang=" + language);
                JsonNode children = get(path + "/@nodes?lang=" + language);

                // then
                softly.assertThat(page.path("results")).as(path).isNotEmpty();
                softly.assertThat(description.errorsOfAnswer(path, 200, page))
                        .as("%s in %s", path, language)
                        .isEmpty();
                softly.assertThat(description.errorsOfAnswer(path + "/@nodes", 200, children))
                        .as("children in %s", language)
                        .isEmpty();
                for (JsonNode item : page.path("results")) {
                    JsonNode node = get(path + item.path("@path").asText() + "?lang=" + language);
                    softly.assertThat(description.errorsOfAnswer(path + "/{path}", 200, node))
                            .as("%s in %s", item.path("@path"), language)
                            .isEmpty();
                }
            }
        });
    }

    private JsonNode get(String path) {
        Answer answer = host.anonymous().get("/.rest" + path);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    @Test
    void anAnswerWithAnythingElseIsFoundOut() {
        // given
        OpenApiValidation description = new OpenApiValidation(document(host.anonymous()));
        JsonNode page = get("/delivery/products/v1?limit=1");

        // when
        JsonNode more = Json.parse(page.toString().replace("\"sku\":", "\"extra\":1,\"sku\":"));
        JsonNode other = Json.parse(page.toString().replaceFirst("\"family\":\"[a-z]+\"", "\"family\":\"boat\""));

        // then
        assertThat(description.errorsOfAnswer("/delivery/products/v1", 200, more))
                .isNotEmpty();
        assertThat(description.errorsOfAnswer("/delivery/products/v1", 200, other))
                .isNotEmpty();
    }

    @Test
    void anAssetAndADanglingReferenceAreAsDescribed() {
        // given
        String id = "11111111-2222-4333-8444-555555555555";
        assertThat(host.superuser()
                        .upload("/", "dam.plan.yaml", ASSET.formatted(id).getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(204);
        NodeBody category = new NodeBody("with-image", "hg:productCategory")
                .with("title", "Pictured")
                .with("code", "PIC");
        host.superuser().create("product-categories", "", category.with("image", "jcr:" + id));
        host.superuser()
                .create(
                        "topics",
                        "",
                        new NodeBody("dangling", "hg:topic")
                                .with("title", "Dangling")
                                .with("code", "DAN")
                                .with("parent", id));
        OpenApiValidation description = new OpenApiValidation(document(host.anonymous()));

        // when
        JsonNode pictured = get("/delivery/product-categories/v1/with-image");
        JsonNode dangling = get("/delivery/topics/v1/dangling");

        // then
        assertThat(pictured.at("/image/metadata/fileSize").intValue()).isEqualTo(12);
        assertThat(description.errorsOfAnswer("/delivery/product-categories/v1/{path}", 200, pictured))
                .isEmpty();
        assertThat(dangling.path("parent").asText()).isEqualTo(id);
        assertThat(description.errorsOfAnswer("/delivery/topics/v1/{path}", 200, dangling))
                .isEmpty();
    }

    @Test
    void aRefusalIsAsDescribed() {
        // given
        OpenApiValidation description = new OpenApiValidation(document(host.anonymous()));

        // when
        Answer answer = host.anonymous().get("/.rest/delivery/products/v1/nothing-here");

        // then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(description.errorsOf("ErrorBody", answer.json())).isEmpty();
    }

    @Test
    void onlyASuperuserLearnsOfEndpointsThatAreNotPublic() {
        // when
        Answer publicly = host.anonymous().get(OPENAPI);
        Answer withWrongPassword = host.client(Host.USER, "wrong").get(OPENAPI);
        JsonNode forSuperuser = document(host.superuser());

        // then
        assertThat(publicly.text()).doesNotContainIgnoringCase("messages").doesNotContain("internal");
        assertThat(withWrongPassword.text()).isEqualTo(publicly.text());
        assertThat(forSuperuser.path("paths").has("/internal/messages/v1")).isTrue();
        assertThat(forSuperuser.path("paths").has("/delivery/products/v1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.rest/openapi.json/", "/.rest/openapi.json/x", "/.rest/openapi", "/.rest/openapi.yaml"})
    void nothingElseBecomesPublic(String path) {
        assertThat(host.anonymous().get(path).status()).isEqualTo(401);
    }

    @Test
    void onlyReadingIsAllowed() {
        assertThat(host.anonymous().post(OPENAPI, "{}").status()).isEqualTo(401);
        assertThat(host.superuser().post(OPENAPI, "{}").status()).isEqualTo(405);
    }

    @Test
    void aDocumentThatIsKnownIsNotSentAgain() throws IOException {
        // given
        String tag = host.anonymous().get(OPENAPI).header("ETag").orElseThrow();

        // then
        assertThat(status(tag)).isEqualTo(304);
        assertThat(status("\"other\", " + tag)).isEqualTo(304);
        assertThat(status("\"other\"")).isEqualTo(200);
        assertThat(host.superuser().get(OPENAPI).header("ETag")).isNotEmpty().isNotEqualTo(Optional.of(tag));
    }

    private int status(String ifNoneMatch) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(host.uri() + OPENAPI).toURL().openConnection();
        connection.setRequestProperty("If-None-Match", ifNoneMatch);
        try (InputStream body = connection.getInputStream()) {
            assertThat(body.readAllBytes().length == 0).isEqualTo(connection.getResponseCode() == 304);
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    @Test
    void theDocumentFollowsTheDefinitions() throws IOException {
        // given
        String path = "/delivery/added/v1";
        assertThat(document(host.anonymous()).path("paths").has(path)).isFalse();

        // when
        write("delivery/added_v1", "topics", "hg:topic");

        // then
        Await.until(
                Duration.ofSeconds(5),
                () -> "the new endpoint in the document",
                () -> document(host.anonymous()).path("paths").has(path));
    }
}
