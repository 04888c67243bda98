package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The sample content: enough of everything, in both languages, and linked together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesIT {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Host host;

    @BeforeAll
    void startHost() {
        host = Host.builder().with("HELIOGRAPH_SAMPLES", "true").start();
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"products, 16", "product-categories, 5", "policies, 10", "issuers, 6", "topics, 12", "glossary, 40"})
    void thereIsEnoughOfEachAndAllOfItHasTwoTitles(String endpoint, int least) {
        // when
        Map<String, JsonNode> english = all(endpoint, "en");
        Map<String, JsonNode> chinese = all(endpoint, "zh");

        // then
        assertThat(english).hasSizeGreaterThanOrEqualTo(least);
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        SoftAssertions.assertSoftly(softly -> english.forEach((path, item) -> {
            String title = item.path("title").asText();
            String titleInChinese = chinese.get(path).path("title").asText();
            softly.assertThat(title)
                    .as("English title of %s", path)
                    .isNotBlank()
                    .doesNotContainPattern(HAN);
            softly.assertThat(titleInChinese)
                    .as("Chinese title of %s", path)
                    .containsPattern(HAN)
                    .isNotEqualTo(title);
        }));
    }

    @ParameterizedTest
    @CsvSource({"products, category", "policies, issuers", "policies, topics"})
    void referencesAreResolved(String endpoint, String property) {
        // when
        List<JsonNode> values = all(endpoint, "en").values().stream()
                .map(item -> item.path(property))
                .filter(value -> !value.isMissingNode())
                .flatMap(value -> value.isArray() ? Json.items(value) : Stream.of(value))
                .toList();

        // then
        assertThat(values)
                .isNotEmpty()
                .allSatisfy(value -> assertThat(value.has("@path"))
                        .as("%s is expanded", value)
                        .isTrue());
    }

    @Test
    void noReferenceDangles() {
        SoftAssertions.assertSoftly(softly -> {
            for (String endpoint : new String[] {"products", "policies", "topics"}) {
                all(endpoint, "en")
                        .forEach((path, item) -> item.properties().stream()
                                .filter(property -> !property.getKey().startsWith("@"))
                                .forEach(property -> softly.assertThat(
                                                property.getValue().asText())
                                        .as("%s of %s", property.getKey(), path)
                                        .doesNotMatch(UUID)));
            }
        });
    }

    @Test
    void everyCategoryHasProducts() {
        // when
        Map<String, JsonNode> products = all("products", "en");

        // then
        assertThat(all("product-categories", "en").keySet())
                .isSubsetOf(products.values().stream()
                        .map(product -> product.path("category").path("@path").asText())
                        .toList());
    }

    @Test
    void twoChineseCharactersFindAProduct() {
        // when
        JsonNode found = host.anonymous()
                .get("/.rest/delivery/products/v1?q=" + Client.encode("支架") + "&lang=zh")
                .json();

        // then
        assertThat(found.path("total").intValue()).isPositive();
    }

    private Map<String, JsonNode> all(String endpoint, String language) {
        Answer answer =
                host.anonymous().get("/.rest/delivery/" + endpoint + "/v1?limit=1000&orderBy=@name&lang=" + language);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        Map<String, JsonNode> items = new TreeMap<>();
        Json.items(answer.json().path("results"))
                .forEach(item -> items.put(item.path("@path").asText(), item));
        assertThat(items).hasSize(answer.json().path("total").intValue());
        return items;
    }
}
