package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Carries a real page through: in by the nodes API, out by delivery. How the page becomes content:
 *
 * <ul>
 *   <li>product line → node in {@code product-categories}: {@code title} is the line, {@code code} the node name;
 *   <li>article → node in {@code policies}: {@code title}; {@code fullText} with a {@code p} element for each
 *       paragraph; {@code dateSigned} is the first day that the text names, {@code datePublished} the latest, since a
 *       text cannot be older than what it tells of; {@code docType} is {@code news};
 *   <li>"... by 2030" → {@code targets} of the article, one child each with {@code label} and {@code targetYear};
 *   <li>contact line → child {@code contact} of the article: {@code label}, {@code phone} as written, {@code phoneE164},
 *       {@code invitations}. It is a channel to be shown, not a message, so it has no place among the messages.
 * </ul>
 *
 * Everything that is expected is taken from the page at run time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedIT {

    private static final Pattern PARAGRAPH = Pattern.compile("<p>(.*?)</p>", Pattern.DOTALL);
    private static final String POLICIES = "/.rest/delivery/policies/v1";
    private static final String CATEGORIES = "/.rest/delivery/product-categories/v1";

    private SeedPage page;
    private String article;
    private Host host;

    @BeforeAll
    void storeThePage() throws IOException {
        page = SeedPage.parse(Files.readString(Project.shared("seed/000_86e0bc4e2103fda2.txt")));
        article = "/" + SeedPage.nodeName(page.title());
        host = Host.builder().start();
        String category = SeedPage.nodeName(page.productLine());
        create(
                "product-categories",
                "",
                new NodeBody(category, "hg:productCategory")
                        .with("title", page.productLine())
                        .with("code", category));
        create("policies", "", articleBody());
        create("policies", article, new NodeBody("targets", "mgnl:contentNode"));
        for (Map.Entry<Integer, String> target : page.targets().entrySet()) {
            create("policies", article + "/targets", targetBody(target.getKey(), target.getValue()));
        }
        create("policies", article, contactBody());
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void theProductLineComesBackAsCategory() {
        // when
        JsonNode found = query(CATEGORIES + "?lang=en&title=" + Client.encode(page.productLine()));

        // then
        assertThat(found.path("total").intValue()).isEqualTo(1);
        JsonNode category = found.path("results").path(0);
        assertThat(category.path("title").textValue()).isEqualTo(page.productLine());
        assertThat(category.path("@nodeType").textValue()).isEqualTo("hg:productCategory");
    }

    @Test
    void theArticleComesBackWithEveryParagraph() {
        // when
        JsonNode delivered = query(POLICIES + article + "?lang=en");

        // then
        assertThat(delivered.path("title").textValue()).isEqualTo(page.title());
        List<String> paragraphs = PARAGRAPH
                .matcher(delivered.path("fullText").asText())
                .results()
                .map(SeedIT::unescape)
                .toList();
        assertThat(paragraphs).isNotEmpty().isEqualTo(page.paragraphs());
    }

    @Test
    void theDatesOfTheTextComeBackAsFields() {
        // given
        List<LocalDate> dates = page.dates();

        // when
        JsonNode delivered = query(POLICIES + article + "?lang=en");

        // then
        assertThat(dates).isNotEmpty();
        assertThat(delivered.path("dateSigned").asText())
                .startsWith(dates.get(0).toString());
        assertThat(delivered.path("datePublished").asText())
                .startsWith(
                        dates.stream().max(LocalDate::compareTo).orElseThrow().toString());
        assertThat(query(POLICIES + "?dateSigned=" + dates.get(0)).path("total").intValue())
                .as("articles found by the day")
                .isEqualTo(1);
    }

    @Test
    void theTargetYearsComeBackAsTargets() {
        // when
        JsonNode targets = query(POLICIES + article + "?lang=en").path("targets");

        // then
        Map<Integer, String> delivered = Json.items(targets.path("@nodes"))
                .map(name -> targets.path(name.textValue()))
                .collect(Collectors.toMap(
                        target -> target.path("targetYear").intValue(),
                        target -> target.path("label").asText()));
        assertThat(delivered).isNotEmpty().isEqualTo(page.targets());
    }

    @Test
    void theContactChannelComesBack() {
        // when
        JsonNode contact = query(POLICIES + article + "?lang=en").path("contact");

        // then
        assertThat(contact.path("label").textValue()).isEqualTo(page.contactLabel());
        assertThat(contact.path("phone").textValue()).isEqualTo(page.phone());
        assertThat(contact.path("phoneE164").textValue())
                .isEqualTo(page.phoneE164())
                .matches("\\+[1-9]\\d{1,14}");
        assertThat(Json.items(contact.path("invitations")).map(JsonNode::textValue))
                .isEqualTo(page.invitations());
    }

    @Test
    void aChineseTitleIsAddedAndReturnedForChineseOnly() {
        // given
        String title = "碳达峰与碳中和：𠮷 " + page.title();
        NodeBody change = new NodeBody(article.substring(1), "hg:policyArticle").with("title_zh", title);

        // when
        Answer answer = host.superuser().post("/.rest/nodes/v1/policies" + article, change.update());

        // then
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        JsonNode chinese = query(POLICIES + article + "?lang=zh");
        assertThat(chinese.path("title").textValue()).isEqualTo(title);
        assertThat(chinese.has("title_zh")).isFalse();
        assertThat(chinese.path("fullText"))
                .as("an untranslated text falls back")
                .isEqualTo(query(POLICIES + article + "?lang=en").path("fullText"));
        assertThat(query(POLICIES + article + "?lang=en").path("title").textValue())
                .isEqualTo(page.title());
        assertThat(query(POLICIES + "?title_zh=" + Client.encode(title))
                        .path("total")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void theArticleIsFoundByAWordOfItsText() {
        // given
        String word = Pattern.compile("\\b[a-z]{8,}\\b")
                .matcher(page.paragraphs().get(page.paragraphs().size() - 1))
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();

        // when
        JsonNode found = query(POLICIES + "?q=" + word);

        // then
        assertThat(found.path("results").path(0).path("@path").asText()).isEqualTo(article);
    }

    private NodeBody articleBody() {
        List<LocalDate> dates = page.dates();
        String text = page.paragraphs().stream()
                .map(paragraph -> "<p>" + escape(paragraph) + "</p>")
                .collect(Collectors.joining("\n"));
        return new NodeBody(article.substring(1), "hg:policyArticle")
                .with("title", page.title())
                .with("docType", "news")
                .with("level", "international")
                .with("dateSigned", "Date", dates.get(0))
                .with(
                        "datePublished",
                        "Date",
                        dates.stream().max(LocalDate::compareTo).orElseThrow())
                .with("fullText", text);
    }

    private static NodeBody targetBody(int year, String label) {
        return new NodeBody("targets" + year, "mgnl:contentNode")
                .with("label", label)
                .with("targetYear", "Long", year);
    }

    private NodeBody contactBody() {
        return new NodeBody("contact", "mgnl:contentNode")
                .with("label", page.contactLabel())
                .with("phone", page.phone())
                .with("phoneE164", page.phoneE164())
                .withAll("invitations", page.invitations());
    }

    private void create(String workspace, String parent, NodeBody node) {
        Answer answer = host.superuser().create(workspace, parent, node);
        assertThat(answer.status())
                .as("%s in %s: %s", node.name(), workspace, answer)
                .isEqualTo(200);
    }

    private JsonNode query(String path) {
        Answer answer = host.anonymous().get(path);
        assertThat(answer.status()).as("%s: %s", path, answer).isEqualTo(200);
        return answer.json();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String unescape(MatchResult paragraph) {
        return paragraph.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
