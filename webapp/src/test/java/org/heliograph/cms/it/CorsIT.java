package org.heliograph.cms.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What browsers are told about pages of other sites. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsIT {

    private static final String APP = "https://app.example";
    private static final String EVIL = "https://evil.example";
    private static final String TOPICS = "/.rest/delivery/topics/v1";
    private static final String NODES = "/.rest/nodes/v1/topics";
    private static final String RULE = """
            site:
              cors:
                delivery:
                  uris:
                    rest:
                      patternString: /.rest/delivery/*
                  allowedOrigins:
                    app: https://app.example
                  allowedMethods: {get: GET, options: OPTIONS}
                  allowedHeaders: {type: Content-Type}
                  exposedHeaders: {tag: ETag, id: X-Request-Id}
                  supportsCredentials: true
                  maxAge: 600
            """;

    private Host host;

    @BeforeAll
    void startHost(@TempDir Path modules) throws IOException {
        Path module = modules.resolve("extra");
        Path site = module.resolve("decorations/site/config.yaml");
        Files.createDirectories(site.getParent());
        Files.writeString(module.resolve("module.yaml"), "version: 1.0\n");
        Files.writeString(site, RULE);
        host = Host.builder()
                .with("HELIOGRAPH_LIGHT_MODULES", modules.toString())
                .start();
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void anAllowedOriginIsToldSoOnAnswersAndOnErrors() {
        // given
        Map<String, String> allowed = Map.of(
                "access-control-allow-origin", APP,
                "access-control-allow-credentials", "true",
                "access-control-expose-headers", "ETag,X-Request-Id");

        // when
        Answer found = get(TOPICS, APP);
        Answer missing = get(TOPICS + "/nothing", APP);
        Answer respelled = get("/.rest/delivery/../delivery/topics/v1", APP);

        // then
        assertThat(found.status()).isEqualTo(200);
        assertThat(cors(found)).isEqualTo(allowed);
        assertThat(vary(found)).contains("Origin").contains("Accept-Language");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(cors(missing)).isEqualTo(allowed);
        assertThat(vary(missing)).contains("Origin").contains("Accept-Language");
        assertThat(cors(respelled)).as("a path written in another way").isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {EVIL, "null", "https://app.example.evil.example", "http://app.example"})
    void anyOtherOriginIsRefused(String origin) {
        // when
        Answer answer = get(TOPICS, origin);

        // then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorCode()).contains("accessDenied");
        assertThat(cors(answer)).isEmpty();
    }

    @Test
    void theHostItselfIsNoOtherOriginAlsoBehindAProxyWithTls() {
        for (String origin : new String[] {"http://heliograph.test", "https://heliograph.test"}) {
            Answer answer = get(TOPICS, origin);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(cors(answer)).isEmpty();
        }
        assertThat(get(TOPICS, "http://heliograph.test:81").status()).isEqualTo(403);
    }

    @Test
    void cachesAreToldThatTheOriginMattersEvenWhereNoneIsTold() {
        // when
        Answer answer = host.anonymous().get(TOPICS);

        // then
        assertThat(cors(answer)).isEmpty();
        assertThat(vary(answer)).contains("Origin");
    }

    @Test
    void aPreflightIsAnsweredWithoutSigningIn() {
        // when
        Answer answer = preflight(TOPICS, APP, "GET", "Content-Type");

        // then
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(cors(answer))
                .containsOnly(
                        Map.entry("access-control-allow-origin", APP),
                        Map.entry("access-control-allow-credentials", "true"),
                        Map.entry("access-control-allow-methods", "GET,OPTIONS"),
                        Map.entry("access-control-allow-headers", "content-type"),
                        Map.entry("access-control-max-age", "600"));
        assertThat(vary(answer)).isEqualTo("Access-Control-Request-Method,Access-Control-Request-Headers,Origin");
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example,GET,''", "https://app.example,POST,''", "https://app.example,GET,X-Other"})
    void aPreflightForMoreThanIsAllowedIsRefused(String origin, String method, String header) {
        // when
        Answer answer = preflight(TOPICS, origin, method, header);

        // then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(cors(answer)).isEmpty();
    }

    @Test
    void addressesWithoutARuleAreOpenWithoutCredentials() {
        // when
        Answer plain = get(NODES, EVIL);
        Answer preflight = preflight(NODES, EVIL, "PUT", "Authorization");

        // then
        assertThat(plain.status()).as("nobody is signed in by this").isEqualTo(401);
        assertThat(cors(plain)).isEqualTo(Map.of("access-control-allow-origin", "*"));
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(cors(preflight))
                .containsOnly(
                        Map.entry("access-control-allow-origin", "*"),
                        Map.entry("access-control-allow-methods", "*"),
                        Map.entry("access-control-allow-headers", "*"));
        assertThat(get(NODES, "null").status()).isEqualTo(403);
    }

    private Answer get(String path, String origin) {
        return send("GET", path, Map.of("Origin", origin));
    }

    private Answer preflight(String path, String origin, String method, String headers) {
        Map<String, String> sent = new LinkedHashMap<>();
        sent.put("Origin", origin);
        sent.put("Access-Control-Request-Method", method);
        if (!headers.isEmpty()) {
            sent.put("Access-Control-Request-Headers", headers);
        }
        return send("OPTIONS", path, sent);
    }

    private Answer send(String method, String path, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Host", "heliograph.test");
        return new RawHttp(host.uri()).send(method, path, all, Optional.empty());
    }

    private static Map<String, String> cors(Answer answer) {
        return answer.headers().entrySet().stream()
                .filter(header -> header.getKey().startsWith("access-control-"))
                .collect(Collectors.toMap(Map.Entry::getKey, header -> String.join(",", header.getValue())));
    }

    private static String vary(Answer answer) {
        return String.join(", ", answer.headers().getOrDefault("vary", List.of()));
    }
}
