package org.heliograph.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Writes a feed as JSON Feed 1.1. */
final class JsonFeed {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonFeed() {}

    static void write(Feed feed, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("version", "https://jsonfeed.org/version/1.1");
            text(json, "title", feed.title());
            json.writeStringField("home_page_url", feed.home());
            json.writeStringField("feed_url", feed.self());
            text(json, "description", feed.description());
            json.writeStringField("language", feed.language().toLanguageTag());
            json.writeArrayFieldStart("items");
            for (Feed.Entry entry : feed.entries()) {
                write(entry, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(Feed.Entry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", "urn:uuid:" + entry.id());
        json.writeStringField("url", entry.address());
        text(json, "title", entry.title());
        text(json, "content_text", entry.summary().isEmpty() ? entry.title() : entry.summary());
        date(json, "date_published", entry.made().or(entry::changed));
        date(json, "date_modified", entry.changed());
        if (!entry.tags().isEmpty()) {
            json.writeArrayFieldStart("tags");
            for (String tag : entry.tags()) {
                json.writeString(Xml.allowed(tag));
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Half a character cannot be written, and control characters are of no use to readers. */
    private static void text(JsonGenerator json, String name, String text) throws IOException {
        json.writeStringField(name, Xml.allowed(text));
    }

    private static void date(JsonGenerator json, String name, Optional<Instant> moment) throws IOException {
        if (moment.isPresent()) {
            json.writeStringField(
                    name, moment.get().truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }
}
