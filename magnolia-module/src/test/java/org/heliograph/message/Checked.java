package org.heliograph.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.jcr.RepositoryException;
import org.heliograph.host.PublishedContent;

/** Bodies as they are checked on a site with two published entries. */
final class Checked {

    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";
    static final String PRODUCT = "11111111-1111-4111-8111-111111111111";
    static final String POLICY = "22222222-2222-4222-8222-222222222222";
    static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
    static final MessageSettings SETTINGS = MessageSettings.defaults();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static final PublishedContent SITE = (workspace, idOrPath, language) -> Optional.ofNullable(Map.of(
                    "products " + PRODUCT,
                    new PublishedContent.Item(PRODUCT, "/roof/hook", "Tile hook"),
                    "products /roof/hook",
                    new PublishedContent.Item(PRODUCT, "/roof/hook", "Tile hook"),
                    "policies " + POLICY,
                    new PublishedContent.Item(POLICY, "/plan", "Plan"))
            .get(workspace + ' ' + idOrPath));

    private Checked() {}

    /** A body that is in order. */
    static ObjectNode good() {
        ObjectNode body = MAPPER.createObjectNode();
        body.put("locale", "en");
        body.put("name", "张伟");
        body.put("email", "zhang@example.com");
        body.put("message", "What does a hook for tile roofs cost?");
        body.putArray("consents")
                .addObject()
                .put("purpose", "enquiry")
                .put("version", SETTINGS.enquiry().version())
                .put("given", true);
        return body;
    }

    /** The same with one field another value, written as JSON. */
    static String goodWith(String field, String json) {
        ObjectNode body = good();
        body.remove(field);
        String rest = body.toString();
        return "{\"" + field + "\":" + json + "," + rest.substring(1);
    }

    static Submission check(byte[] body, String type, MessageSettings settings) throws RefusedException {
        try {
            ObjectNode sent = SentBody.read(new ByteArrayInputStream(body), type, Map.of());
            Locale language = MessageCheck.language(sent, Locale.ENGLISH);
            return new MessageCheck(sent, settings, SITE, language, NOW).submission();
        } catch (RepositoryException e) {
            throw new AssertionError(e);
        }
    }

    static Submission json(String body) throws RefusedException {
        return check(body.getBytes(StandardCharsets.UTF_8), JSON, SETTINGS);
    }

    static Submission form(String body) throws RefusedException {
        return check(body.getBytes(StandardCharsets.UTF_8), FORM, SETTINGS);
    }

    /** The faults of a body as {@code field code}, or what else is wrong with it as {@code status id}; nothing if it is fine. */
    static List<String> faults(String body) {
        return faults(body.getBytes(StandardCharsets.UTF_8), JSON);
    }

    static List<String> faults(byte[] body, String type) {
        return faults(body, type, SETTINGS);
    }

    static List<String> faults(byte[] body, String type, MessageSettings settings) {
        try {
            check(body, type, settings);
            return List.of();
        } catch (RefusedException e) {
            return e.faults().isEmpty()
                    ? List.of(e.status() + " " + e.id())
                    : e.faults().stream()
                            .map(fault -> fault.field() + ' ' + fault.code())
                            .toList();
        }
    }

    static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
