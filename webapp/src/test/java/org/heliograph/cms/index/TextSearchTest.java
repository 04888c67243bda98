package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the search box finds in content that is saved while it is asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextSearchTest {

    private Searched content;

    @BeforeAll
    void open(@TempDir Path directory) throws RepositoryException, IOException {
        content = Searched.open(directory);
    }

    @AfterEach
    void removeContent() throws RepositoryException {
        for (String workspace : List.of("products", "glossary", "contact-messages")) {
            content.clear(workspace);
        }
    }

    @AfterAll
    void close() throws IOException {
        content.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"碳达峰", "碳達峰", "tandafeng", "tan da feng", "tdf", "carbon peaking", "Carbon-Peaking"})
    void everyNameOfAThingFindsWhatHasAnyOfItsNames(String name) throws RepositoryException {
        // given
        content.term("entry", "title", "carbon peaking", "title_zh", "碳达峰", "traditional", "碳達峰");
        content.product("chinese", "title", "One", "body_zh", "<p>如期实现<b>碳</b>达峰。</p>");
        content.product("english", "title", "Two", "summary", "On carbon peaking.");
        content.product("other", "title", "Three", "title_zh", "碳中和");

        // then
        assertThat(content.find(name)).startsWith("entry").containsExactlyInAnyOrder("entry", "chinese", "english");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCUS", "ccus", "碳捕集", "carbon capture", "captured carbon", "二氧化碳捕獲"})
    void theGlossaryConnectsAbbreviationsAndNamesToBeAvoided(String name) throws RepositoryException {
        // given
        content.repository().write("glossary", session -> {
            Node entry = session.getRootNode().addNode("entry", "hg:glossaryTerm");
            entry.setProperty("title", "carbon capture");
            entry.setProperty("title_zh", "碳捕集");
            entry.setProperty("abbreviation", "CCUS");
            entry.setProperty("taiwan", "二氧化碳捕獲");
            entry.setProperty("avoid", new String[] {"captured carbon (as noun)"});
            return true;
        });
        content.product("product", "title", "Plant", "summary_zh", "用于碳捕集的设备");

        // then
        assertThat(content.find(name)).containsExactly("entry", "product");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "碳达峰 政策",
                "碳達峰政策",
                "政策 碳达峰",
                "tandafeng zhengce",
                "tan da feng zhengce",
                "tdf 政策",
                "peak carbon zhengce",
                "Carbon Peaking 政策"
            })
    void theGlossaryConnectsPartsOfALongerText(String text) throws RepositoryException {
        // given
        content.repository().write("glossary", session -> {
            Node entry = session.getRootNode().addNode("entry", "hg:glossaryTerm");
            entry.setProperty("title", "carbon peaking");
            entry.setProperty("title_zh", "碳达峰");
            entry.setProperty("avoid", new String[] {"peak carbon"});
            return true;
        });
        content.product("english", "title", "Two", "title_zh", "政策问答", "summary", "On carbon peaking.");
        content.product("chinese", "title", "One", "title_zh", "政策问答", "body_zh", "<p>如期实现碳达峰。</p>");
        content.product("neither", "title", "Three", "title_zh", "政策问答", "body_zh", "<p>碳中和</p>");
        content.product("other", "title", "Four", "title_zh", "碳达峰");

        // then
        assertThat(content.find(text)).containsExactlyInAnyOrder("english", "chinese");
        assertThat(content.find(Searched.search(text, "en")).hits())
                .filteredOn(hit -> hit.path().equals("/english"))
                .extracting(TextHits.Hit::highlights)
                .allSatisfy(
                        shown -> assertThat(shown).containsEntry("summary", "On <em>carbon</em> <em>peaking</em>."));
    }

    @Test
    void aDeletedOrRenamedEntryConnectsNoLonger() throws RepositoryException {
        // given
        content.term("entry", "title", "carbon peaking", "title_zh", "碳达峰");
        content.product("english", "title", "On carbon peaking");
        assertThat(content.find("碳达峰")).containsExactly("entry", "english");

        // when
        content.term("entry", "title", "carbon neutrality", "title_zh", "碳达峰");

        // then
        assertThat(content.find("碳达峰")).containsExactly("entry");

        // when
        content.term("entry", "title", "carbon peaking", "title_zh", "碳达峰");
        content.clear("glossary");

        // then
        assertThat(content.find("碳达峰")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030年", "年前2030", "前2", "A型", "型B", "碳", "碳达峰行", "达峰行动", "达 峰", "动方案"})
    void anyPartOfATitleIsFoundHoweverItIsMixed(String part) throws RepositoryException {
        // given
        content.product("mixed", "title", "x", "title_zh", "2030年前2碳达峰行 动方案A型B 年前2030");
        content.product("other", "title", "y", "title_zh", "年2030前 型A 达碳峰 动行 案方");

        // then
        assertThat(content.find(part)).startsWith("mixed");
        if (!part.equals("碳") && !part.equals("达 峰")) {
            assertThat(content.find(part)).containsExactly("mixed");
        }
    }

    @Test
    void withoutAnEntryNothingIsConnected() throws RepositoryException {
        // given
        content.product("chinese", "title", "One", "title_zh", "碳达峰");
        content.product("english", "title", "Carbon peaking");

        // then
        assertThat(content.find("碳达峰")).containsExactly("chinese");
        assertThat(content.find("carbon peaking")).containsExactly("english");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LB-009",
                "lb009",
                "LB 009",
                "lb0",
                "国发〔2021〕23号",
                "国发[2021]23号",
                "国发2021 23",
                "国发 2021",
                "國發2021"
            })
    void codesAreFoundHoweverTheyAreWritten(String code) throws RepositoryException {
        // given
        content.product(
                "light", "title", "Battery", "sku", code.toLowerCase().startsWith("lb") ? "LB-009" : "国发〔2021〕23号");
        content.product("other", "title", "Other", "sku", "XB-019");

        // then
        assertThat(content.find(code)).containsExactly("light");
    }

    @Test
    void aTitleCountsMoreThanASummaryAndThatMoreThanABody() throws RepositoryException {
        // given
        content.product("body", "title", "A", "body", "<p>" + "clamp ".repeat(50) + "</p>");
        content.product("summary", "title", "B", "summary", "One clamp among many other words of a summary");
        content.product("part", "title", "Clamping");
        content.product("title", "title", "The long title of some other kind of clamp for a roof");
        content.product("whole", "title", "Clamp");

        // then
        assertThat(content.find("clamp")).containsExactly("whole", "title", "part", "summary", "body");
        assertThat(content.find("clamps")).startsWith("whole", "title").endsWith("summary", "body");
    }

    @Test
    void whatIsWrittenCountsMoreThanWhatIsSpoken() throws RepositoryException {
        // given
        content.product("spoken", "title", "One", "title_zh", "碳达峰");
        content.product("written", "title", "TDF panel");

        // then
        assertThat(content.find("tdf")).containsExactly("written", "spoken");
    }

    @Test
    void theLanguageAskedForIsShownAndPreferred() throws RepositoryException {
        // given
        content.product("english", "title", "PV", "title_zh", "光伏", "summary", "Panels", "summary_zh", "组件");
        content.product("chinese", "title", "Photovoltaics", "title_zh", "PV");

        // when
        TextHits english = content.find(Searched.search("pv", "en"));
        TextHits chinese = content.find(Searched.search("pv", "zh"));

        // then
        assertThat(english.hits()).extracting(TextHits.Hit::title).containsExactly("PV", "Photovoltaics");
        assertThat(chinese.hits()).extracting(TextHits.Hit::title).containsExactly("PV", "光伏");
        assertThat(english.hits().get(0).summary()).isEqualTo("Panels");
        assertThat(english.hits().get(0).highlights()).containsEntry("title", "<em>PV</em>");
        assertThat(english.hits().get(1).highlights()).containsEntry("title_zh", "<em>PV</em>");
    }

    @Test
    void markupIsNeitherFoundNorShown() throws RepositoryException {
        // given
        content.product("rich", "title", "A", "body", "<p class=\"lead\">R&amp;D of <em>roof</em>s &lt;here&gt;</p>");

        // then
        assertThat(content.find("lead")).isEmpty();
        assertThat(content.find("em")).isEmpty();
        assertThat(content.find(Searched.search("here", "en")).hits().get(0).highlights())
                .containsEntry("body", "R&amp;D of roofs &lt;<em>here</em>&gt;");
    }

    @Test
    void anItemIsFoundByItsPartsAsTheyAreNow() throws RepositoryException {
        // given
        content.product("hook", "title", "Hook");
        content.repository().write("products", session -> {
            Node materials = session.getNode("/hook").addNode("materials", "mgnl:contentNode");
            materials.addNode("materials0", "mgnl:contentNode").setProperty("part_zh", "不锈钢螺栓");
            return true;
        });

        // then
        assertThat(content.find("螺栓")).containsExactly("hook");
        assertThat(content.find(Searched.search("螺栓", "zh")).hits().get(0).highlights())
                .containsEntry("part", "不锈钢<em>螺栓</em>");

        // when
        setPart(session -> session.getNode("/hook/materials/materials0").setProperty("part_zh", "铝型材"));

        // then
        assertThat(content.find("螺栓")).isEmpty();
        assertThat(content.find("铝型材")).containsExactly("hook");

        // when
        setPart(session -> session.getNode("/hook/materials").remove());

        // then
        assertThat(content.find("铝型材")).isEmpty();
        assertThat(content.find("hook")).containsExactly("hook");
    }

    @FunctionalInterface
    private interface Change {
        void on(javax.jcr.Session session) throws RepositoryException;
    }

    private void setPart(Change change) throws RepositoryException {
        content.repository().write("products", session -> {
            change.on(session);
            return true;
        });
    }

    @Test
    void aSaveThatOrdersTheItemsAndChangesAPartKeepsBoth() throws RepositoryException {
        // given
        content.product("first", "title", "First");
        content.product("second", "title", "Second");
        content.repository()
                .write("products", session -> session.getNode("/first").addNode("tilt", "mgnl:contentNode"));

        // when
        setPart(session -> {
            session.getRootNode().orderBefore("second", "first");
            session.getNode("/first/tilt").setProperty("unit", "degree");
        });

        // then
        assertThat(content.find("degree")).containsExactly("first");
        try (Snapshot now = content.model().acquire()) {
            var root = now.byPath(View.WORKING, "products", "/").orElseThrow();
            assertThat(now.children(View.WORKING, "products", root))
                    .extracting(node -> node.name())
                    .filteredOn(name -> !name.startsWith("rep:"))
                    .containsExactly("second", "first");
        }
    }

    @Test
    void whatWasDeletedOrRenamedIsNotFound() throws RepositoryException {
        // given
        content.product("hook", "title", "Hook");
        content.product("clamp", "title", "Clamp");

        // when
        content.product("hook", "title", "Rail");
        setPart(session -> session.getNode("/clamp").remove());

        // then
        assertThat(content.find("hook")).isEmpty();
        assertThat(content.find("clamp")).isEmpty();
        assertThat(content.find("rail")).containsExactly("hook");
    }

    @Test
    void whatNoEndpointDeliversIsNeverFound() throws RepositoryException {
        // given a message, which has no endpoint, and a node that is no item
        content.save(
                "contact-messages", "hg:contactMessage", "m1", "sender", "canarybird", "message", "canarybird 金丝雀");
        content.save("products", "mgnl:folder", "canarybird");
        content.product("hook", "title", "Hook", "slug", "canarybird", "family", "canarybird");
        TextSearch everything =
                new TextSearch(View.WORKING, "canarybird", Set.of("contact-message"), "en", true, 0, 100);

        // then
        assertThat(content.find("canarybird")).isEmpty();
        assertThat(content.find("金丝雀")).isEmpty();
        assertThat(content.find("jinsique")).isEmpty();
        assertThat(content.find(everything).total()).isZero();
        assertThat(content.suggest("canary", "en")).isEmpty();
    }

    @Test
    void onlyTheTypesAskedForAreFound() throws RepositoryException {
        // given
        content.product("product", "title", "Carbon");
        content.term("term", "title", "Carbon");

        // then
        assertThat(content.find(Searched.search("carbon", "en", "product")).hits())
                .extracting(TextHits.Hit::type)
                .containsExactly("product");
        assertThat(content.find(Searched.search("carbon", "en", "product", "glossary-term"))
                        .total())
                .isEqualTo(2);
        assertThat(content.find(Searched.search("carbon", "en", "nothing")).total())
                .isZero();
    }

    @Test
    void pagesFollowOneAnother() throws RepositoryException {
        // given
        for (int i = 0; i < 7; i++) {
            content.product("p" + i, "title", "Clamp " + i);
        }

        // when
        TextHits page = content.find(new TextSearch(View.WORKING, "clamp", Set.of(), "en", false, 5, 5));
        TextHits behind = content.find(new TextSearch(View.WORKING, "clamp", Set.of(), "en", false, 900_000_000, 5));

        // then
        assertThat(page.total()).isEqualTo(7);
        assertThat(page.hits()).extracting(TextHits.Hit::title).containsExactly("Clamp 5", "Clamp 6");
        assertThat(behind.hits()).isEmpty();
    }

    @Test
    void titlesAreSuggestedInTheLanguageAskedFor() throws RepositoryException {
        // given
        content.term("peaking", "title", "carbon peaking", "title_zh", "碳达峰");
        content.term("neutrality", "title", "carbon neutrality", "title_zh", "碳中和");
        content.term("low", "title", "low carbon", "title_zh", "低碳");

        // then
        assertThat(content.suggest("碳", "zh")).containsExactlyInAnyOrder("碳达峰", "碳中和");
        assertThat(content.suggest("tan", "zh")).containsExactlyInAnyOrder("碳达峰", "碳中和");
        assertThat(content.suggest("tanz", "en")).containsExactly("carbon neutrality");
        assertThat(content.suggest("Carbon p", "zh")).containsExactly("碳达峰");
        assertThat(content.suggest("！", "zh")).isEmpty();
    }

    @Test
    void nothingThatIsTypedIsAnExpression() throws RepositoryException {
        // given
        content.product("hook", "title", "Hook for 50% of roofs", "title_zh", "挂钩*系统？");
        content.product("other", "title", "Other");

        // then
        for (String text : List.of("*", "ho*k", "?", "h??k", "title:hook", "hook~", "h%", "/.*/", "\\", "\"")) {
            assertThat(content.find(text)).as(text).doesNotContain("other");
        }
        assertThat(content.find("钩*系")).containsExactly("hook");
        assertThat(content.find("50%")).containsExactly("hook");
        assertThat(content.find("-other")).containsExactly("other");
        assertThat(content.find("hook OR other")).isEmpty();
    }

    @Test
    void anyTextIsAnswered() throws RepositoryException {
        // given
        content.term("peaking", "title", "carbon peaking", "title_zh", "碳达峰");
        Random random = new Random(20260);

        // then
        for (int i = 0; i < 1000; i++) {
            String text = random.ints(1 + random.nextInt(60), 0, 0x3000)
                    .map(c -> random.nextBoolean() ? c % 128 : random.nextInt(8) == 0 ? 0x1F300 + c % 768 : c + 0x2E00)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(content.find(Searched.search(text, "zh")).total())
                    .as(text)
                    .isBetween(0L, 1L);
            assertThat(content.suggest(text, "zh")).as(text).hasSizeLessThan(2);
        }
    }

    @Test
    void tooManyWordsAreRefused() {
        assertThatThrownBy(() -> content.find("a ".repeat(41))).isInstanceOf(InvalidQueryException.class);
        assertThat(content.find("ab1 ".repeat(40))).isEmpty();
    }
}
