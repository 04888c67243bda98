package org.heliograph.cms.site;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages of a site, from their address to the bytes. */
class PagesTest {

    private static final String AREAS = """
            areas:
              main:
                availableComponents:
                  text:
                    id: acme:components/text
                  broken:
                    id: acme:components/broken
              aside:
                type: single
                templateScript: /acme/templates/areas/aside.ftl
              listed:
                templateScript: /acme/templates/areas/listed.ftl
              foot:
                inheritance:
                  enabled: true
                  components: filtered
                  properties: all
              maybe:
                optional: true
                templateScript: /acme/templates/areas/maybe.ftl
            """;

    @TempDir
    private static Path directory;

    private static TestSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new TestSite(directory)
                .page(
                        "greeting",
                        "greeting",
                        "[#ftl output_format=\"HTML\"]<p>${cmsfn.decode(content).title}|${cmsfn.language()}"
                                + "|${i18n['acme.hello']}|${i18n.get('acme.count', ['3'])}|${i18n['acme.none']}|${cmsfn.link(content)}</p>",
                        """
                        title: "Tom & <b>Jerry</b>"
                        title_zh: 你好
                        """)
                .page(
                        "echo",
                        "[#ftl output_format=\"HTML\"]<p title=\"${cmsfn.unescapeXss(ctx.getParameter('q')!'')}\">"
                                + "${cmsfn.unescapeXss(ctx.q!'')}|${state.originalURI?no_esc}|${state.selector?no_esc}</p>")
                .page(
                        "plain-echo",
                        "<p title=\"${ctx.getParameter('q')!}\">${ctx.q!}${state.originalURI}${state.queryString}</p>")
                .page("counted", "${ctx.getParameter('page')!'1'} ${content.title}")
                .page("who", "${ctx.user.name}")
                .page("redirected", "${hgfn.moved('products', 'no-such-slug', 'en')?c}")
                .page("item", "item ${ctx.getParameter('item')!} ${cmsfn.language()}")
                .page("failing", "failing", "before ${content.nothing} after", "title: failing\n")
                .page(
                        "not-found",
                        "not-found",
                        "missing: ${content.title} ${cmsfn.language()}",
                        "title: no\ntitle_zh: 没有\n")
                .page("error", "error", "sorry: ${content.title}", "title: sorry\ntitle_zh: 抱歉\n")
                .page("parts", "parts", "", """
                        title: parts
                        main:
                          jcr:primaryType: mgnl:area
                          '0':
                            jcr:primaryType: mgnl:component
                            mgnl:template: acme:components/text
                            text: one
                          '00':
                            jcr:primaryType: mgnl:component
                            mgnl:template: acme:components/none
                          '01':
                            jcr:primaryType: mgnl:component
                            mgnl:template: acme:components/text
                            text: two
                        listed:
                          jcr:primaryType: mgnl:area
                          '0':
                            jcr:primaryType: mgnl:component
                            mgnl:template: acme:components/text
                            text: three
                        foot:
                          jcr:primaryType: mgnl:area
                          note: own
                        """)
                .page("with-broken", "with-broken", "", """
                        title: broken
                        main:
                          jcr:primaryType: mgnl:area
                          '0':
                            jcr:primaryType: mgnl:component
                            mgnl:template: acme:components/broken
                        """)
                .file("i18n/acme-messages_en.properties", "acme.hello = Hello\nacme.count = {0} items\n")
                .file("i18n/acme-messages_zh.properties", "acme.hello = 你好\nacme.count = 共{0}项\n")
                .template("components/text", "<i>${content.text}${ctx.mood!}</i>", "")
                .template("components/broken", "[#list 1..2 as x]\n\n${content.missing}[/#list]", "")
                .file("templates/areas/aside.ftl", "aside[#if component??]!${component.text}[/#if]")
                .file(
                        "templates/areas/listed.ftl",
                        "[#list components as each](${each?index}[@cms.component content=each contextAttributes={\"mood\": \"!\"}/])[/#list]")
                .file("templates/areas/maybe.ftl", "maybe")
                .file("webresources/site.css", "p { color: red }")
                .file("webresources/画.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
                .file("virtualUriMappings/items.yaml", mapping("^/items/([^/?]+)(\\\\?.*)?$", "forward:/item?item=$1"))
                .file("virtualUriMappings/old.yaml", mapping("^/old/(.*)$", "redirect:/$1"))
                .file("virtualUriMappings/gone.yaml", mapping("^/gone$", "permanent:/greeting"))
                .file("virtualUriMappings/admin.yaml", mapping("^/inside/(.*)$", "forward:/.rest/$1"))
                .file("virtualUriMappings/circle.yaml", mapping("^/circle$", "forward:/circle"))
                .template("pages/parts", page(), AREAS)
                .template("pages/with-broken", page(), AREAS)
                .start(directory);
    }

    private static String page() {
        return "[@cms.area name=\"main\"/]|[@cms.area name=\"aside\"/]|[@cms.area name=\"listed\"/]|[@cms.area name=\"foot\"/]|[@cms.area name=\"maybe\"/]";
    }

    private static String mapping(String from, String to) {
        return "class: info.magnolia.virtualuri.mapping.RegexpVirtualUriMapping\nfromUri: \"" + from + "\"\ntoUri: "
                + to + "\n";
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void theAddressTellsTheLanguage() {
        assertThat(site.get("/en/greeting").body())
                .isEqualTo("<p>Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;|en|Hello|3 items|acme.none|/greeting.html</p>");
        HttpResponse<String> chinese = site.get("/zh/greeting");
        assertThat(chinese.body()).isEqualTo("<p>你好|zh|你好|共3项|acme.none|/zh/greeting.html</p>");
        assertThat(chinese.headers().firstValue("Content-Language")).contains("zh");
        assertThat(chinese.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/greeting", "/en/greeting", "/en/greeting/", "/en/greeting.html", "/en/greeting~x~.html"})
    void aPageHasSeveralSpellings(String address) {
        assertThat(site.get(address).body()).contains("|en|Hello|");
    }

    @Test
    void theRootLeadsToTheBestLanguage() {
        HttpResponse<String> chinese = site.get("/", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8");
        assertThat(chinese.statusCode()).isEqualTo(302);
        assertThat(chinese.headers().firstValue("Location")).contains("/zh/");
        assertThat(chinese.headers().firstValue("Vary")).contains("Accept-Language");

        assertThat(site.get("/", "Accept-Language", "de").headers().firstValue("Location"))
                .contains("/en/");
        assertThat(site.get("/", "Accept-Language", "zh;q=x").headers().firstValue("Location"))
                .contains("/en/");
        assertThat(site.get("/zh/").body()).isEqualTo("<h1>首页</h1>");
        assertThat(site.get("/en").body()).isEqualTo("<h1>Home &amp; more</h1>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "&lt;script&gt;",
                "\u2028<svg/onload=alert(1)>",
                "javascript:alert(1)//<",
                "${7*7}",
                "[#assign x=1]"
            })
    void whatARequestSaysIsEscaped(String hostile) {
        String query = URLEncoder.encode(hostile, StandardCharsets.UTF_8);
        for (String page : new String[] {"/en/echo", "/en/plain-echo"}) {
            String body = site.get(page + "?q=" + query).body();

            assertThat(body.replaceFirst("^<p title=\"", "")
                            .replaceFirst("</p>$", "")
                            .replaceFirst("\">", ""))
                    .doesNotContain("<", ">")
                    .doesNotContain("\"", "49|");
        }
    }

    @Test
    void theSelectorAndThePathAreEscaped() {
        assertThat(site.get("/en/echo~%3Cb%3E~").body()).contains("&lt;b&gt;").doesNotContain("<b>");
    }

    @Test
    void whatIsNotThereIsThePageOfTheSite() {
        HttpResponse<String> answer = site.get("/zh/nowhere");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("missing: 没有 zh");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        HttpResponse<String> machine = site.get("/zh/nowhere", "Accept", "application/json");
        assertThat(machine.statusCode()).isEqualTo(404);
        assertThat(machine.body()).contains("\"code\":\"notFound\"");
    }

    @Test
    void aScriptSaysThatNothingIsThere() {
        assertThat(site.get("/en/redirected").statusCode()).isEqualTo(404);
    }

    @Test
    void aFailingPageIsThePageOfTheSiteForVisitorsAndAReportForEditors() {
        HttpResponse<String> visitor = site.get("/zh/failing");
        assertThat(visitor.statusCode()).isEqualTo(500);
        assertThat(visitor.body()).isEqualTo("sorry: 抱歉");

        assertThat(site.getAsEditor("/en/failing").body())
                .contains("acme/templates/pages/failing.ftl", "1:10", "content.nothing");
        assertThat(site.getAsEditor("/en/with-broken").body())
                .contains("acme/templates/components/broken.ftl", "3:3", "content.missing");
        assertThat(site.get("/en/greeting").statusCode()).isEqualTo(200);
    }

    @Test
    void areasShowTheirComponents() {
        assertThat(site.get("/en/parts").body()).isEqualTo("<i>one</i><i>two</i>|aside|(0<i>three!</i>)||");
    }

    @Test
    void editorsSeeWhatIsWhatAndVisitorsDoNot() {
        String marked = site.getAsEditor("/en/parts?mgnlPreview=false").body();
        assertThat(marked)
                .contains("<!-- cms:area content=\"website:/heliograph/parts/main\" name=\"main\"")
                .contains("<!-- cms:component content=\"website:/heliograph/parts/main/0\"")
                .contains("acme:components/none");

        assertThat(site.get("/en/parts?mgnlPreview=false").body()).doesNotContain("cms:");
        assertThat(site.getAsEditor("/en/parts").body()).doesNotContain("cms:area");
    }

    @Test
    void aMappingForwardsInTheLanguageOfTheAddress() {
        assertThat(site.get("/zh/items/%E6%94%AF%E6%9E%B6?x=1").body()).isEqualTo("item 支架 zh");
        assertThat(site.get("/items/a%26item=b").statusCode()).isEqualTo(200);
        assertThat(site.get("/circle").statusCode()).isEqualTo(404);
    }

    @Test
    void aMappingRedirectsWithinTheSite() {
        HttpResponse<String> permanent = site.get("/gone");
        assertThat(permanent.statusCode()).isEqualTo(301);
        assertThat(permanent.headers().firstValue("Location")).contains("/greeting");

        assertThat(site.get("/old//evil.example/x").headers().firstValue("Location"))
                .hasValueSatisfying(target -> assertThat(target).startsWith("/").doesNotStartWith("//"));
        assertThat(site.get("/old/a%0d%0aSet-Cookie:%20x").headers().firstValue("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void aMappingLeadsNobodyWhereTheyMayNotGo() {
        assertThat(site.get("/inside/status").statusCode()).isEqualTo(200);
        assertThat(site.get("/inside/admin/v1/me").statusCode()).isEqualTo(404);
        assertThat(site.get("/inside/status/..;/admin/v1/me").statusCode()).isIn(400, 404);
    }

    @Test
    void aPageIsKeptUntilItsContentChanges() {
        HttpResponse<String> first = site.get("/en/counted");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.body()).isEqualTo("1 counted");
        assertThat(site.get("/en/counted", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(site.get("/en/counted?utm_source=x").headers().firstValue("ETag"))
                .contains(tag);
        assertThat(site.get("/en/counted?page=2&utm_source=x").body()).isEqualTo("2 counted");
        assertThat(site.get("/en/counted?page=3").body()).isEqualTo("3 counted");
        assertThat(site.get("/en/counted?page=2").body()).isEqualTo("2 counted");

        site.publish("counted", "title", "changed");

        assertThat(site.get("/en/counted", "If-None-Match", tag).body()).isEqualTo("1 changed");
        assertThat(site.get("/en/counted?page=2").body()).isEqualTo("2 changed");
    }

    @Test
    void aPageThatKnowsItsVisitorIsNotKept() {
        assertThat(site.get("/en/who").body()).isEqualTo("anonymous");
        assertThat(site.getAsEditor("/en/who").body()).isEqualTo("superuser");
        assertThat(site.get("/en/who").body()).isEqualTo("anonymous");
    }

    @Test
    void pagesBringHeadersThatShutThemIn() {
        HttpResponse<String> page = site.get("/en/greeting");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'self'", "frame-ancestors 'self'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).isPresent();
    }

    @Test
    void onlyReadingIsAnswered() {
        HttpResponse<String> answer =
                TestSite.send(HttpRequest.newBuilder(site.address().resolve("/en/greeting"))
                        .header("Authorization", TestSite.credentials())
                        .method("DELETE", BodyPublishers.noBody())
                        .build());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");

        HttpResponse<String> sent =
                TestSite.send(HttpRequest.newBuilder(site.address().resolve("/en/greeting"))
                        .header("Authorization", TestSite.credentials())
                        .POST(BodyPublishers.noBody())
                        .build());
        assertThat(sent.statusCode()).isEqualTo(403);

        HttpResponse<String> head =
                TestSite.send(HttpRequest.newBuilder(site.address().resolve("/en/greeting"))
                        .method("HEAD", BodyPublishers.noBody())
                        .build());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void resourcesOfModulesAreServed() {
        HttpResponse<String> css = site.get("/.resources/acme/webresources/site.css");
        assertThat(css.body()).isEqualTo("p { color: red }");
        assertThat(css.headers().firstValue("Content-Type")).contains("text/css;charset=UTF-8");
        assertThat(css.headers().firstValue("Cache-Control")).contains("max-age=3600, public");

        HttpResponse<String> fingerprinted = site.get("/.resources/acme/webresources/site~abc-1~cache.css");
        assertThat(fingerprinted.body()).isEqualTo("p { color: red }");
        assertThat(fingerprinted.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age=31536000"));

        HttpResponse<String> drawing = site.get("/.resources/acme/webresources/%E7%94%BB.svg");
        assertThat(drawing.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("sandbox"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.resources/acme/module.yaml",
                "/.resources/acme/templates/pages/home.ftl",
                "/.resources/acme/webresources/../module.yaml",
                "/.resources/acme/webresources/%2e%2e/module.yaml",
                "/.resources/acme/webresources/..%2fmodule.yaml",
                "/.resources/acme/webresources",
                "/.resources/",
                "/.resources/heliograph/apps/products.yaml"
            })
    void nothingElseOfAModuleIsServed(String address) {
        assertThat(site.get(address).statusCode()).isIn(400, 404);
    }
}
