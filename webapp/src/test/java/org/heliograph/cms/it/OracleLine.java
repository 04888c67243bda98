package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request that was sent to a real Magnolia, and its answer.
 *
 * @param id key of the line
 * @param group topic
 * @param method HTTP method
 * @param url relative to the context path, exactly as sent
 * @param headers sent besides {@code Host} and the credentials
 * @param auth name of the caller, empty = anonymous
 * @param requestBody JSON value or text, empty = none
 * @param status recorded status
 * @param body recorded body: JSON, text, null or a stand-in
 */
record OracleLine(
        String id,
        String group,
        String method,
        String url,
        Map<String, String> headers,
        Optional<String> auth,
        Optional<JsonNode> requestBody,
        int status,
        JsonNode body) {

    private static final Map<String, String> CREDENTIALS = Map.of(
            "superuser", Client.basic("superuser", "superuser"),
            "reader", Client.basic("oracle-reader", "reader-pass"),
            "reader-wrong", Client.basic("oracle-reader", "not-the-password"),
            "wrong", Client.basic("nobody-of-that-name", "not-the-password"));

    /** The lines of a recording, in order. */
    static List<OracleLine> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Json::parse).map(OracleLine::of).toList();
        }
    }

    private static OracleLine of(JsonNode line) {
        Map<String, String> headers = new LinkedHashMap<>();
        line.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new OracleLine(
                line.path("id").asText(),
                line.path("group").asText(),
                line.path("method").asText(),
                line.path("url").asText(),
                headers,
                Optional.ofNullable(line.path("auth").textValue()),
                Optional.of(line.path("requestBody")).filter(value -> !value.isNull()),
                line.path("status").intValue(),
                line.path("body"));
    }

    /** Sends this request. */
    Answer send(RawHttp http, String contextPath) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", "oracle.test");
        all.putAll(headers);
        auth.ifPresent(name -> all.put("Authorization", CREDENTIALS.get(name)));
        return http.send(method, contextPath + url, all, bytes());
    }

    private Optional<byte[]> bytes() {
        if (requestBody.isEmpty() && !method.equals("PUT") && !method.equals("POST")) {
            return Optional.empty();
        }
        String text = requestBody
                .map(value -> value.isTextual() ? value.textValue() : Json.write(value))
                .orElse("");
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The URL without its query. */
    String path() {
        return url.split("\\?", 2)[0];
    }

    /** The first value of a query parameter, decoded. */
    Optional<String> parameter(String name) {
        String query = url.contains("?") ? url.substring(url.indexOf('?') + 1) : "";
        return Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst();
    }

    /** What decides the language of the answer, as one text; empty for the default language. */
    String language() {
        return parameter("lang").orElse("") + "/" + headers.getOrDefault("Accept-Language", "");
    }

    /** True if the recorded body is the envelope of a query. */
    boolean isQueryAnswer() {
        return body.path("results").isArray() && body.has("total");
    }
}
