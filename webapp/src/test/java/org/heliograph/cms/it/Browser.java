package org.heliograph.cms.it;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sends what a browser sends: the cookie it was given, where the page comes from, and the token that the page adds. */
final class Browser {

    private final RawHttp http;
    private final String contextPath;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Browser(Host host) {
        this(host.uri());
    }

    /** @param uri of the host, with its context path */
    Browser(URI uri) {
        this(new RawHttp(uri), uri.getPath(), Map.of("Host", uri.getAuthority()));
    }

    /** A browser that sends one header more, or another value of it. */
    Browser with(String header, String value) {
        Browser other = new Browser(http, contextPath, headers);
        other.headers.put(header, value);
        return other;
    }

    Browser without(String header) {
        Browser other = new Browser(http, contextPath, headers);
        other.headers.remove(header);
        return other;
    }

    private Browser(RawHttp http, String contextPath, Map<String, String> headers) {
        this.http = http;
        this.contextPath = contextPath;
        this.headers.putAll(headers);
    }

    /** The same browser after signing in. */
    Browser signedIn(String name, String password) {
        return after(post("/.rest/auth/v1/login", Map.of("name", name, "password", password)));
    }

    /** The same browser with the cookie and the token of an answer. */
    Browser after(Answer signIn) {
        String cookie = signIn.header("Set-Cookie").orElseThrow(() -> new AssertionError("no cookie in " + signIn));
        return with("Cookie", cookie.split(";")[0])
                .with("X-CSRF-Token", signIn.json().path("csrfToken").asText());
    }

    Answer get(String path) {
        return http.send("GET", contextPath + path, headers, Optional.empty());
    }

    Answer delete(String path) {
        return http.send("DELETE", contextPath + path, headers, Optional.empty());
    }

    Answer post(String path, Object json) {
        return send("POST", path, json);
    }

    Answer put(String path, Object json) {
        return send("PUT", path, json);
    }

    private Answer send(String method, String path, Object json) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Content-Type", "application/json");
        return http.send(
                method, contextPath + path, all, Optional.of(Json.write(json).getBytes(StandardCharsets.UTF_8)));
    }
}
