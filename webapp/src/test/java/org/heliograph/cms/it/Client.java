package org.heliograph.cms.it;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** A well-behaved HTTP client of one host under one name. Requests that are not well-formed go through {@link RawHttp}. */
final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOUNDARY = "----heliograph-integration-test";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final Optional<String> authorization;

    /**
     * @param base address of the host with its context path
     * @param authorization value of the header of that name; empty = anonymous
     */
    Client(URI base, Optional<String> authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    /** The header value of Basic authentication. */
    static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** A text as part of a query string. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @param path encoded path and query below the context path, with a slash in front */
    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "*/*");
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), "*/*");
    }

    /** PUT of a JSON body. */
    Answer put(String path, Object body) {
        return send("PUT", path, json(body), "application/json");
    }

    /** POST of a JSON body. */
    Answer post(String path, Object body) {
        return send("POST", path, json(body), "application/json");
    }

    /** Creates a node below a parent ({@code ""} = root) through the nodes API. */
    Answer create(String workspace, String parent, NodeBody node) {
        return put("/.rest/nodes/v1/" + workspace + parent, node.below(parent));
    }

    /** Uploads a content file; its name selects the workspace. */
    Answer upload(String parent, String fileName, byte[] content) {
        byte[] head = ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofByteArray(head),
                BodyPublishers.ofByteArray(content),
                BodyPublishers.ofByteArray(tail));
        return send(
                "POST", "/.rest/import/v1?path=" + encode(parent), body, "multipart/form-data; boundary=" + BOUNDARY);
    }

    /** Like the other methods, but a broken connection is the caller's to handle. */
    Answer sendOrThrow(String method, String path, Object json) throws IOException {
        return exchange(method, path, json(json), "application/json");
    }

    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofString(body instanceof String text ? text : Json.write(body));
    }

    private Answer send(String method, String path, BodyPublisher body, String contentType) {
        try {
            return exchange(method, path, body, contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " got no answer", e);
        }
    }

    private Answer exchange(String method, String path, BodyPublisher body, String contentType) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, body);
        if (body.contentLength() != 0) {
            request.header("Content-Type", contentType);
        }
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
