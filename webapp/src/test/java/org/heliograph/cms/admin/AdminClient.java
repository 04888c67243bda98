package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.heliograph.cms.app.TestHost;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who calls the admin API, by session unless said otherwise. Every JSON answer is held against the OpenAPI
 * document of the host: its status has to be described, and it to be as described.
 */
final class AdminClient {

    static final String API = "/.rest/admin/v1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<URI, Contract> CONTRACTS = new ConcurrentHashMap<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI base;
    private final Map<String, String> headers;
    private final Optional<Contract> contract;

    /** An answer; the body is missing where it is no JSON. */
    record Answer(int status, JsonNode json, HttpResponse<byte[]> response) {

        Answer expect(int expected) {
            assertThat(status)
                    .as("%s %s: %s", response.request().method(), response.uri(), text())
                    .isEqualTo(expected);
            return this;
        }

        /** The id of a problem. */
        String problem() {
            return json.path("id").asText();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }
    }

    private AdminClient(URI base, Map<String, String> headers, Optional<Contract> contract) {
        this.base = base;
        this.headers = headers;
        this.contract = contract;
    }

    static AdminClient anonymous(TestHost host) {
        return new AdminClient(host.address(), Map.of(), Optional.empty());
    }

    static AdminClient superuser(TestHost host) {
        AdminClient client = signedIn(host, TestHost.SUPERUSER, TestHost.PASSWORD);
        CONTRACTS.computeIfAbsent(
                host.address(),
                address -> new Contract(client.get("/openapi.json").expect(200).json()));
        return signedIn(host, TestHost.SUPERUSER, TestHost.PASSWORD);
    }

    /**
     * Signs in; what changes something carries the session's token. Answers are held against the contract once the
     * superuser has signed in.
     */
    static AdminClient signedIn(TestHost host, String name, String password) {
        Answer session = anonymous(host)
                .send("POST", "/.rest/auth/v1/login", tree(Map.of("name", name, "password", password)))
                .expect(200);
        String cookie = session.response()
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
        String csrf = session.json().path("csrfToken").asText();
        return new AdminClient(
                host.address(),
                Map.of("Cookie", cookie, "X-CSRF-Token", csrf),
                Optional.ofNullable(CONTRACTS.get(host.address())));
    }

    static JsonNode tree(Object plain) {
        return JSON.valueToTree(plain);
    }

    static AdminClient basic(TestHost host, String name, String password) {
        return new AdminClient(host.address(), Map.of("Authorization", header(name, password)), Optional.empty());
    }

    private static String header(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    static AdminClient bearer(TestHost host, String token) {
        return new AdminClient(host.address(), Map.of("Authorization", "Bearer " + token), Optional.empty());
    }

    /** The same with another header. */
    AdminClient with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new AdminClient(base, more, contract);
    }

    /** The same without looking at what is answered, which takes longer than the answer. */
    AdminClient withoutContract() {
        return new AdminClient(base, headers, Optional.empty());
    }

    /** The same without a header. */
    AdminClient without(String header) {
        Map<String, String> fewer = new HashMap<>(headers);
        fewer.remove(header);
        return new AdminClient(base, fewer, contract);
    }

    /** @param path below {@link #API}, encoded */
    Answer get(String path) {
        return send("GET", API + path, MissingNode.getInstance());
    }

    Answer post(String path, Object body) {
        return send("POST", API + path, tree(body));
    }

    Answer put(String path, Object body) {
        return send("PUT", API + path, tree(body));
    }

    Answer delete(String path) {
        return send("DELETE", API + path, MissingNode.getInstance());
    }

    /** A request of the superuser to another interface, which takes a password. */
    void basicJson(String method, String path, String body) {
        AdminClient basic = new AdminClient(
                base, Map.of("Authorization", header(TestHost.SUPERUSER, TestHost.PASSWORD)), Optional.empty());
        BodyPublisher sent = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        basic.send(method, path, sent, Optional.of("application/json")).expect(200);
    }

    /** @param path below the context path, encoded */
    Answer send(String method, String path, JsonNode body) {
        return body.isMissingNode() || body.isNull()
                ? send(method, path, BodyPublishers.noBody(), Optional.empty())
                : send(method, path, BodyPublishers.ofString(body.toString()), Optional.of("application/json"));
    }

    /** @param path below the context path, encoded */
    Answer send(String method, String path, BodyPublisher body, Optional<String> mediaType) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
        headers.forEach(request::header);
        mediaType.ifPresent(type -> request.header("Content-Type", type));
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .map(type -> type.matches("application/(problem\\+)?json.*"))
                    .orElse(false);
            Answer answer = new Answer(
                    response.statusCode(), json ? JSON.readTree(response.body()) : MissingNode.getInstance(), response);
            contract.ifPresent(each -> each.check(method, path, answer));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
