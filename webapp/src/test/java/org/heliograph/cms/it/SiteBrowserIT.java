package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The sample site as visitors have it: every page in both languages, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteBrowserIT {

    private static final List<String> LANGUAGES = List.of("zh", "en");
    private static final int MOST_BYTES = 100_000;
    private static final double LONGEST_PAINT = 1000;
    /** For people to look at. */
    private static final Path PHOTOGRAPHS = Project.target("screenshots/site");

    private static final Duration PAINT = Duration.ofSeconds(10);
    private static final double MOST_SHIFT = 0.01;

    /** One page of each kind, by the path of the English one. */
    private static final Map<String, String> KINDS = kinds();

    private static final Map<String, List<String>> REQUIRED = Map.of(
            "Product", List.of("name", "description", "sku", "url", "brand"),
            "Article", List.of("headline", "datePublished", "inLanguage", "url", "publisher"),
            "Organization", List.of("name", "url"),
            "BreadcrumbList", List.of("itemListElement"));

    private Chromium chromium;
    private Host host;
    private SiteCrawl crawl;

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("home", "/en/");
        kinds.put("products", "/en/products");
        kinds.put("product", "/en/products/tile-roof-hook-system");
        kinds.put("policies", "/en/policies");
        kinds.put("policy", "/en/policies/carbon-peaking-action-plan-before-2030");
        kinds.put("search", "/en/search?q=roof");
        kinds.put("contact", "/en/contact");
        kinds.put("about", "/en/about");
        return kinds;
    }

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        // As it is started without any setting, where everybody sees what is published.
        host = Host.builder()
                .without("HELIOGRAPH_INSTANCE")
                .with("HELIOGRAPH_SAMPLES", "true")
                .start();
        crawl = new SiteCrawl(host.uri(), this::visit, "/en/", "/zh/", "/en/search", "/zh/search");
    }

    @AfterAll
    void end() {
        if (host != null) {
            host.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private Answer visit(String path) {
        return new RawHttp(host.uri())
                .send(
                        "GET",
                        path,
                        Map.of(
                                "Host",
                                host.uri().getAuthority(),
                                "Accept",
                                "text/html,application/xhtml+xml,*/*;q=0.8"),
                        Optional.empty());
    }

    /** The path of a page in a language, as its language switch tells it. */
    private String in(String language, String path) {
        int query = path.indexOf('?');
        String page = query < 0 ? path : path.substring(0, query);
        String there =
                page.startsWith("/" + language) ? page : switched(crawl.pages().get(page));
        return there + (query < 0 ? "" : language.equals("zh") ? "?q=" + Client.encode("支架") : path.substring(query));
    }

    private static String switched(Document page) {
        return URI.create(page.selectFirst("header a[hreflang]").absUrl("href")).getRawPath();
    }

    /** What search engines may list. */
    private Stream<Map.Entry<String, Document>> listed() {
        return items().filter(each ->
                each.getValue().select("meta[name=robots][content*=noindex]").isEmpty());
    }

    private static Map<String, String> alternates(Document page) {
        Map<String, String> alternates = new TreeMap<>();
        for (Element link : page.select("head link[rel=alternate][hreflang]")) {
            alternates.put(link.attr("hreflang"), link.absUrl("href"));
        }
        return alternates;
    }

    private Stream<Map.Entry<String, Document>> items() {
        return crawl.pages().entrySet().stream();
    }

    @Test
    void everyLinkWithinTheSiteAnswers() {
        assertThat(crawl.pages()).hasSizeGreaterThan(60).hasSizeLessThan(200);
        assertThat(crawl.dead()).isEmpty();
        assertThat(crawl.elsewhere()).allMatch(link -> link.startsWith("a "));
    }

    @Test
    void everyPageNamesItselfAndItsOtherLanguageWhichNamesItBack() {
        SoftAssertions.assertSoftly(softly -> listed().forEach(each -> {
            Document page = each.getValue();
            String language = each.getKey().substring(1, 3);
            String self = host.uri() + each.getKey();
            Map<String, String> alternates = alternates(page);
            softly.assertThat(page.selectFirst("html").attr("lang"))
                    .as("lang of %s", self)
                    .startsWith(language);
            softly.assertThat(page.select("link[rel=canonical]").eachAttr("href"))
                    .as("canonical of %s", self)
                    .containsExactly(self);
            softly.assertThat(alternates).as("alternates of %s", self).containsKeys("zh", "en", "x-default");
            softly.assertThat(alternates).as("alternates of %s", self).containsEntry(language, self);
            alternates.values().forEach(other -> {
                Document there = crawl.pages().get(URI.create(other).getRawPath());
                softly.assertThat(there).as("%s, which %s names", other, self).isNotNull();
                softly.assertThat(there == null ? Map.of() : alternates(there))
                        .as("alternates of %s", other)
                        .isEqualTo(alternates);
            });
            softly.assertThat(page.select("header a[hreflang]").stream().map(link -> link.absUrl("href")))
                    .as("language switch of %s", self)
                    .contains(alternates.get(language.equals("zh") ? "en" : "zh"));
        }));
    }

    @Test
    void everyPageHasItsTextsAndHeadings() {
        SoftAssertions.assertSoftly(softly -> {
            Map<String, String> titles = new TreeMap<>();
            listed().forEach(each -> {
                Document page = each.getValue();
                softly.assertThat(page.select("h1"))
                        .as("h1 of %s", each.getKey())
                        .hasSize(1);
                softly.assertThat(page.text())
                        .as("text of %s", each.getKey())
                        .doesNotContain("???", "[#", "${", "FreeMarker", "null");
                softly.assertThat(titles.put(page.title() + each.getKey().substring(0, 3), each.getKey()))
                        .as("page with the title of %s, %s", each.getKey(), page.title())
                        .isNull();
                softly.assertThat(page.select("meta[name=description]").attr("content"))
                        .as("description of %s", each.getKey())
                        .isNotBlank();
                for (String property : List.of("og:title", "og:description", "og:url", "og:type", "og:locale")) {
                    softly.assertThat(page.select("meta[property=" + property + "]")
                                    .attr("content"))
                            .as("%s of %s", property, each.getKey())
                            .isNotBlank();
                }
                softly.assertThat(page.select("img:not([alt]), img:not([width]), img:not([height])"))
                        .as("pictures without text or size on %s", each.getKey())
                        .isEmpty();
            });
        });
    }

    @Test
    void whatPagesTellSearchEnginesIsComplete() {
        List<String> seen = new ArrayList<>();
        SoftAssertions.assertSoftly(softly -> items().forEach(each -> each.getValue()
                .select("script[type=application/ld+json]")
                .forEach(script -> {
                    JsonNode data = Json.parse(script.data());
                    Stream<JsonNode> parts = data.has("@graph") ? Json.items(data.path("@graph")) : Stream.of(data);
                    parts.forEach(part -> {
                        String type = part.path("@type").asText();
                        seen.add(type);
                        softly.assertThat(REQUIRED)
                                .as("%s on %s", part, each.getKey())
                                .containsKey(type);
                        REQUIRED.getOrDefault(type, List.of())
                                .forEach(field -> softly.assertThat(
                                                part.path(field).toString())
                                        .as("%s of %s on %s", field, type, each.getKey())
                                        .isNotIn("", "\"\"", "null", "[]", "{}"));
                    });
                })));
        assertThat(seen).contains("Product", "Article", "Organization", "BreadcrumbList");
    }

    /** Whoever looks at it: no barrier, no complaint of the browser, no request to another host, nothing wider than the window. */
    @ParameterizedTest
    @ValueSource(strings = {"zh-390", "zh-1440", "en-390", "en-1440", "zh-390-dark", "en-1440-dark"})
    void eachKindOfPageIsOpenToEverybody(String name) {
        String[] parts = name.split("-");
        Look base = new Look(Integer.parseInt(parts[1]), parts[0], false, true);
        Look look = parts.length > 2 ? base.inTheDark() : base;
        SoftAssertions.assertSoftly(softly -> {
            try (Tab tab = chromium.open(look)) {
                KINDS.forEach((kind, path) -> {
                    String address = host.uri() + in(look.language(), path);
                    softly.assertThat(tab.go(address).status()).as(address).isEqualTo(200);
                    softly.assertThat(tab.barriers()).as("%s %s", kind, look).isEmpty();
                    softly.assertThat((Integer) tab.page().evaluate("document.documentElement.scrollWidth"))
                            .as("width of %s %s", kind, look)
                            .isLessThanOrEqualTo(look.width());
                    tab.photograph(PHOTOGRAPHS.resolve(kind + "-" + look + ".png"));
                });
                softly.assertThat(tab.complaints()).as("console %s", look).isEmpty();
                softly.assertThat(tab.requestsBeside(host.uri()))
                        .as("requests %s", look)
                        .isEmpty();
            }
        });
    }

    @Test
    void everyPageOpensQuietlyAndIsLight() {
        SoftAssertions.assertSoftly(softly -> {
            try (Tab tab = chromium.open(Look.wide("en"))) {
                items().forEach(each -> {
                    int before = tab.complaints().size();
                    Response answer = tab.go(host.uri() + each.getKey());
                    softly.assertThat(answer.status()).as(each.getKey()).isEqualTo(200);
                    softly.assertThat(tab.complaints()
                                    .subList(before, tab.complaints().size()))
                            .as("console of %s", each.getKey())
                            .isEmpty();
                    Object bytes = tab.page()
                            .evaluate(
                                    "performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))"
                                            + ".filter(e => e.initiatorType !== 'img').reduce((sum, e) => sum + e.decodedBodySize, 0)");
                    softly.assertThat(((Number) bytes).intValue())
                            .as("bytes of %s without pictures", each.getKey())
                            .isPositive()
                            .isLessThan(MOST_BYTES);
                });
                softly.assertThat(tab.requestsBeside(host.uri())).isEmpty();
            }
        });
    }

    /** The second visit, so that what is measured is the page and not the host's first work on it. */
    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void eachKindOfPageIsThereAtOnceAndStaysInPlace(String language) {
        SoftAssertions.assertSoftly(softly -> KINDS.forEach((kind, path) -> {
            String address = host.uri() + in(language, path);
            visit(in(language, path));
            Vitals vitals = measure(language, address);
            for (int again = 0; again < 2 && !vitals.isWithin(); again++) {
                vitals = measure(language, address);
            }
            softly.assertThat(vitals.isWithin())
                    .as("%s %s: %s", kind, language, vitals)
                    .isTrue();
        }));
    }

    /** Largest contentful paint in milliseconds, sum of layout shifts, tasks of more than 50 ms. */
    private record Vitals(double paint, double shift, int longTasks) {
        boolean isWithin() {
            return paint > 0 && paint < LONGEST_PAINT && shift < MOST_SHIFT && longTasks == 0;
        }
    }

    private Vitals measure(String language, String address) {
        try (Tab tab = chromium.open(Look.wide(language))) {
            tab.page().addInitScript("""
                    window.vitals = { paint: 0, shift: 0, longTasks: 0 };
                    const observe = (type, note) => new PerformanceObserver(
                      list => list.getEntries().forEach(note)).observe({ type, buffered: true });
                    observe('largest-contentful-paint', entry => { vitals.paint = entry.startTime; });
                    observe('layout-shift', entry => { vitals.shift += entry.value; });
                    observe('longtask', () => { vitals.longTasks++; });
                    """);
            tab.go(address);
            // Not waitForFunction: it evaluates texts, which the pages' policy forbids.
            Await.until(
                    PAINT,
                    () -> "a paint of " + address,
                    () -> tab.page().evaluate("vitals.paint > 0").equals(true));
            tab.page().evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 300)))");
            JsonNode vitals =
                    Json.parse(tab.page().evaluate("JSON.stringify(vitals)").toString());
            return new Vitals(
                    vitals.path("paint").asDouble(),
                    vitals.path("shift").asDouble(),
                    vitals.path("longTasks").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aMessageCanBeSentWithoutScripts(String language) {
        try (Tab tab = chromium.open(Look.phone(language).withoutScripts())) {
            // given
            Page page = tab.page();
            tab.go(host.uri() + in(language, KINDS.get("contact")));

            // when
            page.locator("main [name=name]").fill("Ann Li");
            page.locator("main [name=email]").fill("ann.li@example.com");
            page.locator("main [name=message]").fill("Which hook fits a slate roof? 请问石板屋面用哪种挂钩？");
            page.locator("main form[method=post] [type=checkbox]").first().check();
            page.locator("main form[method=post] button[type=submit]").click();

            // then
            assertThat(page.locator("main [role=status]").innerText()).containsPattern("([0-9A-Z]{4}-){3}[0-9A-Z]{4}");
            assertThat(page.locator("html").getAttribute("lang")).startsWith(language);
        }
    }

    @Test
    void aPageThatIsNotThereIsSaidInTheLanguageOfItsAddress() {
        for (String language : LANGUAGES) {
            try (Tab tab = chromium.open(Look.wide("en"))) {
                Response answer = tab.go(host.uri() + "/" + language + "/no-such-page");
                assertThat(answer.status()).isEqualTo(404);
                assertThat(tab.page().locator("html").getAttribute("lang")).startsWith(language);
                assertThat(tab.page().locator("h1").count()).isEqualTo(1);
                assertThat(tab.barriers()).isEmpty();
            }
        }
    }

    /** Texts that would run as a script, or as a template, wherever they are written without being escaped for the place. */
    private static final List<String> HOSTILE = List.of(
            "<script>hgxss()</script>",
            "\"><img src=x onerror=hgxss()>",
            "'><svg/onload=hgxss()>",
            "\" autofocus onfocus=\"hgxss()",
            "' onmouseover='hgxss()",
            "</script><script>hgxss()</script>",
            "</title></style></textarea><script>hgxss()</script>",
            "--><script>hgxss()</script><!--",
            "javascript:hgxss()",
            "data:text/html,<script>hgxss()</script>",
            "\\u003cscript\\u003ehgxss()\\u003c/script\\u003e",
            "%3Cscript%3Ehgxss()%3C/script%3E",
            "&lt;script&gt;hgxss()&lt;/script&gt;",
            "＜script＞hgxss()＜/script＞",
            "<iframe srcdoc='&lt;script&gt;parent.hgxss()&lt;/script&gt;'>",
            "<a href=\"jav&#x09;ascript:hgxss()\">x</a>",
            "${hgxss!7777*3}[#assign hgxss=1][=7777*3]",
            "<form><button formaction=javascript:hgxss()>x",
            "\r\nSet-Cookie: hgxss=1\r\n\r\n<script>hgxss()</script>",
            "\u0000<script>hgxss()</script>\u202e支架<b>");

    private static final List<String> PARAMETERS = List.of(
            "q",
            "family",
            "roof",
            "category",
            "fixing",
            "page",
            "topic",
            "issuer",
            "level",
            "year",
            "from",
            "until",
            "product",
            "item",
            "lang",
            "sort",
            "mgnlPreview",
            "hgxss",
            "returnTo",
            "sent");

    @Test
    void noParameterPathOrHeaderBecomesPartOfAPage() {
        SoftAssertions.assertSoftly(softly -> HOSTILE.forEach(text -> {
            String encoded = Client.encode(text);
            KINDS.values().forEach(path -> {
                String page = path.replaceFirst("\\?.*", "");
                assertHarmless(softly, page + "?" + query(encoded), Map.of());
                assertHarmless(softly, page + (page.endsWith("/") ? "" : "/") + encoded, Map.of());
            });
            assertHarmless(softly, "/" + encoded, Map.of());
            assertHarmless(softly, "/en/" + encoded + "/x", Map.of());
            String header = text.replaceAll("[\\r\\n\\x00]", " ");
            for (String name :
                    List.of("User-Agent", "Referer", "Accept-Language", "X-Forwarded-Host", "Cookie", "Origin")) {
                assertHarmless(softly, "/en/search?q=roof", Map.of(name, header));
                assertHarmless(softly, "/en/no-such-page", Map.of(name, header));
            }
        }));
    }

    private static String query(String value) {
        return PARAMETERS.stream().map(name -> name + "=" + value).collect(java.util.stream.Collectors.joining("&"));
    }

    private void assertHarmless(SoftAssertions softly, String path, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("Host", host.uri().getAuthority(), "Accept", "text/html"));
        all.putAll(headers);
        Answer answer = new RawHttp(host.uri()).send("GET", path, all, Optional.empty());
        String place = path + " " + headers;
        softly.assertThat(answer.status()).as(place).isIn(200, 301, 302, 400, 403, 404);
        softly.assertThat(answer.header("Set-Cookie"))
                .as("cookies of %s", place)
                .isEmpty();
        softly.assertThat(answer.header("Location").orElse(""))
                .as("target of %s", place)
                .doesNotContain("hgxss");
        Document page = Jsoup.parse(answer.text());
        softly.assertThat(page.select("script").stream()
                        .filter(script -> !script.attr("type").equals("application/ld+json"))
                        .filter(script -> script.data().contains("hgxss")
                                || script.attr("src").contains("hgxss")))
                .as("scripts of %s", place)
                .isEmpty();
        page.select("script[type=application/ld+json]")
                .forEach(script -> softly.assertThat(Json.tryParse(script.data()))
                        .as("data of %s", place)
                        .isPresent());
        softly.assertThat(page.select("*").stream()
                        .flatMap(element -> element.attributes().asList().stream())
                        .filter(attribute -> attribute.getKey().startsWith("on")
                                || attribute.getKey().matches("srcdoc|formaction")
                                || attribute.getValue().strip().matches("(?is)(javascript|data:text).*")
                                        && attribute.getKey().matches("href|src|action")))
                .as("attributes of %s", place)
                .isEmpty();
        softly.assertThat(answer.text()).as(place).doesNotContain("23331");
    }

    @Test
    void hostileTextsDoNotRunInABrowser() {
        SoftAssertions.assertSoftly(softly -> {
            try (Tab tab = chromium.open(Look.wide("en"))) {
                tab.page().addInitScript("window.hgxss = () => alert('hgxss')");
                for (String text : HOSTILE) {
                    for (String path : List.of("/en/search", "/zh/products", "/en/policies", "/zh/contact", "/en/")) {
                        tab.page().navigate(host.uri() + path + "?" + query(Client.encode(text)));
                    }
                    tab.page()
                            .navigate(host.uri() + "/en/" + Client.encode(text).replace("%00", "%01"));
                }
                softly.assertThat(tab.dialogs()).isEmpty();
                softly.assertThat(tab.requestsBeside(host.uri())).isEmpty();
            }
        });
    }

    @Test
    void everyPageKindIsCrawledInBothLanguages() {
        Set<String> crawled = crawl.pages().keySet();
        KINDS.values()
                .forEach(path -> LANGUAGES.forEach(language ->
                        assertThat(crawled).contains(in(language, path).replaceFirst("\\?.*", ""))));
    }
}
