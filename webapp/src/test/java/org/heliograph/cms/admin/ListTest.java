package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists and trees of items, on the sample content. */
class ListTest {

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static AdminClient superuser;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of("HELIOGRAPH_SAMPLES", "true"));
        superuser = AdminClient.superuser(host);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode list(String workspaceAndQuery) {
        return superuser.get("/items/" + workspaceAndQuery).expect(200).json();
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path("items").forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    @Test
    void allItemsComeWithTheColumnsOfTheApp() {
        JsonNode page = list("products?limit=5&lang=zh");

        assertThat(page.path("total").asInt()).isEqualTo(18);
        assertThat(page.path("items")).hasSize(5);
        JsonNode item = page.at("/items/0");
        assertThat(item.path("nodeType").asText()).isEqualTo("hg:product");
        assertThat(item.path("values").path("title").asText()).matches(".*\\p{IsHan}.*");
        assertThat(item.path("title").asText())
                .isEqualTo(item.path("values").path("title").asText());
        assertThat(item.path("values").has("sku")).isTrue();
        assertThat(item.path("values").has("body")).isFalse();
    }

    @Test
    void statesOfEachLanguageAreShownOnDemand() {
        JsonNode item = list("products?limit=1&states=true").at("/items/0");

        assertThat(item.path("states").path("zh").path("state").asText()).isEqualTo("published");
        assertThat(list("products?limit=1").at("/items/0").has("states")).isFalse();
    }

    @Test
    void valuesOfTheDefaultLanguageAreMarked() {
        JsonNode page = list("products?columns=sku,title,moq,roofTypes,penetratesRoof&lang=zh");

        for (JsonNode item : page.path("items")) {
            assertThat(item.path("fallback")).extracting(JsonNode::asText).doesNotContain("sku");
        }
        assertThat(page.path("items").findValues("roofTypes")).anyMatch(JsonNode::isArray);
        assertThat(page.path("items").findValues("penetratesRoof")).allMatch(JsonNode::isBoolean);
    }

    @Test
    void aListIsSortedByAColumnInItsLanguage() {
        List<String> titles = new ArrayList<>();
        list("glossary?orderBy=title&lang=zh&limit=200")
                .path("items")
                .forEach(item -> titles.add(item.path("title").asText()));

        assertThat(titles).hasSize(40).isSorted();
        List<String> down = names(list("glossary?orderBy=" + encoded("number desc") + "&limit=3"));
        List<String> up = names(list("glossary?orderBy=number&limit=200"));
        assertThat(down).containsExactly(up.get(39), up.get(38), up.get(37));
    }

    @Test
    void filtersHoldTogether() {
        JsonNode page = list("glossary?filter=" + encoded("number[gte]=10") + "&filter=" + encoded("number[lt]=13"));

        assertThat(page.path("total").asInt()).isEqualTo(3);
    }

    /** A part of a word, pinyin, and a word of a body. */
    @Test
    void aTextFindsTitlesAndBodiesInBothLanguages() {
        assertThat(names(list("glossary?q=" + encoded("光伏")))).contains("photovoltaic");
        assertThat(names(list("glossary?q=guangfu")).get(0)).contains("photovoltaic");
        assertThat(names(list("glossary?q=" + encoded("半导体电池")))).contains("photovoltaic");
        assertThat(names(list("products?q=clamp"))).isNotEmpty();
        assertThat(list("products?q=" + encoded("完全没有这个词汇吧")).path("total").asInt())
                .isZero();
    }

    @Test
    void aTextIsCombinedWithFiltersAndOrder() {
        List<String> all = names(list("glossary?limit=200&q=" + encoded("储能")));
        JsonNode some = list("glossary?limit=200&q=" + encoded("储能") + "&filter=" + encoded("number[lt]=20"));

        assertThat(all).hasSizeGreaterThan(some.path("total").asInt());
        assertThat(all).containsSubsequence(names(some));
        List<Integer> numbers = new ArrayList<>();
        list("glossary?limit=200&columns=number&orderBy=number&q=" + encoded("储能"))
                .path("items")
                .forEach(item -> numbers.add(item.at("/values/number").asInt()));
        assertThat(numbers).isSorted().hasSize(all.size());
    }

    @Test
    void offsetsAndCursorsPageThroughEverythingOnce() {
        Set<String> seen = new HashSet<>();
        for (int offset = 0; offset < 40; offset += 7) {
            names(list("glossary?orderBy=number&limit=7&offset=" + offset))
                    .forEach(name -> assertThat(seen.add(name)).as(name).isTrue());
        }
        assertThat(seen).hasSize(40);

        Set<String> byCursor = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = list("glossary?orderBy=title&limit=7&cursor=" + cursor);
            names(page).forEach(name -> assertThat(byCursor.add(name)).as(name).isTrue());
            cursor = page.path("nextCursor").asText();
        } while (!cursor.isEmpty());
        assertThat(byCursor).isEqualTo(seen);
    }

    @Test
    void aTreeShowsFoldersAndWhetherSomethingIsBelow() {
        superuser.basicJson(
                "PUT", "/.rest/nodes/v1/topics", "{\"name\":\"folder\",\"type\":\"mgnl:folder\",\"properties\":[]}");
        superuser.basicJson(
                "PUT",
                "/.rest/nodes/v1/topics/folder",
                "{\"name\":\"inner\",\"type\":\"hg:topic\",\"properties\":[{\"name\":\"title\",\"values\":[\"Inner\"]}]}");

        JsonNode top = list("topics?parent=/&limit=200");
        assertThat(names(top)).contains("folder").doesNotContain("inner");
        for (JsonNode item : top.path("items")) {
            assertThat(item.path("children").asBoolean())
                    .isEqualTo(item.path("name").asText().equals("folder"));
        }
        assertThat(names(list("topics?parent=/folder"))).containsExactly("inner");
        assertThat(names(list("topics?limit=200"))).contains("inner").doesNotContain("folder");
        superuser.basicJson("DELETE", "/.rest/nodes/v1/topics/folder", "");
    }

    @Test
    void whatMayNotBeReadIsInNoListAndNoTotal() {
        superuser
                .post(
                        "/roles",
                        Map.of(
                                "name",
                                "half-reader",
                                "title",
                                Map.of(),
                                "languages",
                                List.of(),
                                "grants",
                                List.of(
                                        Map.of(
                                                "workspace",
                                                "uri",
                                                "path",
                                                "/.rest/admin/*",
                                                "permissions",
                                                List.of("read")),
                                        Map.of("workspace", "glossary", "path", "/*", "permissions", List.of("read")),
                                        Map.of(
                                                "workspace",
                                                "glossary",
                                                "path",
                                                "/photovoltaic",
                                                "permissions",
                                                List.of()))))
                .expect(201);
        AdminClient half = People.add(host, superuser, "hanna", "half-reader");

        JsonNode all = half.get("/items/glossary?limit=200").expect(200).json();
        assertThat(all.path("total").asInt()).isEqualTo(39);
        assertThat(names(all)).doesNotContain("photovoltaic");
        JsonNode found = half.get("/items/glossary?limit=200&q=" + encoded("光伏"))
                .expect(200)
                .json();
        assertThat(names(found)).doesNotContain("photovoltaic").isNotEmpty();
        assertThat(found.path("total").asInt())
                .isEqualTo(list("glossary?q=" + encoded("光伏")).path("total").asInt() - 1);
        half.get("/items/products").expect(404);
        half.get("/items/glossary?parent=/photovoltaic").expect(404);
    }

    @Test
    void whatIsMisspelledIsRefusedByName() {
        assertThat(superuser
                        .get("/items/products?filter=colour%3Dred")
                        .expect(400)
                        .json()
                        .at("/fields/0/field")
                        .asText())
                .isEqualTo("filter");
        superuser.get("/items/products?orderBy=colour").expect(400);
        superuser.get("/items/products?filter=sku").expect(400);
        superuser.get("/items/products?filter=sku%5Bfoo%5D%3D1").expect(400);
        superuser.get("/items/products?lang=fr").expect(400);
        superuser.get("/items/products?cursor=abc").expect(400);
        superuser.get("/items/products?limit=100000").expect(400);
        superuser.get("/items/nothing").expect(404);
    }
}
