package org.heliograph.cms.published;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.publish.ItemId;
import org.heliograph.host.PageAnswer;
import org.heliograph.message.MessageSettings;
import org.heliograph.template.TemplateFunctions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The functions of templates over the samples. */
class FunctionsTest {

    private static final String HOOK = "1d1ac7fb-6983-49a0-8f9e-e6093466aaa5";

    @TempDir
    private static Path directory;

    private static Site site;

    private final List<String> answered = new ArrayList<>();
    private TemplateFunctions functions;

    @BeforeAll
    static void open() throws IOException, RepositoryException {
        site = Site.open(directory);
    }

    @AfterAll
    static void close() throws IOException {
        site.close();
    }

    @BeforeEach
    void makeFunctions() {
        functions = new TemplateFunctions(
                site.published(),
                new PageAnswer() {
                    @Override
                    public String base() {
                        return "https://example.com/site";
                    }

                    @Override
                    public void notFound() {
                        answered.add("404");
                    }

                    @Override
                    public void moved(String path) {
                        answered.add("301 " + path);
                    }
                },
                MessageSettings.defaults().consents());
    }

    private static ItemId draft(String name, Map<String, String> values) throws RepositoryException {
        return site.edit("products", session -> {
            Node node = session.getRootNode().addNode(name, "hg:product");
            node.setProperty("sku", name);
            node.setProperty("category", "19cad354-d8ae-4a73-bae0-dcb65a1ee2aa");
            for (Map.Entry<String, String> value : values.entrySet()) {
                node.setProperty(value.getKey(), value.getValue());
            }
            return new ItemId("products", node.getIdentifier());
        });
    }

    private long total(Map<String, ?> wanted) throws RepositoryException {
        return (Long) functions.find("products", wanted).get("total");
    }

    private List<Object> ids(Map<String, ?> wanted) throws RepositoryException {
        return List.copyOf((List<?>) functions.find("products", wanted).get("ids"));
    }

    @Test
    void itemsAreFoundByWhatTheyAre() throws RepositoryException {
        long all = total(Map.of());
        long roofs = total(Map.of("anyOf", Map.of("family", List.of("roof"))));

        assertThat(all).isGreaterThan(10);
        assertThat(roofs).isBetween(1L, all - 1);
        assertThat(total(Map.of("anyOf", Map.of("family", List.of("roof", "carport", "ground")))))
                .isGreaterThan(roofs);
        assertThat(total(Map.of("anyOf", Map.of("family", "roof", "fixing", List.of("hook")))))
                .isBetween(1L, roofs - 1);
        assertThat(total(Map.of("anyOf", Map.of("family", List.of(""))))).isEqualTo(all);
        assertThat(total(Map.of("text", "挂钩"))).isBetween(1L, all - 1);
        assertThat(functions.find("products", Map.of("limit", 3, "orderBy", "title", "lang", "zh")))
                .extractingByKey("ids")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(3);
    }

    @Test
    void pagesOfAListHoldEachItemOnce() throws RepositoryException {
        Set<Object> seen = new HashSet<>();
        long all = total(Map.of());
        for (int offset = 0; offset < all; offset += 4) {
            Map<String, Object> page =
                    functions.find("products", Map.of("orderBy", "sku", "offset", offset, "limit", 4));
            seen.addAll((List<?>) page.get("ids"));
        }
        assertThat(seen).hasSize((int) all);
    }

    @Test
    void daysIncludeThemselves() throws RepositoryException {
        Map<String, Object> of2021 = functions.find(
                "policies", Map.of("from", Map.of("datePublished", "2021"), "until", Map.of("datePublished", "2021")));
        Map<String, Object> october = functions.find(
                "policies",
                Map.of("from", Map.of("datePublished", "2021-10-24"), "until", Map.of("datePublished", "2021-10-24")));

        assertThat((Long) of2021.get("total")).isGreaterThan(1);
        assertThat((Long) october.get("total")).isEqualTo(1);
        assertThat(functions.find("policies", Map.of("from", Map.of("datePublished", "' OR 1=1"))))
                .containsEntry("total", 0L);
    }

    @Test
    void valuesAreCountedTheMostFrequentFirst() throws RepositoryException {
        List<Map<String, Object>> counts = functions.counts("products", Map.of(), "family");

        assertThat(counts).hasSizeGreaterThan(1);
        assertThat(counts.get(0).get("value")).isEqualTo("roof");
        assertThat(counts)
                .extracting(each -> (Long) each.get("count"))
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(counts.stream().mapToLong(each -> (Long) each.get("count")).sum())
                .isEqualTo(total(Map.of()));
        assertThat(functions.counts("products", Map.of("lang", "zh"), "roofTypes"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact-messages", "users", "userroles", "config", "website", "dam", "nowhere", ""})
    void otherWorkspacesAreNotForTemplates(String workspace) {
        assertThatThrownBy(() -> functions.find(workspace, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("products, product-categories");
        assertThatThrownBy(() -> functions.address(workspace, HOOK, "en")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> functions.languages(workspace, HOOK)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> functions.item(workspace, "x", "en")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMistakeOfATemplateIsNamed() {
        assertThatThrownBy(() -> functions.find("products", Map.of("anyof", Map.of())))
                .hasMessageContaining("anyof")
                .hasMessageContaining("anyOf, descending");
        assertThatThrownBy(() -> functions.find("products", Map.of("anyOf", Map.of("familly", "roof"))))
                .hasMessageContaining("no property 'familly'")
                .hasMessageContaining("family");
        assertThatThrownBy(() -> functions.counts("products", Map.of(), "mgnl:createdBy"))
                .hasMessageContaining("mgnl:createdBy");
        assertThatThrownBy(() -> functions.find("products", Map.of("limit", 101)))
                .hasMessageContaining("0 to 100");
        assertThatThrownBy(() -> functions.find("products", Map.of("lang", "!!")))
                .hasMessageContaining("'!!' is no language");
        assertThatThrownBy(() -> functions.find("products", Map.of("anyOf", "roof")))
                .hasMessageContaining("'anyOf' is a hash");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "roof|ground",
                "%",
                "*",
                "' OR 1=1 --",
                "\"",
                "\u0000",
                "𠮷",
                "<script>alert(1)</script>",
                "\\",
                "roof "
            })
    void whatAVisitorWritesFindsNothingElse(String value) throws RepositoryException {
        assertThat(total(Map.of("anyOf", Map.of("family", List.of(value))))).isZero();
        assertThat(functions.item("products", value, "en")).isEmpty();
        assertThat(functions.search(value.repeat(300), "en", 0, 10)).containsKey("total");
        assertThat(functions.find("products", Map.of("text", value, "offset", -5)))
                .containsKey("total");
    }

    @Test
    void anItemIsFoundByTheSlugOfItsLanguage() throws RepositoryException {
        assertThat(functions.item("products", "tile-roof-hook-system", "en")).isEqualTo(HOOK);
        assertThat(functions.item("products", "wa-wu-mian-gua-gou-xi-tong", Locale.CHINESE))
                .isEqualTo(HOOK);
        assertThat(functions.item("products", "tile-roof-hook-system", "zh")).isEmpty();
        assertThat(functions.address("products", HOOK, "zh")).isEqualTo("/zh/products/wa-wu-mian-gua-gou-xi-tong");
        assertThat(functions.address("products", HOOK, "en")).isEqualTo("/en/products/tile-roof-hook-system");
        assertThat(functions.address("products", "00000000-0000-0000-0000-000000000000", "en"))
                .isEmpty();
        assertThat(functions.absolute(functions.address("products", HOOK, "en")))
                .isEqualTo("https://example.com/site/en/products/tile-roof-hook-system");
        assertThat(functions.absolute("")).isEmpty();
        assertThat(functions.languages("products", HOOK)).containsExactly("en", "zh");
    }

    @Test
    void theSlugOfTheOtherLanguageLeadsToTheRightPage() throws RepositoryException {
        assertThat(functions.moved("products", "tile-roof-hook-system", "zh")).isTrue();
        assertThat(functions.moved("products", "nothing-of-this-name", "zh")).isFalse();

        assertThat(answered).containsExactly("301 /zh/products/wa-wu-mian-gua-gou-xi-tong", "404");
    }

    @Test
    void aFormerSlugLeadsToTheOneOfNow() throws RepositoryException {
        ItemId item = draft("renamed", Map.of("title", "Renamed", "slug", "before", "family", "facade"));
        site.publish(item, Locale.ENGLISH);
        site.edit("products", session -> {
            session.getNodeByIdentifier(item.id()).setProperty("slug", "after");
            return item;
        });
        site.publish(item, Locale.ENGLISH);

        assertThat(functions.moved("products", "before", "en")).isTrue();
        assertThat(answered).containsExactly("301 /en/products/after");
    }

    @Test
    void draftsAreNowhere() throws RepositoryException {
        ItemId item = draft("canary", Map.of("title", "Canaryhook", "slug", "canary", "family", "balcony"));

        assertThat(total(Map.of("anyOf", Map.of("family", "balcony")))).isZero();
        assertThat(functions.counts("products", Map.of(), "family")).noneMatch(each -> each.containsValue("balcony"));
        assertThat(functions.search("Canaryhook", "en", 0, 10)).containsEntry("total", 0L);
        assertThat(functions.item("products", "canary", "en")).isEmpty();
        assertThat(functions.address("products", item.id(), "en")).isEmpty();
        assertThat(functions.languages("products", item.id())).isEmpty();
    }

    @Test
    void anItemThatIsPublishedInOneLanguageIsNotThereInTheOther() throws RepositoryException {
        ItemId item = draft(
                "one-language",
                Map.of("title", "Onlyenglish", "title_zh", "尚未发布的译文", "slug_zh", "yi-wen", "family", "facade"));
        site.publish(item, Locale.ENGLISH);

        assertThat(functions.languages("products", item.id())).containsExactly("en");
        assertThat(functions.address("products", item.id(), "zh")).isEmpty();
        assertThat(functions.item("products", "yi-wen", "zh")).isEmpty();
        assertThat(functions.find("products", Map.of("lang", "zh", "anyOf", Map.of("sku", "x"))))
                .containsEntry("total", 0L);
        assertThat(ids(Map.of("lang", "en", "anyOf", Map.of("family", "facade"))))
                .contains(item.id());
        assertThat(ids(Map.of("lang", "zh", "anyOf", Map.of("family", "facade"))))
                .doesNotContain(item.id());

        site.publish(item, Locale.CHINESE);
        assertThat(functions.languages("products", item.id())).containsExactly("en", "zh");
        site.unpublish(item, Locale.ENGLISH);
        assertThat(functions.languages("products", item.id())).containsExactly("zh");
        assertThat(functions.address("products", item.id(), "en")).isEmpty();
    }

    @Test
    void aSearchShowsWhatItFoundInPieces() throws RepositoryException {
        Map<String, Object> found = functions.search("rafters", "en", 0, 5);

        assertThat((Long) found.get("total")).isPositive();
        Map<?, ?> first = (Map<?, ?>) ((List<?>) found.get("results")).get(0);
        assertThat(first.get("address").toString()).startsWith("/en/products/");
        assertThat((List<?>) first.get("excerpt"))
                .map(piece -> (Map<?, ?>) piece)
                .anyMatch(piece -> piece.get("marked").equals(true)
                        && piece.get("text").toString().equalsIgnoreCase("rafters"));
        assertThat(functions.search("碳达峰", "zh", 0, 5).get("results").toString())
                .contains("policies");
        assertThat(functions.search("  ", "zh", 0, 5)).containsEntry("total", 0L);
    }

    @Test
    void aFormAsksForTheConsentsThatMessagesNeed() {
        assertThat(functions.consents("zh")).isNotEmpty().first().satisfies(consent -> {
            assertThat(consent).containsEntry("name", "consent.enquiry").containsKey("version");
            assertThat(consent.get("text").toString()).matches("[\\s\\S]*\\p{IsHan}[\\s\\S]*");
        });
    }
}
