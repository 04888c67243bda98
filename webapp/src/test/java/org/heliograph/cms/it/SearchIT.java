package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.sourceforge.pinyin4j.PinyinHelper;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The search box over the sample content. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchIT {

    private static final List<String> ENDPOINTS =
            List.of("products", "product-categories", "policies", "issuers", "topics", "glossary");

    private Host host;
    private Client client;
    /** Title in Chinese by workspace and path. */
    private final Map<String, String> chineseTitles = new TreeMap<>();

    @BeforeAll
    void startHost() {
        host = Host.builder().with("HELIOGRAPH_SAMPLES", "true").start();
        client = host.anonymous();
        for (String workspace : ENDPOINTS) {
            JsonNode all = client.get("/.rest/delivery/" + workspace + "/v1?limit=1000&lang=zh")
                    .json();
            Json.items(all.path("results"))
                    .forEach(item -> chineseTitles.put(
                            workspace + item.path("@path").asText(),
                            item.path("title").asText()));
        }
        assertThat(chineseTitles).hasSizeGreaterThan(90);
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    private JsonNode search(String text, String parameters) {
        Answer answer = client.get("/.rest/search/v1?limit=100&q=" + Client.encode(text) + parameters);
        assertThat(answer.status()).as("%s: %s", text, answer).isEqualTo(200);
        return answer.json();
    }

    private static List<String> places(JsonNode answer) {
        return Json.items(answer.path("results"))
                .map(hit -> hit.path("@workspace").asText() + hit.path("@path").asText())
                .toList();
    }

    @Test
    void fiveSpellingsOfCarbonPeakingFindTheSame() {
        // when
        List<List<String>> found = new ArrayList<>();
        for (String spelling : List.of("碳达峰", "碳達峰", "tandafeng", "tdf", "carbon peaking")) {
            found.add(places(search(spelling, "&lang=zh")));
        }

        // then
        assertThat(found).allSatisfy(places -> {
            assertThat(places).startsWith("glossary/carbon-peaking");
            assertThat(places).containsExactlyInAnyOrderElementsOf(found.get(0));
            assertThat(places).contains("policies/carbon-peaking-action-plan-before-2030");
        });
    }

    @Test
    void everyTwoNeighbouringCharactersOfATitleFindIt() {
        // given
        Map<String, Set<String>> placesByPair = new TreeMap<>();
        chineseTitles.forEach((place, title) -> {
            int[] characters = title.codePoints().toArray();
            for (int i = 1; i < characters.length; i++) {
                placesByPair
                        .computeIfAbsent(new String(characters, i - 1, 2), pair -> new HashSet<>())
                        .add(place);
            }
        });

        // then
        assertThat(placesByPair).hasSizeGreaterThan(300);
        SoftAssertions.assertSoftly(softly -> placesByPair.forEach((pair, places) ->
                softly.assertThat(places(search(pair, ""))).as(pair).containsAll(places)));
    }

    @Test
    void everyTitleIsFoundByItsPinyinAndByItsInitials() {
        SoftAssertions.assertSoftly(softly -> chineseTitles.forEach((place, title) -> {
            String pinyin = typed(title, false);
            softly.assertThat(places(search(pinyin, ""))).as(pinyin).contains(place);
            String initials = typed(title, true);
            softly.assertThat(places(search(initials, ""))).as(initials).contains(place);
        }));
    }

    /** The first reading of each character, or its initial; letters and digits as they are. */
    private static String typed(String title, boolean initials) {
        return title.codePoints()
                .mapToObj(c -> {
                    String[] readings = PinyinHelper.toHanyuPinyinStringArray((char) c);
                    if (readings == null) {
                        return c < 128 && Character.isLetterOrDigit(c) ? Character.toString(c) : "";
                    }
                    String reading = readings[0].replaceAll("\\d", "").replace("u:", "v");
                    return initials ? reading.substring(0, 1) : reading;
                })
                .collect(Collectors.joining())
                .toLowerCase(Locale.ROOT);
    }

    @Test
    void everyTitleFindsItsItemFirst() {
        SoftAssertions.assertSoftly(softly -> chineseTitles.forEach((place, title) -> {
            String first = places(search(title, "&lang=zh")).get(0);
            softly.assertThat(chineseTitles.get(first)).as(title).isEqualTo(title);
        }));
    }

    @ParameterizedTest
    @CsvSource({
        "HG-CO-050, products/l-foot",
        "hgco050, products/l-foot",
        "hg-co-05, products/l-foot",
        "国发〔2021〕23号, policies/carbon-peaking-action-plan-before-2030",
        "国发2021 23, policies/carbon-peaking-action-plan-before-2030",
        "國發〔2021〕23號, policies/carbon-peaking-action-plan-before-2030",
        "离岸风电, glossary/offshore-wind-power",
        "離岸風電, glossary/offshore-wind-power",
        "BIPV, glossary/building-integrated-photovoltaics",
        "grid parit, glossary/grid-parity",
        "L 形, products/l-foot"
    })
    void whatIsMeantComesFirst(String text, String place) {
        assertThat(places(search(text, ""))).startsWith(place);
    }

    @Test
    void anAnswerTellsWhatWasFound() {
        // when
        Answer answer = client.get(
                "/.rest/search/v1?lang=zh&limit=1&types=policy-article&suggest=true&q=" + Client.encode("2030年前碳达峰"));

        // then
        JsonNode hit = answer.json().path("results").path(0);
        assertThat(Json.names(answer.json())).containsExactly("total", "offset", "limit", "results", "suggestions");
        assertThat(Json.names(hit))
                .containsExactly("@id", "@path", "@workspace", "type", "title", "summary", "highlights", "score");
        assertThat(hit.path("@id").asText()).isEqualTo("29e17a15-1c28-4a4c-9a2e-67928de891de");
        assertThat(hit.path("type").asText()).isEqualTo("policy-article");
        assertThat(hit.path("title").asText()).isEqualTo("2030年前碳达峰行动方案");
        assertThat(hit.path("summary").asText()).startsWith("国务院部署2030年前");
        assertThat(hit.path("highlights").path("title").asText()).isEqualTo("<em>2030年前碳达峰</em>行动方案");
        assertThat(Json.items(answer.json().path("suggestions")).map(JsonNode::asText))
                .containsExactly("2030年前碳达峰行动方案");
    }

    @Test
    void titlesAreSuggested() {
        // when
        JsonNode answer = client.get("/.rest/search/v1/suggest?lang=en&q=tanzu").json();

        // then
        assertThat(Json.names(answer)).containsExactly("suggestions");
        assertThat(answer.path("suggestions").path(0).asText()).isEqualTo("carbon footprint");
    }

    @Test
    void aMessageIsNeverFound() {
        // given
        Answer saved = host.superuser()
                .put(
                        "/.rest/nodes/v1/contact-messages",
                        new NodeBody("canary", "hg:contactMessage")
                                .with("sender", "zebrafink 金丝雀")
                                .below(""));
        assertThat(saved.status()).as("%s", saved).isEqualTo(200);

        // then
        for (String text : List.of("zebrafink", "金丝雀", "jinsique", "jsq", "canary")) {
            for (String types : List.of("", "&types=contact-message")) {
                assertThat(search(text, types).path("total").asInt()).as(text).isZero();
                assertThat(host.superuser()
                                .get("/.rest/search/v1?q=" + Client.encode(text) + types)
                                .json()
                                .path("total")
                                .asInt())
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?q=", "?q=%20", "?q=%01%02", "?q=a&limit=x", "?q=a&offset=-1", "?q=a&lang=qq1"})
    void whatCannotBeAnsweredIsRefused(String query) {
        // when
        Answer answer = client.get("/.rest/search/v1" + query);

        // then
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.errorCode()).contains("badRequest");
    }

    @Test
    void lengthIsCountedAsReadersCount() {
        // given
        String family = "👨‍👩‍👧";

        // then
        assertThat(client.get("/.rest/search/v1?q=" + Client.encode(family.repeat(200)))
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/.rest/search/v1?q=" + Client.encode(family.repeat(201)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void onlyReadingIsAllowed() {
        assertThat(client.post("/.rest/search/v1?q=a", Map.of()).status()).isEqualTo(401);
        assertThat(host.superuser().post("/.rest/search/v1?q=a", Map.of()).status())
                .isEqualTo(405);
        assertThat(client.get("/.rest/search/v1/other?q=a").status()).isEqualTo(404);
    }

    @Test
    void noTextMakesTheHostFail() {
        // given
        Random random = new Random(3);

        // then
        for (int i = 0; i < 1000; i++) {
            String text = random.ints(1 + random.nextInt(80), 0, 0x11000)
                    .map(c -> random.nextBoolean() ? c % 128 : c)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String path = i % 2 == 0 ? "/.rest/search/v1?q=" : "/.rest/search/v1/suggest?q=";
            assertThat(client.get(path + Client.encode(text)).status()).as(text).isIn(200, 400);
        }
    }
}
