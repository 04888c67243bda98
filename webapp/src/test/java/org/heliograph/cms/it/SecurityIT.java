package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in over HTTP, and what a session and a token are good for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityIT {

    private static final String LOGIN = "/.rest/auth/v1/login";
    private static final String TOPICS = "/.rest/nodes/v1/topics";

    private Host host;
    private Browser browser;

    @BeforeAll
    void startHost() {
        // The sixth guess has to come within a second of the fifth, whose password is hashed slowly on purpose.
        host = Host.builder().optimized().start();
        browser = new Browser(host);
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void aSessionLivesInACookieThatScriptsAndOtherSitesDoNotGet() {
        Answer answer = browser.post(LOGIN, Map.of("name", Host.USER, "password", Host.PASSWORD));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie").orElseThrow())
                .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                .doesNotContain("Secure", "Expires");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        Answer whoami = browser.after(answer).get("/.rest/auth/v1/whoami");
        assertThat(whoami.json().path("name").asText()).isEqualTo("superuser");
        assertThat(whoami.json().path("via").asText()).isEqualTo("session");
    }

    @Test
    void signingOutEndsTheSessionAtTheHost() {
        Browser signedIn = browser.signedIn(Host.USER, Host.PASSWORD);
        assertThat(signedIn.get(TOPICS).status()).isEqualTo(200);

        assertThat(signedIn.post("/.rest/auth/v1/logout", Map.of()).status()).isEqualTo(204);

        assertThat(signedIn.get(TOPICS).status()).isEqualTo(401);
    }

    @Test
    void signingInAgainEndsTheSessionBefore() {
        Browser first = browser.signedIn(Host.USER, Host.PASSWORD);

        Browser second = first.signedIn(Host.USER, Host.PASSWORD);

        assertThat(first.get(TOPICS).status()).isEqualTo(401);
        assertThat(second.get(TOPICS).status()).isEqualTo(200);
    }

    @Test
    void aSessionChangesNothingWithoutItsToken() {
        Browser signedIn = browser.signedIn(Host.USER, Host.PASSWORD);
        Map<String, Object> node = new NodeBody("by-session", "hg:topic").below("");

        assertThat(signedIn.without("X-CSRF-Token").put(TOPICS, node).status()).isEqualTo(403);
        assertThat(signedIn.with("X-CSRF-Token", "guessed").put(TOPICS, node).status())
                .isEqualTo(403);
        assertThat(signedIn.get(TOPICS + "/by-session").status()).isEqualTo(404);
        assertThat(signedIn.put(TOPICS, node).status()).isEqualTo(200);
    }

    /** Also with the right token, and also where a browser adds the password by itself. */
    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site,               403",
        "Sec-Fetch-Site, same-site,                403",
        "Origin,         https://evil.example,     403",
        "Origin,         null,                     403",
        "Sec-Fetch-Site, same-origin,              404",
        "Sec-Fetch-Site, none,                     404"
    })
    void anotherSiteCannotUseWhatTheBrowserKnows(String header, String value, int status) {
        Browser signedIn = browser.signedIn(Host.USER, Host.PASSWORD).with(header, value);
        Browser remembering = browser.with("Authorization", Client.basic(Host.USER, Host.PASSWORD))
                .with(header, value);

        assertThat(signedIn.delete(TOPICS + "/nothing").status()).isEqualTo(status);
        assertThat(remembering.delete(TOPICS + "/nothing").status()).isEqualTo(status);
    }

    @Test
    void anotherSiteCannotSignSomebodyIn() {
        Answer answer = browser.with("Sec-Fetch-Site", "cross-site")
                .post(LOGIN, Map.of("name", Host.USER, "password", Host.PASSWORD));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void aFormOfAnySiteIsNotTakenForJson() {
        Answer answer = browser.with("Content-Type", "text/plain")
                .post(LOGIN, Map.of("name", Host.USER, "password", Host.PASSWORD));

        assertThat(answer.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({
        "zh-CN;q=1, zh, 用户名、密码或验证码错误。",
        "de;q=1,    en, 'Name, password or code is wrong.'",
        "en;q=1,    en, 'Name, password or code is wrong.'"
    })
    void problemsAreToldInTheCallersLanguage(String accepted, String language, String title) {
        Answer answer = browser.with("Accept-Language", accepted)
                .post(LOGIN, Map.of("name", "nobody-" + language, "password", "wrong"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.header("Content-Language")).hasValue(language);
        assertThat(answer.json().path("id").asText()).isEqualTo("sign-in-wrong");
        assertThat(answer.json().path("title").asText()).isEqualTo(title);
    }

    @Test
    void guessingHasToWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(browser.post(LOGIN, Map.of("name", "guessed", "password", "wrong-" + i))
                            .status())
                    .isEqualTo(401);
        }

        Answer answer = browser.post(LOGIN, Map.of("name", "guessed", "password", "wrong"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After").orElseThrow()).matches("[12]");
    }

    @Test
    void aTokenIsGoodForItsWorkspacesAndVerbsAlone() {
        Browser signedIn = browser.signedIn(Host.USER, Host.PASSWORD);
        JsonNode made = signedIn.post(
                        "/.rest/auth/v1/tokens",
                        Map.of(
                                "label",
                                "构建",
                                "workspaces",
                                List.of("topics"),
                                "permissions",
                                List.of("read"),
                                "days",
                                30))
                .json();
        Browser program =
                browser.with("Authorization", "Bearer " + made.path("token").asText());

        assertThat(program.get(TOPICS).status()).isEqualTo(200);
        assertThat(program.get("/.rest/nodes/v1/users").status()).isEqualTo(404);
        assertThat(program.put(TOPICS, new NodeBody("by-token", "hg:topic").below(""))
                        .status())
                .isEqualTo(403);
        assertThat(program.post("/.rest/auth/v1/tokens", Map.of()).status()).isEqualTo(403);
        assertThat(program.get("/.rest/auth/v1/tokens").json().path("id").asText())
                .isEqualTo("session-needed");

        JsonNode listed = signedIn.get("/.rest/auth/v1/tokens").json().path("tokens");
        assertThat(listed.findValuesAsText("id")).contains(made.path("id").asText());
        assertThat(listed.toString()).doesNotContain(made.path("token").asText());
        assertThat(signedIn.delete("/.rest/auth/v1/tokens/" + made.path("id").asText())
                        .status())
                .isEqualTo(204);
        assertThat(program.get(TOPICS).status()).isEqualTo(401);
    }

    @Test
    void noInterfaceShowsAPasswordsHash() {
        Answer users = host.superuser().get("/.rest/nodes/v1/users?depth=5&includeMetadata=true");

        assertThat(users.status()).isEqualTo(200);
        assertThat(users.text()).contains("superuser").doesNotContain("pbkdf2", "pswd");
        assertThat(host.superuser()
                        .get("/.rest/properties/v1/users/system/superuser/pswd")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {                                          | 400
                    []                                         | 400
                    {"name":"a"}                               | 422
                    {"name":1,"password":"b"}                  | 422
                    {"name":{"a":{}},"password":"b"}           | 422
                    {"name":"","password":""}                  | 422
                    """)
    void badInputIsRefusedWithAProblem(String body, int status) {
        Answer answer = host.anonymous().post(LOGIN, body);

        assertThat(answer.status()).isEqualTo(status);
        Refusal.assertRefused(answer);
        assertThat(answer.json().path("id").asText()).isNotBlank();
    }

    @Test
    void aHugeBodyOrPasswordIsRefusedBeforeItCosts() {
        assertThat(host.anonymous()
                        .post(LOGIN, Map.of("name", "a", "password", "x".repeat(20_000)))
                        .status())
                .isEqualTo(413);
        assertThat(host.anonymous()
                        .post(LOGIN, Map.of("name", "long", "password", "x".repeat(10_000)))
                        .status())
                .isEqualTo(401);
    }
}
