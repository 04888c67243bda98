package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came back for a request.
 *
 * @param status HTTP status
 * @param headers values by lower-case name
 * @param body bytes, empty if there is no body
 */
record Answer(int status, Map<String, List<String>> headers, byte[] body) {

    /** The first value of a header. */
    Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The body as UTF-8. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON; fails the test if it is not. */
    JsonNode json() {
        return Json.parse(text());
    }

    /** The code of Magnolia's error body {@code {"error":{"code","message"}}}; empty if the body is another one. */
    Optional<String> errorCode() {
        return Json.tryParse(text())
                .map(body -> body.path("error"))
                .filter(error -> error.path("code").isTextual() && error.has("message"))
                .map(error -> error.path("code").textValue());
    }

    @Override
    public String toString() {
        String text = text();
        return status + " " + (text.length() > 500 ? text.substring(0, 500) + "..." : text);
    }
}
