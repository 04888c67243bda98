package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages with their areas and components, and what the page editor has to know of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesDeliveryIT {

    private static final String PAGES = "/.rest/delivery/parks/v1";
    private static final String ANNOTATIONS = "/.rest/template-annotations/v1";

    private static final String PAGE = """
            title: park.pages.page
            renderType: spa
            dialog: park:page
            areas:
              main:
                title: Main "area" --> here
                maxComponents: 2
                availableComponents: {box: {id: 'park:components/box'}, text: {id: 'park:components/text'}}
              all:
                inheritance: {enabled: true, components: all, properties: all}
              some:
                inheritance: {enabled: true, components: filtered, properties: none}
              none:
                inheritance: {enabled: true, components: none, properties: none}
              one:
                type: single
                optional: true
                dialog: park:area
              off:
                enabled: false
            """;

    private static final String CONTENT = """
            park:
              jcr:primaryType: mgnl:page
              mgnl:template: park:pages/page
              title: Park
              all:
                jcr:primaryType: mgnl:area
                note: from above
                a: {jcr:primaryType: mgnl:component, mgnl:template: 'park:components/text', text: top heron}
              some:
                jcr:primaryType: mgnl:area
                note: from above
                a: {jcr:primaryType: mgnl:component, mgnl:template: 'park:components/text', inheritable: true, text: kept}
                b: {jcr:primaryType: mgnl:component, mgnl:template: 'park:components/text', text: dropped}
              none:
                jcr:primaryType: mgnl:area
                note: from above
                a: {jcr:primaryType: mgnl:component, mgnl:template: 'park:components/text', text: dropped}
              lake:
                jcr:primaryType: mgnl:page
                mgnl:template: park:pages/page
                title: Lake
                all:
                  jcr:primaryType: mgnl:area
                  a: {jcr:primaryType: mgnl:component, mgnl:template: 'park:components/text', text: middle}
                shore:
                  jcr:primaryType: mgnl:page
                  mgnl:template: park:pages/page
                  title: Shore
                  main:
                    jcr:primaryType: mgnl:area
                    box:
                      jcr:primaryType: mgnl:component
                      mgnl:template: park:components/box
                    last: {jcr:primaryType: mgnl:component, mgnl:template: 'park:components/text', text: kingfisher 翠鸟}
                  all:
                    jcr:primaryType: mgnl:area
                    own: {jcr:primaryType: mgnl:component, mgnl:template: 'park:components/text', text: own}
                  stray:
                    jcr:primaryType: mgnl:area
              bare:
                jcr:primaryType: mgnl:page
                title: Bare
            """;

    private Host host;

    @BeforeAll
    void start(@TempDir Path modules) throws IOException {
        write(modules, "module.yaml", "version: 1.0.0\n");
        write(modules, "templates/pages/page.yaml", PAGE);
        write(modules, "templates/components/box.yaml", "renderType: spa\ntitle: Box\nareas:\n  inside: {}\n");
        write(modules, "templates/components/text.yaml", "renderType: spa\ntitle: Text\ndescription: park.text\n");
        write(modules, "i18n/module-park-messages_en.properties", "park.text=Words\n");
        write(modules, "i18n/module-park-messages_zh.properties", "park.text=文字\n");
        write(
                modules,
                "restEndpoints/delivery/parks_v1.yaml",
                "$type: jcrPagesDeliveryEndpoint_v2\nbypassWorkspaceAcls: true\n");
        host = Host.builder()
                .with("HELIOGRAPH_LIGHT_MODULES", modules.toString())
                .start();
        Answer answer = host.superuser().upload("/", "website.park.yaml", CONTENT.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as("%s", answer).isEqualTo(204);
    }

    private static void write(Path modules, String file, String text) throws IOException {
        Path path = modules.resolve("park").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @AfterAll
    void end() {
        if (host != null) {
            host.close();
        }
    }

    private JsonNode get(String path) {
        Answer answer = host.anonymous().get(path);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static List<String> nodes(JsonNode node) {
        return Json.items(node.path("@nodes")).map(JsonNode::asText).toList();
    }

    @Test
    void aPageShowsTheAreasOfItsTemplateAndNoOthers() {
        // when
        JsonNode shore = get(PAGES + "/park/lake/shore");

        // then
        assertThat(nodes(shore)).containsExactly("main", "all", "some", "none", "one");
        assertThat(shore.at("/one/@path").asText()).isEqualTo("/park/lake/shore/one");
        assertThat(nodes(shore.at("/main/box"))).containsExactly("inside");
        assertThat(get(PAGES + "/park/lake/shore")).as("the same once more").isEqualTo(shore);
        assertThat(nodes(get(PAGES + "/park/bare"))).isEmpty();
    }

    @Test
    void anAreaInheritsWhatItsDefinitionSays() {
        // when
        JsonNode shore = get(PAGES + "/park/lake/shore");

        // then
        assertThat(nodes(shore.path("all"))).containsExactly("a_inherited_depth_3", "a_inherited_depth_4", "own");
        assertThat(shore.at("/all/a_inherited_depth_3/text").asText()).isEqualTo("top heron");
        assertThat(shore.at("/all/a_inherited_depth_3/@path").asText()).isEqualTo("/park/all/a");
        assertThat(shore.at("/all/a_inherited_depth_4/text").asText()).isEqualTo("middle");
        assertThat(shore.at("/all/note").asText()).isEqualTo("from above");
        assertThat(nodes(shore.path("some"))).containsExactly("a_inherited_depth_3");
        assertThat(shore.at("/some/note").isMissingNode()).isTrue();
        assertThat(nodes(shore.path("none"))).isEmpty();
    }

    @Test
    void queriesShowWhatIsStored() {
        // when
        JsonNode found = get(PAGES + "?title=Shore").at("/results/0");

        // then
        assertThat(nodes(found)).containsExactly("main", "all", "stray");
        assertThat(nodes(found.path("all"))).containsExactly("own");
    }

    @ParameterizedTest
    @CsvSource({
        "kingfisher, Shore",
        "翠鸟, Shore",
        "kingfisher own, Shore",
        "kingfisher -own, ''",
        "heron, Park",
        "kingfisher heron, ''"
    })
    void aPageIsFoundByTheTextsOfItsComponents(String text, String title) {
        // when
        JsonNode found = get("/.rest/delivery/parks/v1?title[null]=false&q=" + Client.encode(text));

        // then
        assertThat(Json.items(found.path("results"))
                        .map(each -> each.path("title").asText()))
                .containsExactlyElementsOf(title.isEmpty() ? List.of() : List.of(title));
    }

    @Test
    void thePageEditorIsToldOfEachPart() {
        // when
        JsonNode annotations = get(ANNOTATIONS + "/park/lake/shore");

        // then
        assertThat(annotations.path("/park/lake/shore").asText())
                .isEqualTo("cms:page content=\"website:/park/lake/shore\" dialog=\"park:page\"");
        assertThat(annotations.path("/park/lake/shore/main").asText())
                .isEqualTo("cms:area content=\"website:/park/lake/shore/main\" name=\"main\""
                        + " availableComponents=\"park:components/box,park:components/text\" type=\"list\""
                        + " label=\"Main &quot;area&quot; &#45;&#45;> here\" inherit=\"false\" optional=\"false\""
                        + " createdAreaNode=\"true\" showAddButton=\"false\" showNewComponentArea=\"true\""
                        + " activationStatus=\"0\"");
        assertThat(annotations.path("/park/lake/shore/one").asText())
                .contains("type=\"single\" dialog=\"park:area\" label=\"One\"", "optional=\"true\" created=\"true\"");
        assertThat(annotations.path("/park/lake/shore/main/last").asText())
                .contains("label=\"Text\" description=\"Words\"");
        assertThat(annotations.has("/park/lake/shore/main/box/inside")).isTrue();
        assertThat(annotations.has("/park/lake/shore/stray")).isFalse();
        assertThat(annotations.has("/park/lake/shore/off")).isFalse();
        assertThat(get(ANNOTATIONS + "/park/bare").toString()).isEqualTo("{\"/park/bare\":\"\"}");
    }

    @Test
    void labelsAreInTheLanguageOfTheEditor() {
        // when
        Answer answer = new RawHttp(host.uri())
                .send(
                        "GET",
                        ANNOTATIONS + "/park/lake/shore/main/last",
                        java.util.Map.of("Host", "heliograph.test", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8"),
                        java.util.Optional.empty());

        // then
        assertThat(answer.json().path("/park/lake/shore/main/last").asText()).contains("description=\"文字\"");
        assertThat(answer.header("Vary").orElse("")).contains("Accept-Language");
        assertThat(answer.header("ETag")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        ANNOTATIONS + "/park/nowhere, 404",
        ANNOTATIONS + ", 404",
        ANNOTATIONS + "/, 404",
        "/.rest/template-definitions/v1/park:pages/none, 404",
        "/.rest/template-definitions/v1/park:pages/page, 200"
    })
    void whatIsNotThereIsSaid(String path, int status) {
        Answer answer = host.anonymous().get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.errorCode().isPresent()).isEqualTo(status != 200);
    }

    @Test
    void templatesAreShownWithThoseOfTheirComponents() {
        JsonNode definitions = get("/.rest/template-definitions/v1/park:pages/page");

        assertThat(Json.names(definitions))
                .containsExactly("park:pages/page", "park:components/box", "park:components/text");
        assertThat(definitions.at("/park:components~1box/areas/inside/name").asText())
                .isEqualTo("inside");
    }
}
