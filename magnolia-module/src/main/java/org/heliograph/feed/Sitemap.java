package org.heliograph.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.jcr.RepositoryException;
import org.heliograph.address.Addresses;
import org.heliograph.host.Publication;
import org.heliograph.host.PublishedItem;

/**
 * All pages of the site with their versions in other languages, by the protocol of sitemaps.org. What does not fit into
 * one file is split.
 */
final class Sitemap {

    /** What one file may hold. */
    record Limits(int addresses, long bytes) {

        static final Limits OF_PROTOCOL = new Limits(50_000, 50L * 1024 * 1024);
    }

    private static final String PAGES = "website";
    private static final String PAGE = "mgnl:page";
    private static final String HIDDEN = "noIndex";
    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static final byte[] END = "</urlset>\n".getBytes(StandardCharsets.UTF_8);

    private final String base;
    private final Limits limits;
    private final List<Packed> ended = new ArrayList<>();
    private Packed.Making making;
    private int addresses;

    private Sitemap(String base, Limits limits) throws IOException {
        this.base = base;
        this.limits = limits;
        this.making = begun();
    }

    private static Packed.Making begun() throws IOException {
        Packed.Making making = new Packed.Making();
        Xml.document(making).open("urlset", "xmlns", NAMESPACE, "xmlns:xhtml", "http://www.w3.org/1999/xhtml");
        return making;
    }

    /**
     * Lists all pages.
     *
     * @param base what addresses begin with
     * @return the files, of which there is one at least
     * @throws RepositoryException if what is published cannot be read
     */
    static List<Packed> of(Publication published, String base, Limits limits) throws RepositoryException {
        try {
            Sitemap sitemap = new Sitemap(base, limits);
            published.each(PAGES, PAGE, page -> {
                if (!isHidden(page)) {
                    sitemap.add(page, Addresses::ofPage);
                }
            });
            for (String workspace : Addresses.WORKSPACES) {
                Optional<Publication.Type> type = published.type(workspace);
                if (type.isPresent()) {
                    published.each(workspace, type.get().nodeType(), item -> sitemap.add(item, Addresses::of));
                }
            }
            sitemap.end();
            return List.copyOf(sitemap.ended);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    private static boolean isHidden(PublishedItem page) {
        return page.values().getOrDefault(HIDDEN, List.of()).stream()
                .anyMatch(value -> value.toString().equals("true"));
    }

    private void add(PublishedItem item, BiFunction<PublishedItem, Locale, Optional<String>> addressing) {
        Map<Locale, String> versions = new LinkedHashMap<>();
        for (Locale language : item.languages()) {
            addressing.apply(item, language).ifPresent(path -> versions.put(language, base + path));
        }
        try {
            for (String address : versions.values()) {
                add(entry(address, versions, item));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    /** The default language comes first, if there is a version in it. */
    private static byte[] entry(String address, Map<Locale, String> versions, PublishedItem item) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Xml xml = Xml.within(bytes).open("url").text("loc", address);
        Optional<Instant> changed = item.changed();
        if (changed.isPresent()) {
            xml.text("lastmod", changed.get().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        for (Map.Entry<Locale, String> version : versions.entrySet()) {
            alternate(xml, version.getKey().toLanguageTag(), version.getValue());
        }
        alternate(xml, "x-default", versions.values().iterator().next());
        xml.close();
        return bytes.toByteArray();
    }

    private static void alternate(Xml xml, String language, String address) throws IOException {
        xml.empty("xhtml:link", "rel", "alternate", "hreflang", language, "href", address);
    }

    private void add(byte[] entry) throws IOException {
        if (addresses == limits.addresses() || making.length() + entry.length + END.length > limits.bytes()) {
            end();
            making = begun();
            addresses = 0;
        }
        making.write(entry);
        addresses++;
    }

    private void end() throws IOException {
        making.write(END);
        ended.add(making.end());
    }

    /** The file that lists the others. */
    static Packed index(int parts, String base) {
        return Packed.of(out -> {
            Xml xml = Xml.document(out).open("sitemapindex", "xmlns", NAMESPACE);
            for (int part = 1; part <= parts; part++) {
                xml.open("sitemap")
                        .text("loc", base + "/sitemap-" + part + ".xml")
                        .close();
            }
            xml.close();
        });
    }
}
