package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules of delivery on content types, languages and endpoints of an operator's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnEndpointsIT {

    private static final String DELIVERY = "/.rest/delivery/";
    private static final String TYPE = """
            datasource:
              workspace: kit
              autoCreate: true
              namespaces:
                kit: https://kit.example/ns
            model:
              nodeType: kit:tool
              properties:
                title: {type: String, i18n: true}
              subModels:
                steps: {nodeType: kit:step}
            """;
    private static final String SITE = """
            site:
              i18n:
                class: info.magnolia.cms.i18n.DefaultI18nContentSupport
                enabled: true
                fallbackLocale: en
                defaultLocale: zh
                locales:
                  zh: {language: zh, enabled: true}
                  en: {language: en, enabled: true}
                  fr: {language: fr, enabled: true}
            """;
    private static final String CONTENT = """
            saw:
              jcr:primaryType: kit:tool
              jcr:uuid: 11111111-1111-4111-8111-111111111111
              title: 锯
              title_en: saw
              part_no: 7
              size: 3
              goesWith: [22222222-2222-4222-8222-222222222222, nothing]
              steps:
                jcr:primaryType: kit:step
                text: 一
              steps_en:
                jcr:primaryType: kit:step
                text: one
              more:
                jcr:primaryType: mgnl:contentNode
                text: x
              blade:
                jcr:primaryType: kit:tool
                title: 锯条
            axe:
              jcr:primaryType: kit:tool
              jcr:uuid: 22222222-2222-4222-8222-222222222222
              title: 斧
              title_fr: hache
              goesWith: [11111111-1111-4111-8111-111111111111]
            """;
    private static final Map<String, String> ENDPOINTS = Map.of(
            "tools_v1", "depth: 1",
            "capped_v1", "maxLimit: 1",
            "white_v1", "properties: [title]\nexcludeProperties: [title]\ndepth: 1",
            "black_v1", "excludeProperties: [title, title_en]",
            "nested_v1", "depth: 2\nchildNodeTypes: [kit:tool, kit:step]",
            "exact_v1", "depth: 1\nstrict: true\nnodeTypes: [mgnl:content]",
            "linked_v1", reference("referenceDepth: 1", "goes.*"),
            "twice_v1", reference("referenceDepth: 2\nreferenceRepeat: true", "goesWith"));

    private Host host;

    private static String reference(String options, String property) {
        return options + """

                references:
                  - propertyName: '%s'
                    nodeType: mgnl:content
                    referenceResolver:
                      $type: jcrReferenceResolver
                      targetWorkspace: kit
                      depthInReferencedNode: 0
                """.formatted(property);
    }

    @BeforeAll
    void startHost(@TempDir Path modules) throws IOException {
        Path module = modules.resolve("kit");
        write(module.resolve("module.yaml"), "version: 1.0\n");
        write(module.resolve("contentTypes/tool.yaml"), TYPE);
        write(module.resolve("decorations/site/config.yaml"), SITE);
        for (Map.Entry<String, String> endpoint : ENDPOINTS.entrySet()) {
            write(
                    module.resolve("restEndpoints/delivery/" + endpoint.getKey() + ".yaml"),
                    "$type: jcrDeliveryEndpoint_v2\nworkspace: kit\nbypassWorkspaceAcls: true\n" + endpoint.getValue());
        }
        host = Host.builder()
                .with("HELIOGRAPH_LIGHT_MODULES", modules.toString())
                .start();
        Answer loaded = host.superuser().upload("/", "kit.tools.yaml", CONTENT.getBytes(StandardCharsets.UTF_8));
        assertThat(loaded.status()).as("%s", loaded).isEqualTo(204);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/saw,         '',    锯",
        "/saw?lang=en, '',    saw",
        "/saw?lang=zh, en,    锯",
        "/saw,         en,    saw",
        "/saw?lang=fr, '',    saw",
        "/axe?lang=fr, '',    hache",
        "/axe?lang=en, '',    斧",
        "/saw?lang=de, en,    saw",
        "/saw?lang=de, '',    锯"
    })
    void languagesAreThoseOfTheOperatorsSite(String path, String header, String title) {
        assertThat(get("tools/v1" + path, header).path("title").asText()).isEqualTo(title);
    }

    @Test
    void whatEndsWithALanguageIsATranslation() {
        assertThat(members(get("tools/v1/saw"))).containsExactly("goesWith", "size", "title", "steps", "more");
        assertThat(get("tools/v1/saw?lang=en").at("/steps/text").asText()).isEqualTo("one");
        assertThat(get("tools/v1/saw?lang=all").path("@nodes").toString())
                .isEqualTo("[\"steps\",\"steps_en\",\"more\"]");
        assertThat(get("tools/v1/saw?lang=all").path("part_no").intValue()).isEqualTo(7);
    }

    @Test
    void theLimitIsCappedAndToldAsTheCap() {
        JsonNode answer = get("capped/v1?limit=5");

        assertThat(answer.path("limit").intValue()).isEqualTo(1);
        assertThat(answer.path("total").intValue()).isEqualTo(3);
        assertThat(answer.path("results")).hasSize(1);
    }

    @Test
    void theWhiteListWinsAndHoldsForChildrenAndTheBlackListTakesStoredNames() {
        assertThat(members(get("white/v1/saw?lang=en"))).containsExactly("title", "steps", "more");
        assertThat(get("white/v1/saw?lang=en").path("title").asText()).isEqualTo("saw");
        assertThat(members(get("white/v1/saw").path("more"))).isEmpty();
        assertThat(members(get("black/v1/saw?lang=en"))).containsExactly("goesWith", "size");
    }

    @Test
    void childrenAreOfTheTypesOfTheEndpointAndItsDepth() {
        assertThat(get("nested/v1/saw").path("@nodes").toString()).isEqualTo("[\"steps\",\"blade\"]");
        assertThat(get("tools/v1/saw/@nodes")).hasSize(1);
        assertThat(get("tools/v1/saw/@nodes").at("/0/title").asText()).isEqualTo("锯条");
        assertThat(host.anonymous().get(DELIVERY + "exact/v1/saw").errorCode()).contains("notFound");
        assertThat(get("exact/v1").path("total").intValue()).isZero();
    }

    @Test
    void referencesInListsAreResolvedOneByOne() {
        JsonNode list = get("linked/v1/saw?lang=fr").path("goesWith");

        assertThat(list.at("/0/title").asText()).isEqualTo("hache");
        assertThat(list.at("/1").asText()).isEqualTo("nothing");
        assertThat(list.at("/0/goesWith/0").asText()).startsWith("1111");
        assertThat(get("twice/v1/saw").at("/goesWith/0/goesWith/0/title").asText())
                .isEqualTo("锯");
    }

    @Test
    void aPreviewTwinAnswersTheSameForThoseWhoSignIn() {
        assertThat(host.anonymous().get("/.rest/preview/tools/v1/saw").status()).isEqualTo(401);
        assertThat(host.superuser().get("/.rest/preview/tools/v1/saw").json()).isEqualTo(get("tools/v1/saw"));
    }

    private JsonNode get(String path) {
        return get(path, "");
    }

    private JsonNode get(String path, String acceptLanguage) {
        Map<String, String> headers = acceptLanguage.isEmpty() ? Map.of() : Map.of("Accept-Language", acceptLanguage);
        Map<String, String> all = new HashMap<>(headers);
        all.put("Host", "kit.test");
        Answer answer = new RawHttp(host.uri()).send("GET", DELIVERY + path, all, Optional.empty());
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static List<String> members(JsonNode node) {
        return Stream.iterate(node.fieldNames(), Iterator::hasNext, names -> names)
                .map(Iterator::next)
                .filter(name -> !name.startsWith("@"))
                .toList();
    }
}
