package org.heliograph.cms.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.heliograph.cms.definition.Definitions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The document made from the project's own module and from one with all that is unusual. */
class OpenApiTest {

    private static final String TOOL = """
            datasource:
              workspace: tools
            model:
              nodeType: xt:tool
              properties:
                - {name: title, i18n: true, required: true}
                - {name: code, label: Code of the tool}
                - {name: part, type: 'reference:tool'}
                - {name: parts, type: 'reference:tool', multiple: true}
                - {name: weight, type: Decimal}
                - {name: count, type: Long}
                - {name: bought, type: Date}
                - {name: limit}
                - {name: odd, type: nonsense}
                - {name: box, type: box}
                - {name: boxes, type: box, multiple: true}
              subModels:
                - name: box
                  properties:
                    - {name: width, type: Double, required: true}
                    - {name: inner, type: box}
            """;

    private Modules modules;

    @BeforeEach
    void writeModule(@TempDir Path directory) {
        modules = new Modules(directory).with("contentTypes/tool.yaml", TOOL);
    }

    private Modules endpoint(String name, String yaml) {
        return modules.with("restEndpoints/" + name + ".yaml", "$type: jcrDeliveryEndpoint_v2\n" + yaml);
    }

    private static String tools(String more) {
        return "workspace: tools\nnodeTypes: ['xt:tool']\n" + more;
    }

    private static JsonNode all(Definitions definitions) {
        return OpenApi.document(definitions, Delivered.byAll(definitions), "/ctx");
    }

    private JsonNode schema(String name) {
        return all(modules.load()).at("/components/schemas/" + name);
    }

    private static List<String> names(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void theProjectsOwnDocumentIsValid() {
        assertThat(OpenApiValidation.errorsOfDocument(all(modules.load()))).isEmpty();
    }

    @Test
    void aDocumentOfUnusualDefinitionsIsValid() {
        // given
        modules.with("contentTypes/产品.yaml", TOOL.replace("tools", "chinese").replace("xt:tool", "xt:chinese"))
                .with("contentTypes/asset.yaml", TOOL.replace("tools", "assets").replace("xt:tool", "xt:asset"));
        endpoint(
                "delivery/deep_v1",
                tools("depth: 1000\nreferenceDepth: 1000\nreferences: {all: {propertyName: 'part.*',"
                        + " referenceResolver: {$type: jcrReferenceResolver, targetWorkspace: tools}}}"));
        endpoint(
                "delivery/broken_v1",
                tools("references: {bad: {propertyName: '([', referenceResolver: {$type:"
                        + " jcrReferenceResolver, targetWorkspace: tools}}}"));
        endpoint("delivery/none_v1", "nodeTypes: ['xt:tool']\n");
        endpoint("delivery/scalar_v1", "workspace: tools\nnodeTypes: xt:tool\n");
        endpoint("delivery/产品_v1", "workspace: chinese\nnodeTypes: ['xt:chinese', 'mgnl:folder']\n");
        endpoint("delivery/assets_v1", "workspace: assets\nnodeTypes: ['xt:asset']\n");
        endpoint("delivery/a_b_v1", tools(""));
        endpoint("delivery/a/b_v1", tools("limit: 5000\nmaxLimit: 50\n"));
        modules.with("restEndpoints/delivery/pages_v1.yaml", "$type: jcrPagesDeliveryEndpoint_v2\n");

        // when
        JsonNode document = all(modules.load());

        // then
        assertThat(OpenApiValidation.errorsOfDocument(document)).isEmpty();
        assertThat(document.at("/components/schemas/Asset2/properties/@nodeType/const")
                        .asText())
                .isEqualTo("xt:asset");
        assertThat(document.at("/components/schemas/U4EA7U54C1").isObject()).isTrue();
    }

    @Test
    void anInvalidDocumentIsFoundOut() {
        // given
        JsonNode document = all(modules.load());

        // when
        ((ObjectNode) document.at("/components/parameters/q")).remove("in");

        // then
        assertThat(OpenApiValidation.errorsOfDocument(document)).isNotEmpty();
    }

    @Test
    void equalDefinitionsMakeEqualDocuments() {
        // given
        endpoint("delivery/tools_v1", tools("depth: 2\n"));

        // then
        assertThat(all(modules.load()).toPrettyString())
                .isEqualTo(all(modules.load()).toPrettyString());
    }

    @Test
    void thePublicDocumentIsSilentAboutAllElse() {
        // given
        endpoint("internal/tools_v1", tools(""));
        Definitions definitions = modules.load();

        // when
        JsonNode document = OpenApi.document(definitions, Delivered.byPublic(definitions), "");

        // then
        assertThat(document.toString()).doesNotContainIgnoringCase("tool").doesNotContain("internal");
        assertThat(all(definitions)
                        .at("/paths/~1internal~1tools~1v1/get/security")
                        .isArray())
                .isTrue();
    }

    @Test
    void aSchemaHasTheSameNameInBothDocuments() {
        // given
        endpoint("adm/tools_v1", tools("properties: [code]\n"));
        endpoint("delivery/tools_v1", tools("properties: [title]\n"));
        Definitions definitions = modules.load();

        // when
        JsonNode publicly = OpenApi.document(definitions, Delivered.byPublic(definitions), "");

        // then
        assertThat(publicly.at("/components/schemas/Tool"))
                .isEqualTo(all(definitions).at("/components/schemas/Tool"));
        assertThat(all(definitions).at("/components/schemas/Tool2/properties").has("code"))
                .isTrue();
        assertThat(publicly.at("/components/schemas/Tool2").isMissingNode()).isTrue();
    }

    @Test
    void everyEndpointIsQueriedReadAndListed() {
        // given
        endpoint("delivery/tools_v1", tools(""));

        // when
        JsonNode paths = all(modules.load()).path("paths");

        // then
        assertThat(Stream.of("", "/@nodes", "/{path}", "/{path}/@nodes"))
                .allMatch(end -> paths.has("/delivery/tools/v1" + end));
    }

    @Test
    void aQueryTakesPagingLanguageAndAFilterForEachStoredProperty() {
        // given
        endpoint("delivery/tools_v1", tools("limit: 7\nmaxLimit: 70\n"));

        // when
        JsonNode document = all(modules.load());
        JsonNode parameters = document.at("/paths/~1delivery~1tools~1v1/get/parameters");

        // then
        assertThat(names(document.at("/components/parameters/lang/schema/enum")))
                .containsExactly("en", "zh", "all", "*");
        assertThat(filter(parameters, "limit").at("/schema/default").intValue()).isEqualTo(7);
        assertThat(filter(parameters, "limit").at("/schema/maximum").intValue()).isEqualTo(70);
        assertThat(filterSchema(parameters, "title_zh")).endsWith("/TextFilter");
        assertThat(filterSchema(parameters, "parts")).endsWith("/TextFilter");
        assertThat(filterSchema(parameters, "weight")).endsWith("/NumberFilter");
        assertThat(filterSchema(parameters, "bought")).endsWith("/DateFilter");
        assertThat(parameters.findValuesAsText("name"))
                .doesNotContain("box", "boxes")
                .containsOnlyOnce("limit");
    }

    private static JsonNode filter(JsonNode parameters, String name) {
        return StreamSupport.stream(parameters.spliterator(), false)
                .filter(parameter -> parameter.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String filterSchema(JsonNode parameters, String name) {
        return filter(parameters, name).at("/schema/$ref").asText();
    }

    @Test
    void depthDecidesWhichChildrenThereAre() {
        // given
        endpoint("delivery/tools_v1", tools("depth: 1\n"));

        // then
        assertThat(schema("Tool/properties/box/$ref").asText()).endsWith("/ToolBox");
        assertThat(schema("ToolBox/properties").has("width")).isTrue();
        assertThat(schema("ToolBox/properties").has("inner")).isFalse();
        assertThat(schema("ToolBoxesList").isObject()).isTrue();
        assertThat(schema("ToolBoxesList").has("additionalProperties")).isFalse();
    }

    @Test
    void withoutDepthThereAreNoChildren() {
        // given
        endpoint("delivery/tools_v1", tools("depth: 0\n"));

        // then
        assertThat(schema("Tool/properties").has("title")).isTrue();
        assertThat(schema("Tool/properties").has("box")).isFalse();
    }

    @Test
    void aReferenceIsTheReferencedNodeOrItsIdentifier() {
        // given
        endpoint(
                "delivery/tools_v1",
                tools(
                        "references: {p: {propertyName: part, referenceResolver: {$type:"
                                + " jcrReferenceResolver, targetWorkspace: tools, generateLink: true, properties: [title, title_zh]}}}"));

        // then
        assertThat(schema("Tool/properties/part/anyOf/0/$ref").asText()).endsWith("/ToolSummary");
        assertThat(schema("Tool/properties/part/anyOf/1/type").asText()).isEqualTo("string");
        assertThat(schema("Tool/properties/parts/items/type").asText()).isEqualTo("string");
        assertThat(schema("ToolSummary/properties").has("@link")).isTrue();
        assertThat(schema("ToolSummary/properties").has("title_zh")).isTrue();
        assertThat(schema("ToolSummary/properties").has("code")).isFalse();
    }

    @Test
    void aReferenceThatIsNotExpandedIsAText() {
        // given
        endpoint(
                "delivery/tools_v1",
                tools("references: {p: {propertyName: part, referenceResolver: {$type:"
                        + " jcrReferenceResolver, targetWorkspace: tools, expand: false}}}"));

        // then
        assertThat(schema("Tool/properties/part/type").asText()).isEqualTo("string");
    }

    @Test
    void excludedPropertiesAreNotDescribed() {
        // given
        endpoint("delivery/tools_v1", tools("excludeProperties: [code, title]\n"));

        // then
        assertThat(schema("Tool/properties").has("code")).isFalse();
        assertThat(schema("Tool/properties").has("title"))
                .as("the Chinese title brings it along")
                .isTrue();
        assertThat(names(schema("Tool/required"))).doesNotContain("title");
    }

    @Test
    void aLongChainOfReferencesIsDescribed() {
        // given
        int length = 1500;
        for (int i = 0; i < length; i++) {
            modules.with("contentTypes/link" + i + ".yaml", """
                    datasource: {workspace: links%1$d}
                    model: {nodeType: 'xt:link%1$d', properties: [{name: next, type: 'reference:link%2$d'}]}
                    """.formatted(i, Math.min(i + 1, length - 1)));
        }
        StringBuilder references = new StringBuilder();
        for (int i = 0; i < length; i++) {
            references.append("""
                      r%1$d: {propertyName: next, nodeType: 'xt:link%2$d', referenceResolver: {$type: jcrReferenceResolver, targetWorkspace: links%1$d}}
                    """.formatted(i, i - 1));
        }
        endpoint(
                "delivery/links_v1",
                "workspace: links0\nnodeTypes: ['xt:link0']\nreferenceDepth: 1000\nreferences:\n" + references);

        // then
        assertThat(schema("Link1499Summary").isObject()).isTrue();
    }

    @Test
    void labelsComeFromTheMessageBundlesOrTheDefinition() {
        // given
        endpoint("delivery/tools_v1", tools(""));

        // then
        assertThat(schema("Product/title").asText()).isEqualTo("Product");
        assertThat(schema("Product/properties/sku/title").asText()).isEqualTo("SKU");
        assertThat(schema("Product/properties/sku/description").asText())
                .isEqualTo("Must be unique among all products.");
        assertThat(schema("Tool/properties/code/title").asText()).isEqualTo("Code of the tool");
    }
}
