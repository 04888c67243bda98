package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The example front end, in a real browser, beside a real host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReactExampleIT {

    private static final Pattern HAN = Pattern.compile("[\u4e00-\u9fff]");
    private static final Pattern RECEIPT = Pattern.compile("([0-9A-Z]{4}-){3}[0-9A-Z]{4}");

    private Chromium chromium;
    private Host host;
    private ReactExample example;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        // Visitors see what is published; pictures that are worked on would ask them for a password.
        host = Host.builder()
                .with("HELIOGRAPH_SAMPLES", "true")
                .without("HELIOGRAPH_INSTANCE")
                .start();
        example = ReactExample.serve(host.uri());
    }

    @AfterAll
    void end() {
        for (AutoCloseable part : new AutoCloseable[] {example, host, chromium}) {
            if (part != null) {
                org.assertj.core.api.Assertions.assertThatCode(part::close).doesNotThrowAnyException();
            }
        }
    }

    private Tab at(Look look, String path) {
        Tab tab = chromium.open(look);
        tab.go(example.uri() + path);
        return tab;
    }

    private void assertQuiet(Tab tab) {
        assertThat(tab.complaints()).as("console").isEmpty();
        assertThat(tab.requestsBeside(example.uri())).as("requests to others").isEmpty();
    }

    @Test
    void theHomePageIsMadeOfItsComponents() {
        try (Tab tab = at(Look.wide("en"), "/")) {
            // then
            assertThat(tab.page()).hasURL(example.uri() + "/en");
            assertThat(tab.page().locator("h1")).hasCount(1);
            assertThat(tab.page().locator("section")).not().hasCount(0);
            assertThat(tab.page().locator("footer section")).not().hasCount(0);
            assertQuiet(tab);
        }
    }

    @Test
    void productsAreListedAndOneIsShownInBothLanguages() {
        try (Tab tab = at(Look.wide("en"), "/en/products")) {
            Page page = tab.page();
            long total = host.anonymous()
                    .get("/.rest/delivery/products/v1?lang=en&limit=0")
                    .json()
                    .path("total")
                    .asLong();
            Locator cards = page.locator(".cards li");
            assertThat(cards).hasCount((int) total);

            // when
            String title = cards.first().locator("a").textContent();
            cards.first().locator("a").click();

            // then
            assertThat(page.locator("h1")).hasText(title);
            String english = page.url();

            // when
            page.locator(".language").click();

            // then
            assertThat(page.locator("h1")).hasText(HAN);
            assertThat(page).hasURL(Pattern.compile(".*/zh/products/[^/]+"));
            assertThat(page.locator("html")).hasAttribute("lang", "zh");

            // when
            page.locator(".language").click();

            // then
            assertThat(page.locator("h1")).hasText(title);
            assertThat(page).hasURL(english);
            assertQuiet(tab);
        }
    }

    @Test
    void aSearchInChineseFindsProducts() {
        try (Tab tab = at(Look.phone("zh"), "/zh/search")) {
            // when
            tab.page().locator("input[type=search]").fill("支架");
            tab.page().keyboard().press("Enter");

            // then
            assertThat(tab.page().getByRole(AriaRole.STATUS)).hasText(Pattern.compile("[1-9]\\d* 条结果"));
            assertThat(tab.page().locator(".cards li").first()).containsText(HAN);
            assertThat(tab.page()).hasURL(Pattern.compile(".*/zh/search\\?q=.*"));
            assertQuiet(tab);
        }
    }

    @Test
    void aMessageArrivesWithItsPuzzleSolved() {
        try (Tab tab = at(Look.wide("zh"), "/zh/contact?product=%2Ftile-roof-hook-system")) {
            List<Request> sent = new ArrayList<>();
            tab.page().onRequest(request -> {
                if (request.method().equals("POST")) {
                    sent.add(request);
                }
            });
            Page page = tab.page();

            // when
            page.locator("[name=name]").fill("李安");
            page.locator("[name=email]").fill("li.an@example.com");
            page.locator("[name=message]").fill("请问瓦屋面挂钩适用于石板瓦吗？谢谢。");
            page.locator("[type=checkbox]").check();
            page.locator("main form button").click();

            // then
            assertThat(page.getByRole(AriaRole.STATUS)).hasText(RECEIPT);
            assertThat(sent).hasSize(1);
            JsonNode message = Json.parse(sent.get(0).postData());
            assertThat(message.path("solution").asText()).matches("\\d+(,\\d+)*");
            assertThat(message.path("productOfInterest")).hasSize(1);
            assertThat(message.path("locale").asText()).isEqualTo("zh");
            assertQuiet(tab);
        }
    }

    @Test
    void whatIsWrongWithAMessageIsSaid() {
        try (Tab tab = at(Look.wide("en"), "/en/contact")) {
            // when
            tab.page().locator("[name=message]").fill("short");
            tab.page().locator("main form button").click();

            // then
            assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("Please give a phone number");
            assertThat(tab.page().locator("[name=message]")).hasAttribute("aria-invalid", "true");
            assertThat(tab.page().locator("[name=message]")).hasValue("short");
        }
    }

    /** The page editor shows the front end in a frame, and reads the comments that it finds there. */
    @Test
    void thePageEditorFindsItsComments() {
        try (Tab tab = chromium.open(Look.wide("en"))) {
            // given
            Page page = tab.page();
            page.route(
                    "**/editor",
                    route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                            .setContentType("text/html")
                            .setBody("<!doctype html><title>Editor</title><link rel=icon href='data:,'><script>"
                                    + "refreshed = 0; mgnlFrameReady = () => {}; mgnlRefresh = () => { refreshed++; };"
                                    + "</script><iframe src='/en?mgnlPreview=false' width=1200 height=800></iframe>")));

            // when
            tab.go(example.uri() + "/editor#app:pages-app:detail;/heliograph:edit");
            page.waitForFunction("refreshed > 0");

            // then
            Map<String, String> annotations = annotations();
            assertThat(annotations).hasSizeGreaterThan(4);
            Frame frame = page.frames().get(1);
            frame.waitForFunction(
                    "wanted => document.documentElement.innerHTML.split('<!--cms:').length > wanted",
                    annotations.size());
            assertThat(openComments(frame)).containsExactlyInAnyOrderElementsOf(annotations.values());
            assertThat(tab.complaints()).isEmpty();
        }
    }

    private Map<String, String> annotations() {
        Map<String, String> annotations = new TreeMap<>();
        host.anonymous()
                .get("/.rest/template-annotations/v1/heliograph")
                .json()
                .properties()
                .forEach(each -> annotations.put(each.getKey(), each.getValue().asText()));
        return annotations;
    }

    private static List<String> openComments(Frame frame) {
        Object found = frame.evaluate("""
                () => {
                  const comments = [];
                  const all = document.createNodeIterator(document, NodeFilter.SHOW_COMMENT);
                  for (let each = all.nextNode(); each; each = all.nextNode()) {
                    if (each.data.startsWith('cms:')) comments.push(each.data);
                  }
                  return JSON.stringify(comments);
                }""");
        return Json.items(Json.parse(found.toString())).map(JsonNode::asText).toList();
    }
}
