package org.heliograph.moderation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request to the desk is answered.
 *
 * @param headers besides the media type
 */
record Answer(int status, String type, Map<String, String> headers, Body body) {

    /** Writes itself. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    static Answer json(JsonNode json) {
        return new Answer(200, "application/json", Map.of(), bytes(json));
    }

    static Answer stream(String type, String fileName, Body body) {
        return new Answer(200, type, Map.of("Content-Disposition", "attachment; filename=\"" + fileName + '"'), body);
    }

    static Answer problem(int status, ObjectNode problem) {
        return new Answer(status, "application/problem+json", Map.of(), bytes(problem));
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, more, body);
    }

    private static Body bytes(JsonNode json) {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        return out -> out.write(bytes);
    }
}
