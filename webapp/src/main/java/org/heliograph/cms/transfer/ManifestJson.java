package org.heliograph.cms.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The manifest as JSON, one line for each item. */
final class ManifestJson {

    private static final String FORMAT = "heliograph-content";
    private static final int VERSION = 1;
    /** Most items of one archive. */
    private static final int MOST_ITEMS = 1_000_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ManifestJson() {}

    static void write(Manifest manifest, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new MinimalPrettyPrinter());
            json.writeStartObject();
            line(json);
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            line(json);
            json.writeFieldName("languages");
            json.writeStartArray();
            for (String language : manifest.languages()) {
                json.writeString(language);
            }
            json.writeEndArray();
            line(json);
            writePlaces(manifest, json);
            line(json);
            json.writeFieldName("types");
            json.writeStartObject();
            for (Map.Entry<String, String> type : manifest.types().entrySet()) {
                line(json);
                json.writeStringField(type.getKey(), type.getValue());
            }
            json.writeEndObject();
            line(json);
            json.writeNumberField("count", manifest.items().size());
            line(json);
            json.writeFieldName("items");
            json.writeStartArray();
            for (Manifest.Entry entry : manifest.items()) {
                line(json);
                write(entry, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            line(json);
        }
    }

    private static void line(JsonGenerator json) throws IOException {
        json.writeRaw('\n');
    }

    private static void writePlaces(Manifest manifest, JsonGenerator json) throws IOException {
        json.writeFieldName("places");
        json.writeStartArray();
        for (Selection.Place place : manifest.places()) {
            json.writeStartObject();
            json.writeStringField("workspace", place.workspace());
            json.writeStringField("path", place.path());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(Manifest.Entry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("workspace", entry.workspace());
        json.writeStringField("path", entry.path());
        json.writeStringField("id", entry.id());
        json.writeStringField("file", entry.file());
        json.writeNumberField("bytes", entry.bytes());
        json.writeStringField("sha256", entry.sha256());
        json.writeEndObject();
    }

    /**
     * Reads a manifest whose items are not checked yet.
     *
     * @throws TransferException naming line and column if it is none, or of a version that is not known
     */
    static Manifest read(InputStream in) throws IOException, TransferException {
        try (JsonParser json = JSON.createParser(in)) {
            return new Reading(json).manifest();
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? Manifest.FILE
                    : Manifest.FILE + ":" + e.getLocation().getLineNr() + ":"
                            + e.getLocation().getColumnNr();
            throw new TransferException(Finding.at(place, "manifest-malformed", e.getOriginalMessage()), e);
        }
    }

    private static final class Reading {

        private final JsonParser json;
        private final Set<String> languages = new TreeSet<>();
        private final List<Selection.Place> places = new ArrayList<>();
        private final SortedMap<String, String> types = new TreeMap<>();
        private final List<Manifest.Entry> items = new ArrayList<>();
        private boolean known;

        private Reading(JsonParser json) {
            this.json = json;
        }

        private Manifest manifest() throws IOException, TransferException {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String member = json.currentName();
                json.nextToken();
                read(member);
            }
            if (!known) {
                throw fault("manifest-other");
            }
            return new Manifest(languages, List.copyOf(places), types, items);
        }

        private void read(String member) throws IOException, TransferException {
            switch (member) {
                case "format" -> known = text().equals(FORMAT);
                case "version" -> requireVersion();
                case "languages" -> {
                    expect(json.currentToken(), JsonToken.START_ARRAY);
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        languages.add(text());
                    }
                }
                case "places" -> readPlaces();
                case "types" -> types.putAll(texts());
                case "count" -> json.skipChildren();
                case "items" -> readItems();
                default -> throw fault("manifest-malformed", "unknown member " + member);
            }
        }

        private void requireVersion() throws IOException, TransferException {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getLongValue() != VERSION) {
                throw fault("manifest-version", json.getText(), VERSION);
            }
        }

        private void readPlaces() throws IOException, TransferException {
            expect(json.currentToken(), JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                Map<String, String> place = texts();
                places.add(new Selection.Place(member(place, "workspace"), member(place, "path")));
            }
        }

        private void readItems() throws IOException, TransferException {
            expect(json.currentToken(), JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                Map<String, String> item = texts();
                if (items.size() >= MOST_ITEMS) {
                    throw fault("manifest-too-large", MOST_ITEMS);
                }
                items.add(new Manifest.Entry(
                        member(item, "workspace"),
                        member(item, "path"),
                        member(item, "id"),
                        member(item, "file"),
                        bytes(member(item, "bytes")),
                        member(item, "sha256")));
            }
        }

        private long bytes(String text) throws TransferException {
            if (!text.matches("\\d{1,15}")) {
                throw fault("manifest-malformed", "bytes: " + text);
            }
            return Long.parseLong(text);
        }

        private String member(Map<String, String> members, String name) throws TransferException {
            String value = members.get(name);
            if (value == null) {
                throw fault("manifest-malformed", name + " is missing");
            }
            return value;
        }

        /** An object of plain values. */
        private Map<String, String> texts() throws IOException, TransferException {
            expect(json.currentToken(), JsonToken.START_OBJECT);
            Map<String, String> members = new HashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                members.put(name, text());
            }
            return members;
        }

        private String text() throws IOException, TransferException {
            if (!json.currentToken().isScalarValue()) {
                throw fault("manifest-malformed", "a text belongs here");
            }
            return json.getText();
        }

        private void expect(JsonToken found, JsonToken wanted) throws TransferException {
            if (found != wanted) {
                throw fault("manifest-malformed", wanted + " belongs here");
            }
        }

        private TransferException fault(String id, Object... arguments) {
            return new TransferException(Finding.at(
                    Manifest.FILE + ":" + json.currentLocation().getLineNr() + ":"
                            + json.currentLocation().getColumnNr(),
                    id,
                    arguments));
        }
    }
}
