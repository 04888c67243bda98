package org.heliograph.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Writes a feed as RSS 2.0. */
final class Rss {

    private Rss() {}

    static void write(Feed feed, OutputStream out) throws IOException {
        Xml xml = Xml.document(out)
                .open("rss", "version", "2.0", "xmlns:atom", "http://www.w3.org/2005/Atom")
                .open("channel")
                .text("title", feed.title())
                .text("link", feed.home())
                .empty("atom:link", "rel", "self", "type", "application/rss+xml", "href", feed.self())
                .text("description", feed.description())
                .text("language", feed.language().toLanguageTag());
        Optional<Instant> latest = feed.entries().stream()
                .flatMap(entry -> entry.changed().stream())
                .findFirst();
        if (latest.isPresent()) {
            xml.text("lastBuildDate", date(latest.get()));
        }
        for (Feed.Entry entry : feed.entries()) {
            write(entry, xml);
        }
        xml.close().close();
    }

    private static void write(Feed.Entry entry, Xml xml) throws IOException {
        xml.open("item")
                .text("title", entry.title())
                .text("link", entry.address())
                .text("guid", "urn:uuid:" + entry.id(), "isPermaLink", "false");
        Optional<Instant> made = entry.made().or(entry::changed);
        if (made.isPresent()) {
            xml.text("pubDate", date(made.get()));
        }
        if (!entry.summary().isEmpty()) {
            // Readers take it for HTML.
            xml.text("description", html(entry.summary()));
        }
        for (String tag : entry.tags()) {
            xml.text("category", tag);
        }
        xml.close();
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String date(Instant moment) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(moment.atOffset(ZoneOffset.UTC));
    }
}
