package org.heliograph.cms.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the audit log: JSON whose last member {@code hash} is the SHA-256 of what stands before it in the line, and
 * whose member {@code prev} is the hash of the line before.
 *
 * @param number counts from 1
 * @param action what was done
 * @param target what it was done to
 * @param prev hash of the record before
 * @param hash its own
 */
record AuditRecord(long number, String action, String target, String prev, String hash) {

    /** What the first record of all has for the hash of the one before. */
    static final String NONE = "0".repeat(64);
    /** Names a line that was left half-written. */
    static final String TORN = "torn-line";

    private static final JsonFactory JSON = new JsonFactory();
    private static final String HASH = ",\"hash\":\"";
    private static final int HASH_PART = HASH.length() + 64 + 2;

    /** What a record tells, before it has its place in the chain. */
    record Entry(
            Instant time,
            String actor,
            String via,
            String action,
            String target,
            String outcome,
            Optional<String> address,
            Optional<String> request) {}

    /** A line, with its line feed. */
    static byte[] line(long number, String prev, Entry entry) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("n", number);
            json.writeStringField("time", entry.time().toString());
            json.writeStringField("actor", entry.actor());
            json.writeStringField("via", entry.via());
            json.writeStringField("action", entry.action());
            json.writeStringField("target", entry.target());
            json.writeStringField("outcome", entry.outcome());
            writeOptional(json, "address", entry.address());
            writeOptional(json, "request", entry.request());
            json.writeStringField("prev", prev);
            json.writeEndObject();
        }
        String open = text.toString().substring(0, text.getBuffer().length() - 1);
        return (open + HASH + digest(open.getBytes(StandardCharsets.UTF_8)) + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void writeOptional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    /** The record of a line without its line feed; empty if it is none, or is not as it was written. */
    static Optional<AuditRecord> parse(byte[] line) {
        int open = line.length - HASH_PART;
        if (open < 1) {
            return Optional.empty();
        }
        String end = new String(line, open, HASH_PART, StandardCharsets.UTF_8);
        byte[] before = Arrays.copyOf(line, open);
        String hash = digest(before);
        if (!end.equals(HASH + hash + "\"}")) {
            return Optional.empty();
        }
        return members(new String(line, StandardCharsets.UTF_8)).map(members -> of(members, hash));
    }

    private static AuditRecord of(Map<String, String> members, String hash) {
        String number = members.getOrDefault("n", "");
        return new AuditRecord(
                number.matches("\\d{1,18}") ? Long.parseLong(number) : -1,
                members.getOrDefault("action", ""),
                members.getOrDefault("target", ""),
                members.getOrDefault("prev", ""),
                hash);
    }

    private static Optional<Map<String, String>> members(String line) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                members.put(name, json.getText());
            }
            return Optional.of(members);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Secrets.sha256(bytes));
    }

    /** What a record about a half-written line says of it. */
    static String torn(byte[] line) {
        return line.length + " bytes, sha256 " + digest(line);
    }
}
