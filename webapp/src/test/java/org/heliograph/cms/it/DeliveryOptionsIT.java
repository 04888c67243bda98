package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What delivery gives beyond Magnolia to those who ask for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryOptionsIT {

    private static final String PRODUCTS = "/.rest/delivery/products/v1";
    private static final String POLICIES = "/.rest/delivery/policies/v1";
    private static final String TOPICS = "/.rest/delivery/topics/v1";
    private static final String HOOK = PRODUCTS + "/tile-roof-hook-system";

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
    void allLanguagesStandInOneObjectWhereAPropertyHasThem() {
        // when
        JsonNode node = get(HOOK + "?lang=*");

        // then
        assertThat(node.path("title").toString()).isEqualTo("{\"en\":\"Tile Roof Hook System\",\"zh\":\"瓦屋面挂钩系统\"}");
        assertThat(node.path("sku")).isEqualTo(get(HOOK).path("sku"));
        assertThat(node.at("/windLimit/value")).isEqualTo(get(HOOK).at("/windLimit/value"));
        assertThat(node.at("/materials/materials0/part/zh").asText()).isEqualTo("导轨");
        assertThat(node.at("/category/title/zh").asText()).isEqualTo("瓦屋面");
        assertThat(members(node)).noneMatch(name -> name.endsWith("_zh"));
        assertThat(node.path("@nodes")).isEqualTo(get(HOOK).path("@nodes"));
    }

    @Test
    void fieldsReachIntoTheLanguagesInQueriesAndChildrenToo() {
        for (JsonNode node : List.of(
                get(PRODUCTS + "?lang=*&fields=title.zh&@name=tile-roof-hook-system")
                        .at("/results/0"),
                get(HOOK + "?lang=%2A&fields=title.zh"))) {
            assertThat(members(node)).containsExactly("@name", "@path", "@id", "@nodeType", "title", "@nodes");
            assertThat(node.path("title").toString()).isEqualTo("{\"zh\":\"瓦屋面挂钩系统\"}");
        }
        assertThat(get(PRODUCTS + "/@nodes?lang=*&fields=title"))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.at("/title/en").isTextual()).isTrue());
    }

    @Test
    void aMissingOrEmptyTranslationIsLeftOutAndMarkedAsFallback() {
        // given
        item("half", Map.of("title", "Half", "code", "h"));
        item("empty", Map.of("title", "Empty", "title_zh", "", "code", "e"));
        item("chinese", Map.of("title_zh", "只有中文", "code", "c"));

        // then
        assertThat(get(TOPICS + "/half?lang=*").path("title").toString()).isEqualTo("{\"en\":\"Half\"}");
        assertThat(get(TOPICS + "/empty?lang=*").path("title").toString()).isEqualTo("{\"en\":\"Empty\"}");
        assertThat(get(TOPICS + "/chinese?lang=*").path("title").toString()).isEqualTo("{\"zh\":\"只有中文\"}");
        for (String name : List.of("half", "empty")) {
            assertThat(get(TOPICS + "/" + name + "?lang=zh&fallbacks=true")
                            .path("@fallbacks")
                            .toString())
                    .isEqualTo("{\"title\":\"en\"}");
        }
        assertThat(get(TOPICS + "/half?lang=en&fallbacks=true").path("@fallbacks"))
                .isEmpty();
        assertThat(get(TOPICS + "/chinese?lang=zh-CN&fallbacks=true").path("@fallbacks"))
                .isEmpty();
        assertThat(get(TOPICS + "/half?lang=zh").has("@fallbacks")).isFalse();
    }

    @Test
    void alternatesTellTheLanguagesThatAreThereAndFollowASave() {
        // given
        item("alternating", Map.of("title", "One", "summary", "Two", "code", "a"));
        String path = TOPICS + "/alternating?alternates=true";
        assertThat(get(path).path("@alternates").toString())
                .isEqualTo("[{\"lang\":\"en\",\"complete\":true,\"@link\":\"" + TOPICS + "/alternating?lang=en\"}]");

        // when
        set("/alternating", "title_zh", "一");

        // then
        JsonNode alternates = get(path).path("@alternates");
        assertThat(alternates.at("/1/lang").asText()).isEqualTo("zh");
        assertThat(alternates.at("/1/complete").asBoolean(true)).isEqualTo(false);
        assertThat(get(alternates.at("/1/@link").asText()).path("title").asText())
                .isEqualTo("一");
        assertThat(get(TOPICS + "/alternating").has("@alternates")).isFalse();
    }

    @Test
    void aCursorLeadsThroughAllWhileOthersComeAndGo() {
        // given
        List<String> all = names(get(POLICIES + "?orderBy=level,datePublished%20desc&limit=100"));
        String query = POLICIES + "?orderBy=level,datePublished%20desc&limit=4&cursor=";

        // when
        List<String> paged = new ArrayList<>();
        JsonNode page = get(query);
        paged.addAll(names(page));
        while (page.has("nextCursor")) {
            page = get(query + page.path("nextCursor").asText());
            paged.addAll(names(page));
        }

        // then
        assertThat(paged).containsExactlyInAnyOrderElementsOf(all);
        assertThat(page.path("total").asInt()).isEqualTo(all.size());
    }

    @Test
    void aCursorHoldsAfterARestartWithoutItsIndex() {
        // given
        String query = TOPICS + "?orderBy=code&limit=3&fields=code&cursor=";
        try (Host killed = Host.builder().with("HELIOGRAPH_SAMPLES", "true").start()) {
            String cursor =
                    killed.anonymous().get(query).json().path("nextCursor").asText();
            JsonNode second = killed.anonymous().get(query + cursor).json();

            // when
            killed.kill();
            killed.restart();

            // then
            assertThat(killed.anonymous().get(query + cursor).json()).isEqualTo(second);
            assertThat(second.path("results")).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orderBy=sku&limit=3",
                "orderBy=sku%20desc",
                "orderBy=sku&family=roof",
                "orderBy=sku&q=roof",
                "",
                "orderBy=sku,title"
            })
    void aCursorIsBoundToItsQuery(String other) {
        String cursor = get(PRODUCTS + "?orderBy=sku&limit=2&cursor=")
                .path("nextCursor")
                .asText();

        Answer answer = host.anonymous().get(PRODUCTS + "?" + other + "&cursor=" + cursor);

        assertThat(answer.status()).isEqualTo(other.equals("orderBy=sku&limit=3") ? 200 : 400);
        Answer elsewhere = host.anonymous().get(TOPICS + "?orderBy=sku&cursor=" + cursor);
        Refusal.assertRefused(elsewhere);
        assertThat(elsewhere.text()).contains("nextCursor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            ?cursor=&offset=0                                   ! offset
            ?cursor=%00%20%E5%82%A8                             ! nextCursor
            ?cursor=AAAA                                        ! nextCursor
            ?cursor=&orderBy=mgnl:created                       ! mgnl:created
            ?cursor=&orderBy=a,b,c,d,e                          ! orderBy
            ?facets=titel                                       ! Did you mean title?
            ?facets=mgnl:createdBy                              ! mgnl:createdBy
            ?facets=@name                                       ! @name
            ?facets=body                                        ! body
            ?facets=a,b,c,d,e,f,g,h,i,j,k                       ! up to 10
            ?expand=windLimit                                   ! windLimit
            ?expand=topic                                       ! Did you mean topics?
            ?expand=topics.parent.parent.parent                 ! depth
            ?expand=topics.terms&depth=1                        ! depth
            ?expand=topics&depth=6                              ! 0 to 5
            ?expand=*.*.*.*                                     ! depth
            ?expand=a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u   ! up to 20
            ?alternates=yes                                     ! true or false
            ?fallbacks=1                                        ! true or false
            """)
    void whatCannotBeIsRefusedByName(String query, String named) {
        // when
        Answer answer = host.anonymous().get(PRODUCTS + query.strip());

        // then
        Refusal.assertRefused(answer);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asText()).contains(named);
    }

    @Test
    void facetsCountAllHitsOfTheFilters() {
        // when
        JsonNode answer = get(POLICIES + "?docType[ne]=x&facets=level,topics,issuers&limit=1&fields=level");

        // then
        long counted = 0;
        for (JsonNode each : answer.at("/facets/level")) {
            long found = get(POLICIES + "?docType[ne]=x&limit=0&level="
                            + Client.encode(each.path("value").asText()))
                    .path("total")
                    .asLong();
            assertThat(each.path("count").asLong()).isEqualTo(found);
            counted += found;
        }
        assertThat(counted).isEqualTo(answer.path("total").asLong()).isGreaterThan(1);
        JsonNode topic = answer.at("/facets/topics/0");
        assertThat(get(POLICIES + "?docType[ne]=x&limit=0&topics="
                                + topic.path("value").asText())
                        .path("total"))
                .isEqualTo(topic.path("count"));
        assertThat(members(answer.path("facets"))).containsExactly("level", "topics", "issuers");
    }

    @Test
    void facetsKeepTheTypeOfTheirValues() {
        JsonNode facets =
                get(PRODUCTS + "?facets=penetratesRoof,moq,family&limit=0").path("facets");

        assertThat(facets.path("penetratesRoof"))
                .allSatisfy(each -> assertThat(each.path("value").isBoolean()).isTrue());
        assertThat(facets.path("moq"))
                .allSatisfy(each -> assertThat(each.path("value").isNumber()).isTrue());
        assertThat(facets.at("/family/0/value").isTextual()).isTrue();
    }

    @Test
    void expandShowsWhatTheOwnEndpointOfTheItemShows() {
        // given
        JsonNode topic = get(TOPICS + "/rooftop-pv");

        // when
        JsonNode hook = get(HOOK + "?expand=topics.terms");

        // then
        JsonNode expanded = hook.at("/topics/0");
        assertThat(expanded.path("@id")).isEqualTo(topic.path("@id"));
        assertThat(members(expanded)).containsAll(members(topic));
        assertThat(expanded.at("/terms/0"))
                .isEqualTo(get("/.rest/delivery/glossary/v1"
                        + expanded.at("/terms/0/@path").asText()));
        assertThat(get(HOOK).at("/topics/0/terms/0").isTextual()).isFalse();
    }

    @Test
    void expandFollowsASaveOfWhatItShows() {
        // given
        String parent = item("upper", Map.of("title", "Upper", "code", "u"));
        item("lower", Map.of("title", "Lower", "code", "l", "parent", parent));
        String path = TOPICS + "/lower?expand=parent";
        assertThat(get(path).at("/parent/code").asText()).isEqualTo("u");

        // when
        set("/upper", "code", "changed");

        // then
        assertThat(get(path).at("/parent/code").asText()).isEqualTo("changed");
    }

    @Test
    void namesOfParametersCanStillBeFilteredByWithAnOperator() {
        for (String name : List.of("facets", "expand", "alternates", "fallbacks", "cursor")) {
            assertThat(get(PRODUCTS + "?" + name + "[eq]=x").path("total").asInt())
                    .as(name)
                    .isZero();
        }
        assertThat(get(PRODUCTS + "?depth=3").path("total").asInt())
                .as("a filter without expand")
                .isZero();
        assertThat(get(PRODUCTS + "?depth=3&expand=topics").path("total").asInt())
                .isPositive();
    }

    @Test
    void strictHandlingKnowsTheParameters() {
        String query = "?cursor=&facets=family&expand=topics&depth=2&alternates=true&fallbacks=true&lang=*";

        Answer answer = new RawHttp(host.uri())
                .send(
                        "GET",
                        PRODUCTS + query,
                        Map.of("Host", "heliograph.test", "Prefer", "handling=strict"),
                        Optional.empty());

        assertThat(answer.status()).isEqualTo(200);
    }

    private String item(String name, Map<String, String> properties) {
        NodeBody body = new NodeBody(name, "hg:topic");
        for (Map.Entry<String, String> each : properties.entrySet()) {
            body = body.with(each.getKey(), each.getValue());
        }
        Answer created = host.superuser().create("topics", "", body);
        assertThat(created.status()).as("%s", created).isEqualTo(200);
        return get(TOPICS + "/" + name).path("@id").asText();
    }

    private void set(String path, String property, String value) {
        NodeBody change = new NodeBody(path.substring(1), "hg:topic").with(property, value);
        Answer answer = host.superuser().post("/.rest/nodes/v1/topics" + path, change.update());
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    private JsonNode get(String path) {
        Answer answer = host.anonymous().get(path.replace("[", "%5B").replace("]", "%5D"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static List<String> names(JsonNode page) {
        return StreamSupport.stream(page.path("results").spliterator(), false)
                .map(node -> node.path("@name").asText())
                .toList();
    }

    private static List<String> members(JsonNode node) {
        Iterable<String> names = node::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).toList();
    }
}
