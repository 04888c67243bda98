package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists and forms of our own light module, as an editor's tool gets them. */
class AppsTest {

    private static final List<String> APPS = List.of(
            "heliograph-glossary",
            "heliograph-issuers",
            "heliograph-policies",
            "heliograph-product-categories",
            "heliograph-products",
            "heliograph-topics");

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static AdminClient superuser;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of());
        superuser = AdminClient.superuser(host);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void appsHaveLabelsIconsAndWorkspaces() {
        JsonNode apps = superuser.get("/apps?lang=zh").expect(200).json().path("apps");

        assertThat(apps).extracting(app -> app.path("name").asText()).containsExactlyInAnyOrderElementsOf(APPS);
        JsonNode products = named(apps, "heliograph-products");
        assertThat(products.path("label").asText()).isEqualTo("产品");
        assertThat(products.path("icon").asText()).isEqualTo("icon-items");
        assertThat(products.path("workspace").asText()).isEqualTo("products");
    }

    @Test
    void aFormHasTabsFieldsOptionsPartsAndTargets() {
        JsonNode app = superuser
                .with("Accept-Language", "zh")
                .get("/apps/heliograph-products")
                .expect(200)
                .json();

        JsonNode tabs = app.at("/form/tabs");
        assertThat(tabs)
                .extracting(tab -> tab.path("name").asText())
                .containsExactly("main", "roof", "loads", "specification", "trade", "media");
        JsonNode title = field(app, "title");
        assertThat(title.path("label").asText()).isEqualTo("产品名称");
        assertThat(title.path("i18n").asBoolean()).isTrue();
        assertThat(title.path("required").asBoolean()).isTrue();
        assertThat(field(app, "summary").path("rows").asInt()).isEqualTo(3);
        assertThat(field(app, "moq").path("valueType").asText()).isEqualTo("Long");
        assertThat(field(app, "category").at("/target/workspace").asText()).isEqualTo("product-categories");
        assertThat(field(app, "gallery").at("/target/workspace").asText()).isEqualTo("dam");
        JsonNode roofTypes = field(app, "roofTypes");
        assertThat(roofTypes.path("multiple").asBoolean()).isTrue();
        assertThat(roofTypes.path("options").get(0).path("value").asText()).isEqualTo("tile");
        assertThat(roofTypes.path("options").get(0).path("label").asText()).isNotEqualTo("Tile");
        JsonNode materials = field(app, "materials");
        assertThat(materials.path("valueType").asText()).isEqualTo("Node");
        assertThat(materials.path("multiple").asBoolean()).isTrue();
        assertThat(named(materials.path("fields"), "thickness")
                        .path("valueType")
                        .asText())
                .isEqualTo("Double");
        assertThat(app.at("/languages/1/suffix").asText()).isEqualTo("_zh");
        assertThat(app.at("/languages/1/label").asText()).isEqualTo("中文");
    }

    @Test
    void aListHasColumnsWithLabels() {
        JsonNode app = superuser.get("/apps/heliograph-policies").expect(200).json();

        JsonNode columns = named(app.path("views"), "tree").path("columns");
        assertThat(columns)
                .extracting(column -> column.path("name").asText())
                .containsExactly(
                        "jcrName", "title", "title_zh", "docNumber", "jcrPublishingStatus", "mgnl:lastModified");
        assertThat(columns)
                .extracting(column -> column.path("label").asText())
                .containsExactly(
                        "Node name",
                        "Title",
                        "Title (Chinese)",
                        "Document number",
                        "Publication status",
                        "Last modified");
        assertThat(app.path("searchPlaceholder").asText()).isEqualTo("Search policy articles");
    }

    /** A text that is missing shows as the name of its part; one that is there only in English as the English one. */
    @Test
    void everyLabelIsThereInBothLanguages() {
        List<String> missing = new ArrayList<>();
        for (String app : APPS) {
            Map<String, String> english = labels(app, "en");
            Map<String, String> chinese = labels(app, "zh");
            english.forEach((place, label) -> {
                String name = place.substring(place.lastIndexOf('/') + 1);
                if (label.equals(name) || label.startsWith("heliograph-")) {
                    missing.add(app + " " + place + " en: " + label);
                }
                String zh = chinese.getOrDefault(place, "");
                if (zh.isBlank() || zh.equals(name) || zh.startsWith("heliograph-")) {
                    missing.add(app + " " + place + " zh: " + zh);
                } else if (zh.equals(label) && label.matches(".*[a-z]{3}.*") && !label.equals("WhatsApp")) {
                    missing.add(app + " " + place + " zh is English: " + zh);
                }
            });
        }
        assertThat(missing).isEmpty();
    }

    private static Map<String, String> labels(String app, String language) {
        Map<String, String> labels = new TreeMap<>();
        collect(superuser.get("/apps/" + app + "?lang=" + language).expect(200).json(), "", labels);
        return labels;
    }

    private static void collect(JsonNode node, String place, Map<String, String> labels) {
        String name = node.path("name").asText(node.path("value").asText());
        String here = name.isEmpty() ? place : place + "/" + name;
        if (node.has("label") && node.path("label").isTextual()) {
            labels.put(here, node.path("label").asText());
        }
        node.properties().forEach(member -> {
            String below = member.getValue().isArray() ? here + "/" + member.getKey() : here;
            if (member.getValue().isArray()) {
                member.getValue().forEach(each -> collect(each, below, labels));
            } else if (member.getValue().isObject()) {
                collect(member.getValue(), here + "/" + member.getKey(), labels);
            }
        });
    }

    @Test
    void anAppThatIsNotThereIsNotFound() {
        assertThat(superuser.get("/apps/nothing").expect(404).problem()).isEqualTo("not-found");
        assertThat(superuser.get("/apps?lang=fr").expect(400).problem()).isEqualTo("parameters-wrong");
    }

    private static JsonNode field(JsonNode app, String name) {
        for (JsonNode tab : app.at("/form/tabs")) {
            for (JsonNode field : tab.path("fields")) {
                if (field.path("name").asText().equals(name)) {
                    return field;
                }
            }
        }
        throw new AssertionError("no field " + name);
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode each : list) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("nothing called " + name + " in " + list);
    }
}
