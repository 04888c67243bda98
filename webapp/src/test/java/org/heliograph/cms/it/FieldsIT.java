package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that hold no more than was asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldsIT {

    private static final String PRODUCTS = "/.rest/delivery/products/v1";
    private static final String HOOK = PRODUCTS + "/tile-roof-hook-system";
    private static final String[] IDENTITY = {"@name", "@path", "@id", "@nodeType"};

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

    @Test
    void aNodeShowsWhatIsAskedForWithTheValuesThatItHasOtherwise() {
        // given
        JsonNode whole = get(HOOK);

        // when
        JsonNode node = get(HOOK + "?fields=title,windLimit.value,windLimit.unit,category.title,nothing");

        // then
        assertThat(members(node))
                .containsExactly("@name", "@path", "@id", "@nodeType", "category", "title", "windLimit", "@nodes");
        assertThat(node.path("title")).isEqualTo(whole.path("title"));
        assertThat(node.path("@nodes").toString()).isEqualTo("[\"windLimit\"]");
        assertThat(members(node.path("windLimit")))
                .contains(IDENTITY)
                .contains("value", "unit", "@nodes")
                .hasSize(7);
        assertThat(node.at("/windLimit/value")).isEqualTo(whole.at("/windLimit/value"));
        assertThat(members(node.path("category")))
                .contains(IDENTITY)
                .contains("title")
                .doesNotContain("summary");
        assertThat(node.at("/category/title")).isEqualTo(whole.at("/category/title"));
    }

    @Test
    void aNameStandsForAllBelowItAndAStarForEachOfAList() {
        // given
        JsonNode whole = get(HOOK);

        // when
        JsonNode node = get(HOOK + "?fields=windLimit,materials.*.alloy");

        // then
        assertThat(node.path("windLimit")).isEqualTo(whole.path("windLimit"));
        assertThat(node.path("materials").path("@nodes"))
                .isEqualTo(whole.path("materials").path("@nodes"));
        assertThat(members(node.at("/materials/materials0"))).contains("alloy").doesNotContain("part", "temper");
    }

    @Test
    void theLanguageChoosesTheValueAndTheNameStays() {
        assertThat(get(HOOK + "?fields=title&lang=zh").path("title").asText()).isEqualTo("瓦屋面挂钩系统");
        assertThat(members(get(HOOK + "?fields=title_zh&lang=all")))
                .contains("title_zh")
                .doesNotContain("title");
    }

    @Test
    void anEmptyListLeavesTheIdentity() {
        assertThat(members(get(HOOK + "?fields="))).containsExactly("@name", "@path", "@id", "@nodeType", "@nodes");
    }

    @Test
    void queriesAndChildrenAreCutAlike() {
        // when
        JsonNode query = get(PRODUCTS + "?fields=sku&orderBy=sku&limit=3");
        JsonNode children = get(PRODUCTS + "/@nodes?fields=sku");

        // then
        assertThat(query.path("total").intValue()).as("no filter").isGreaterThan(3);
        assertThat(query.path("results")).hasSize(3).allSatisfy(FieldsIT::holdsTheSkuOnly);
        assertThat(children).isNotEmpty().allSatisfy(FieldsIT::holdsTheSkuOnly);
    }

    private static void holdsTheSkuOnly(JsonNode node) {
        assertThat(members(node)).containsExactly("@name", "@path", "@id", "@nodeType", "sku", "@nodes");
    }

    @Test
    void aPropertyOfThatNameCanStillBeFilteredByWithAnOperator() {
        assertThat(get(PRODUCTS + "?fields[eq]=x").path("total").intValue()).isZero();
        assertThat(get(PRODUCTS + "?fields[null]=true&limit=1").path("total").intValue())
                .isPositive();
    }

    @Test
    void aHiddenPropertyStaysHidden() {
        assertThat(members(get(HOOK + "?fields=mgnl:createdBy,sku")))
                .contains("sku")
                .doesNotContain("mgnl:createdBy");
    }

    @Test
    void tooManyNamesAreRefused() {
        Answer answer = host.anonymous().get(HOOK + "?fields=" + "a,".repeat(201));

        Refusal.assertRefused(answer);
        assertThat(answer.status()).isEqualTo(400);
    }

    private JsonNode get(String path) {
        Answer answer = host.anonymous().get(path.replace("[", "%5B").replace("]", "%5D"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static List<String> members(JsonNode node) {
        Iterable<String> names = node::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).toList();
    }
}
