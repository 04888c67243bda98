package org.heliograph.cms.published;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.jcr.RepositoryException;
import org.heliograph.feed.FeedsResource;
import org.heliograph.host.Finder;
import org.heliograph.host.Publication;
import org.heliograph.host.PublishedItem;
import org.heliograph.host.Query;
import org.jboss.resteasy.mock.MockDispatcherFactory;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

import static org.assertj.core.api.Assertions.assertThat;

/** Feeds of more and stranger items than anybody would store for a test. */
class ManyItemsTest {

    private static final String BASE = "https://www.example.com/site";
    private static final int MOST_ADDRESSES = 50_000;
    private static final long MOST_BYTES = 50L * 1024 * 1024;

    private final AtomicLong state = new AtomicLong();
    private final AtomicLong readings = new AtomicLong();
    private final Map<String, PublishedItem> items = new LinkedHashMap<>();
    private boolean isBroken;

    /** The items of one workspace. */
    private final class Site implements Publication {

        @Override
        public List<Locale> languages() {
            return List.of(Locale.ENGLISH, Locale.CHINESE);
        }

        @Override
        public Optional<Type> type(String workspace) {
            return workspace.equals("products")
                    ? Optional.of(new Type("hg:product", Map.of("title", true)))
                    : Optional.empty();
        }

        @Override
        public Optional<Item> find(String workspace, String idOrPath, Locale language) {
            return Optional.empty();
        }

        @Override
        public Optional<PublishedItem> item(String workspace, String id) {
            return Optional.ofNullable(items.get(id));
        }

        @Override
        public Finder in(Optional<Locale> language) {
            return new Finder() {
                @Override
                public Found find(Query query) throws RepositoryException {
                    readings.incrementAndGet();
                    if (isBroken) {
                        throw new RepositoryException("planted");
                    }
                    List<String> ids =
                            items.keySet().stream().limit(query.limit()).toList();
                    return new Found(items.size(), ids);
                }

                @Override
                public Map<String, Long> count(Query query, String property) {
                    throw new AssertionError("feeds count nothing");
                }
            };
        }

        @Override
        public void each(String workspace, String nodeType, Each taker) throws RepositoryException {
            readings.incrementAndGet();
            if (isBroken) {
                throw new RepositoryException("planted");
            }
            if (workspace.equals("products")) {
                for (PublishedItem item : items.values()) {
                    taker.take(item);
                }
            }
        }

        @Override
        public Results search(String text, List<String> workspaces, Locale language, int offset, int limit) {
            throw new AssertionError("feeds search for nothing");
        }
    }

    private final Dispatcher dispatcher = MockDispatcherFactory.createDispatcher();

    {
        dispatcher
                .getRegistry()
                .addSingletonResource(new FeedsResource(new Site(), () -> BASE, state::get, true, Clock.systemUTC()));
    }

    private void add(String slug, String title) {
        String id = new UUID(0, items.size()).toString();
        items.put(
                id,
                new PublishedItem(
                        "products",
                        id,
                        "/item-" + items.size(),
                        Locale.ENGLISH,
                        List.of(Locale.ENGLISH, Locale.CHINESE),
                        Map.of(
                                "slug",
                                List.of(slug),
                                "title",
                                List.of(title),
                                "title_zh",
                                List.of(title),
                                "summary",
                                List.of(title),
                                "mgnl:lastModified",
                                List.of(OffsetDateTime.of(2026, 11, 20, 8, 0, 0, 0, ZoneOffset.ofHours(8))))));
    }

    private MockHttpResponse get(String path, String... headers) {
        try {
            MockHttpRequest request = MockHttpRequest.get("/feeds/v1" + path);
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            MockHttpResponse response = new MockHttpResponse();
            dispatcher.invoke(request, response);
            return response;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static String text(MockHttpResponse answer) {
        return new String(answer.getOutput(), StandardCharsets.UTF_8);
    }

    @Test
    void aSitemapIsSplitAtFiftyThousandAddresses() {
        for (int i = 0; i < MOST_ADDRESSES / 2; i++) {
            add("item-" + i, "Item");
        }
        Document one = FeedFiles.sitemap(get("/sitemap.xml").getOutput());
        assertThat(one.getDocumentElement().getTagName()).isEqualTo("urlset");
        assertThat(FeedFiles.texts(one, "loc")).hasSize(MOST_ADDRESSES);
        assertThat(get("/sitemap-1.xml").getStatus()).isEqualTo(404);

        add("one-more", "Item");
        state.incrementAndGet();
        Document index = FeedFiles.sitemap(get("/sitemap.xml").getOutput());
        Set<String> all = new LinkedHashSet<>();
        for (int part = 1; part <= 2; part++) {
            all.addAll(FeedFiles.texts(
                    FeedFiles.sitemap(get("/sitemap-" + part + ".xml").getOutput()), "loc"));
        }

        assertThat(FeedFiles.texts(index, "loc")).containsExactly(BASE + "/sitemap-1.xml", BASE + "/sitemap-2.xml");
        assertThat(all).hasSize(MOST_ADDRESSES + 2).contains(BASE + "/zh/products/one-more");
        assertThat(get("/sitemap-3.xml").getStatus()).isEqualTo(404);
    }

    @Test
    void aSitemapIsSplitAtFiftyMegabytes() {
        for (int i = 0; i < 4000; i++) {
            add("储能".repeat(90) + i, "Item");
        }
        Document index = FeedFiles.sitemap(get("/sitemap.xml").getOutput());
        int parts = FeedFiles.texts(index, "loc").size();
        int addresses = 0;
        for (int part = 1; part <= parts; part++) {
            byte[] file = get("/sitemap-" + part + ".xml").getOutput();
            assertThat(file.length).isLessThanOrEqualTo((int) MOST_BYTES);
            addresses += FeedFiles.texts(FeedFiles.sitemap(file), "loc").size();
        }
        assertThat(parts).isGreaterThan(1);
        assertThat(addresses).isEqualTo(8000);
    }

    @Test
    void whatWasMadeIsKeptUntilSomethingElseIsPublished() {
        add("one", "One");
        MockHttpResponse first = get("/sitemap.xml");
        long once = readings.get();
        String tag = first.getOutputHeaders().getFirst("ETag").toString();

        assertThat(get("/sitemap.xml").getOutput()).isEqualTo(first.getOutput());
        assertThat(get("/sitemap.xml", "If-None-Match", tag).getStatus()).isEqualTo(304);
        assertThat(readings.get()).isEqualTo(once);

        add("two", "Two");
        state.incrementAndGet();
        MockHttpResponse changed = get("/sitemap.xml", "If-None-Match", tag);
        assertThat(changed.getStatus()).isEqualTo(200);
        assertThat(text(changed)).contains("/en/products/two");
    }

    @Test
    void aChangeOfSomethingElseLeavesTheTagAsItIs() {
        add("one", "One");
        String tag = get("/en/products.xml").getOutputHeaders().getFirst("ETag").toString();
        state.incrementAndGet();

        assertThat(get("/en/products.xml", "If-None-Match", tag).getStatus()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "]]>",
                "&amp;&lt;",
                "a\u0000b\u0008c\u001b",
                "\uFFFE\uFFFF",
                "half \uD83D",
                "\uDE00 half",
                "𠮷野家 😀",
                "\u2028\u0085",
                "“光伏”——‘支架’",
                "%s ${x} {{y}}"
            })
    void anyTitleMakesAFeedThatReadersTake(String title) {
        add("slug", "T " + title);
        String expected = "T "
                + title.codePoints()
                        .filter(c -> c == 0x85 || c >= 0x20 && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);

        Document rss = FeedFiles.rss(get("/zh/products.xml").getOutput());
        String json = FeedFiles.json(get("/zh/products.json").getOutput());

        assertThat(FeedFiles.texts(rss, "title").get(1)).isEqualTo(expected);
        assertThat(json).contains("urn:uuid:");
        FeedFiles.sitemap(get("/sitemap.xml").getOutput());
    }

    @Test
    void aFeedHoldsTheLatestFiftyItems() {
        for (int i = 0; i < 60; i++) {
            add("item-" + i, "Item " + i);
        }
        assertThat(FeedFiles.texts(FeedFiles.rss(get("/en/products.xml").getOutput()), "guid"))
                .hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/en/policies.xml",
                "/fr/products.xml",
                "/EN/products.xml",
                "/en/users.xml",
                "/en/contact-messages.json",
                "/en/topics/x.xml",
                "/en/products.html",
                "/en/%3Cscript%3E.xml",
                "/sitemap-0.xml",
                "/sitemap-99999.xml",
                "/"
            })
    void whatThereIsNotIsNotFound(String path) {
        assertThat(get(path).getStatus()).isEqualTo(404);
    }

    @Test
    void whileNothingCanBeReadReadersAreAskedToComeBack() {
        add("one", "One");
        isBroken = true;
        MockHttpResponse answer = get("/en/products.json");

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getOutputHeaders().getFirst("Retry-After")).hasToString("10");
        assertThat(text(answer)).doesNotContain("planted");

        isBroken = false;
        assertThat(get("/en/products.json").getStatus()).isEqualTo(200);
    }

    @Test
    void robotsAreToldWhereTheSitemapIs() {
        assertThat(text(get("/robots.txt"))).isEqualTo("""
                        User-agent: *
                        Allow: /site/.rest/feeds/
                        Allow: /site/.resources/
                        Disallow: /site/.
                        Disallow: /site/en/search
                        Disallow: /site/zh/search

                        Sitemap: https://www.example.com/site/sitemap.xml
                        """);
    }
}
