package org.heliograph.cms.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A small JSON object that was sent. */
final class JsonBody {

    private static final int MOST_BYTES = 16 * 1024;
    private static final int MOST_ITEMS = 100;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /** @throws ProblemException if the body is no JSON object, or too large */
    static JsonBody of(HttpServletRequest request) throws IOException {
        String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (!type.matches("application/json\\s*(;.*)?")) {
            throw new ProblemException(415, "media-type");
        }
        byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ProblemException(413, "body-too-large");
        }
        try {
            JsonNode object = JSON.readTree(bytes);
            if (object.isObject()) {
                return new JsonBody(object);
            }
        } catch (JsonProcessingException e) {
            // What stands there may be a password: nothing of it goes into an answer or a log.
        }
        throw new ProblemException(400, "body-malformed");
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> new ProblemException(422, "field-missing", name));
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(object.path(name).textValue()).filter(text -> !text.isEmpty());
    }

    long number(String name) {
        JsonNode value = object.path(name);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new ProblemException(422, "field-missing", name);
        }
        return value.longValue();
    }

    Set<String> texts(String name) {
        Set<String> texts = new LinkedHashSet<>();
        JsonNode values = object.path(name);
        if (!values.isArray() || values.size() > MOST_ITEMS) {
            throw new ProblemException(422, "field-missing", name);
        }
        for (JsonNode value : values) {
            texts.add(Optional.ofNullable(value.textValue())
                    .orElseThrow(() -> new ProblemException(422, "field-missing", name)));
        }
        return texts;
    }
}
