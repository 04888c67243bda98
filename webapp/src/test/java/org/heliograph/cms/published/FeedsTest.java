package org.heliograph.cms.published;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

import static org.assertj.core.api.Assertions.assertThat;

/** The feeds of the samples, asked for by nobody in particular. */
class FeedsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BASE = "https://www.example.com";

    @TempDir
    private static Path directory;

    private static TestHost host;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of("HELIOGRAPH_SAMPLES", "true", "HELIOGRAPH_BASE_URL", BASE));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(host.address() + "/.rest/feeds/v1" + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send("GET", path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    @Test
    void theSitemapListsEachVersionOfEachItemWithTheOthers() throws IOException, InterruptedException {
        Document sitemap = FeedFiles.sitemap(get("/sitemap.xml"));

        assertThat(FeedFiles.texts(sitemap, "loc"))
                .contains(
                        BASE + "/en/products/tile-roof-hook-system",
                        BASE + "/zh/products/wa-wu-mian-gua-gou-xi-tong",
                        BASE + "/zh/policies/2030-nian-qian-tan-da-feng-xing-dong-fang-an")
                .doesNotHaveDuplicates();
        List<String> alternates = FeedFiles.attributes(sitemap, "xhtml:link", "href");
        assertThat(FeedFiles.texts(sitemap, "loc")).containsAll(alternates);
        assertThat(FeedFiles.attributes(sitemap, "xhtml:link", "hreflang")).containsOnly("en", "zh", "x-default");
        assertThat(FeedFiles.texts(sitemap, "lastmod")).isNotEmpty();
    }

    static Stream<String> feeds() {
        return Stream.of("en", "zh")
                .flatMap(language -> Stream.of("products", "policies", "topics/" + topic(language))
                        .map(name -> "/" + language + "/" + name));
    }

    private static String topic(String language) {
        return language.equals("en") ? "carbon-market" : "tan-shi-chang";
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void everyFeedIsThereInBothForms(String feed) throws IOException, InterruptedException {
        Document rss = FeedFiles.rss(get(feed + ".xml"));
        String json = FeedFiles.json(get(feed + ".json"));

        List<String> links = FeedFiles.texts(rss, "link");
        assertThat(links).hasSizeGreaterThan(1).allMatch(link -> link.startsWith(BASE + feed.substring(0, 4)));
        assertThat(FeedFiles.attributes(rss, "atom:link", "href")).containsExactly(BASE + "/feeds" + feed + ".xml");
        assertThat(json).contains("\"feed_url\":\"" + BASE + "/feeds" + feed + ".json\"");
        links.stream().skip(1).forEach(link -> assertThat(json).contains(link));
        assertThat(FeedFiles.texts(rss, "title").toString())
                .matches(feed.startsWith("/zh") ? ".*\\p{IsHan}.*" : ".*[A-Za-z].*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sitemap.xml", "/en/policies.xml", "/zh/products.json", "/robots.txt"})
    void whoHasItAlreadyIsToldSo(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send("GET", path);
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        String modified = answer.headers().firstValue("Last-Modified").orElseThrow();

        assertThat(tag).startsWith("\"");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(send("GET", path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(send("GET", path, "If-Modified-Since", modified).statusCode())
                .isEqualTo(304);
        assertThat(send("GET", path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> head = send("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("ETag")).contains(tag);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void feedsAreOnlyRead(String method) throws IOException, InterruptedException {
        assertThat(send(method, "/sitemap.xml").statusCode()).isBetween(401, 405);
    }

    @Test
    void aTopicIsNotFoundByTheSlugOfTheOtherLanguage() throws IOException, InterruptedException {
        assertThat(send("GET", "/zh/topics/" + topic("en") + ".xml").statusCode())
                .isEqualTo(404);
        assertThat(send("GET", "/en/topics/nothing.json").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/sitemap.xml, /sitemap.xml",
        "/robots.txt, /robots.txt",
        "/feeds/zh/policies.xml, /zh/policies.xml",
        "/feeds/en/products.json, /en/products.json",
        "/feeds/en/topics/carbon-market.xml, /en/topics/carbon-market.xml"
    })
    void theSiteLeadsThere(String address, String feed) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(host.address() + address + "?utm_source=x"))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(get(feed));
    }

    @Test
    void thePagesOfTheSiteAreInTheSitemapAndHiddenOnesAreNot() throws IOException, InterruptedException {
        List<String> addresses = FeedFiles.texts(FeedFiles.sitemap(get("/sitemap.xml")), "loc");

        assertThat(addresses).contains(BASE + "/en/", BASE + "/zh/", BASE + "/en/products", BASE + "/zh/about");
        assertThat(addresses)
                .noneMatch(address -> address.matches(".*/(search|not-found|error|products/product|policies/policy)"));
    }
}
