package org.heliograph.cms.delivery;

import java.util.Locale;
import java.util.Set;
import org.heliograph.cms.web.RestException;
import org.jspecify.annotations.Nullable;

/** The part of content negotiation (RFC 9110, 12.5.1) that a server of nothing but JSON needs. */
final class Accept {

    private Accept() {}

    private static final Set<String> JSON_RANGES = Set.of("application/json", "application/*", "*/*");

    static void requireJson(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return;
        }
        boolean found = false;
        for (String range : header.split(",")) {
            found |= isJson(range);
        }
        if (!found) {
            throw new RestException(406, "notAcceptable", "No match for accept header: only JSON is served.");
        }
    }

    private static boolean isJson(String range) {
        String type = range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.indexOf('/') < 1 || type.endsWith("/")) {
            throw RestException.badRequest("The Accept header is malformed: " + type);
        }
        boolean refused = range.replace(" ", "").matches("(?i).*;q=0(\\.0{0,3})?(;.*)?");
        return JSON_RANGES.contains(type) && !refused;
    }
}
