package org.heliograph.cms.it;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests to delivery that no honest client sends, or only by mistake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

    private static final String TOPICS = "/.rest/delivery/topics/v1";

    private Host host;
    private RawHttp http;

    @BeforeAll
    void startHost() {
        host = Host.builder().start();
        http = new RawHttp(host.uri());
        NodeBody topic =
                new NodeBody("present", "hg:topic").with("title", "Present").with("code", "present");
        assertThat(host.superuser().create("topics", "", topic).status()).isEqualTo(200);
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @AfterEach
    void hostStillAnswers() {
        Answer answer = host.anonymous().get(TOPICS + "?code=present");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("total").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?nosuchproperty=1",
                "?nosuchproperty[gt]=1",
                "?nosuch:thing=1",
                "?utm_source=newsletter",
                "?code=%00",
                "?code=%C3",
                "?code=%F0%9F%8C%9E"
            })
    void aFilterThatNothingMatchesGivesAnEmptyResult(String query) {
        // when
        Answer answer = http.get(TOPICS + query);

        // then
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().path("total").intValue()).isZero();
        assertThat(answer.json().path("results")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=-1",
                "?limit=abc",
                "?limit=",
                "?limit=2.5",
                "?limit=99999999999999999999",
                "?offset=-1",
                "?offset=abc",
                "?offset=1e3",
                "?offset=-99999999999999999999",
                "?orderBy=title%20sideways",
                "?orderBy=title%27",
                "?orderBy=title%22%20or%201=1",
                "?title[nonsense]=x",
                "?title[]=x",
                "?[eq]=x",
                "?=x",
                "?title[in]=a~b~c",
                "?@ancestor=relative",
                "?lang=xx",
                "?lang=zh-Hans-CN-x-private",
                "?lang=en%00",
                "/absent",
                "/present/absent",
                "/present//title",
                "/a:b",
                "/present*",
                "/%20",
                "/jcr:system",
                "/present%5B0%5D",
                "/absent@nodes",
                "@nodes"
            })
    void aMistakenQueryOrPathIsExplained(String rest) {
        Refusal.assertExplained(http.get(TOPICS + rest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.rest/delivery/nothing/v1",
                "/.rest/delivery",
                "/.rest/delivery/messages/v1",
                "/.rest/delivery/contact-messages/v1",
                "/.rest/nothing/v1"
            })
    void anUnknownEndpointIsNotFoundEvenForTheSuperuser(String path) {
        // when
        Answer answer = host.superuser().get(path);

        // then
        Refusal.assertExplained(answer);
        assertThat(answer.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?code=%",
                "?code=%zz",
                "?%=x",
                "?code=中文",
                "?code=a b",
                "?code=a\u0000b",
                "?code=<x>",
                "/%",
                "/%E7%85",
                "/%00",
                "/present%2Ftitle",
                "/present%5Ctitle",
                "/\u0001"
            })
    void aTargetThatIsNotAUrlIsRefused(String rest) {
        Refusal.assertRefused(http.get(TOPICS + rest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.rest/delivery/topics/v1/../../../../../../etc/passwd",
                "/.rest/delivery/topics/v1/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/.rest/delivery/topics/v1/..%2f..%2f..%2fetc%2fpasswd",
                "/.rest/delivery/topics/v1/..;/..;/..;/..;/etc/passwd",
                "/.rest/delivery/topics/v1/..%5c..%5c..%5cetc%5cpasswd",
                "/../../../etc/passwd",
                "/.resources/../../../../etc/passwd",
                "/.resources/heliograph/../../../../etc/passwd",
                "/.resources/heliograph/module.yaml%00.css",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "//etc/passwd"
            })
    void aPathThatClimbsOutIsRefused(String target) {
        // when
        Answer answer = http.get(target);

        // then
        Refusal.assertRefused(answer);
        assertThat(answer.text()).doesNotContain("root:").doesNotContain("Manifest-Version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void deliveryRefusesAnonymousWrites(String method) {
        // when
        Answer answer = http.send(method, TOPICS + "/present", hostHeader(), Optional.empty());

        // then
        Refusal.assertRefused(answer);
        assertThat(answer.status()).isIn(401, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void deliveryKnowsNoWritingMethodEvenForTheSuperuser(String method) {
        // given
        Map<String, String> headers = hostHeader();
        headers.put("Authorization", Client.basic(Host.USER, Host.PASSWORD));

        // when
        Answer answer = http.send(method, TOPICS + "/present", headers, Optional.empty());

        // then
        Refusal.assertExplained(answer);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.errorCode()).contains("methodNotAllowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "BREW", "get", "G<T"})
    void aStrangeMethodIsRefused(String method) {
        // when
        Answer answer = http.send(method, TOPICS, hostHeader(), Optional.empty());

        // then
        assertThat(answer.status()).as("%s", answer).isBetween(400, 501);
        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("Present");
    }

    @ParameterizedTest
    @ValueSource(ints = {70_000, 1_000_000})
    void anOverLongUrlIsRefused(int length) {
        Refusal.assertRefused(http.get(TOPICS + "?code=" + "a".repeat(length)));
    }

    @Test
    void tenThousandParametersAreRefused() {
        Refusal.assertRefused(http.get(TOPICS + "?" + "a=1&".repeat(10_000)));
    }

    @Test
    void moreFiltersThanAQueryMayHaveNeverFailTheServer() {
        // when
        Answer answer = http.get(TOPICS + "?" + "a&".repeat(2_000));

        // then
        assertThat(answer.status()).as("%s", answer).isLessThan(500);
    }

    @Test
    void tenThousandHeadersAreRefused() {
        // given
        Map<String, String> headers = hostHeader();
        for (int i = 0; i < 10_000; i++) {
            headers.put("X-" + i, "x");
        }

        // then
        Refusal.assertRefused(http.send("GET", TOPICS, headers, Optional.empty()));
    }

    @Test
    void anEndlessHeaderIsRefused() {
        // given
        Map<String, String> headers = hostHeader();
        headers.put("X-Long", "x".repeat(1_000_000));

        // then
        Refusal.assertRefused(http.send("GET", TOPICS, headers, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "Accept-Language, zh;q=abc",
        "Accept, bogus",
        "Transfer-Encoding, gibberish",
        "Content-Length, -1",
        "Content-Length, abc"
    })
    void aBrokenHeaderIsRefused(String name, String value) {
        // given
        Map<String, String> headers = hostHeader();
        headers.put(name, value);

        // when
        Answer answer = http.send("GET", TOPICS, headers, Optional.empty());

        // then
        assertThat(answer.status()).as("%s", answer).isBetween(400, 501);
        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("Present");
    }

    @Test
    void onlyJsonIsOnOffer() {
        // given
        Map<String, String> headers = hostHeader();
        headers.put("Accept", "application/xml");

        // when
        Answer answer = http.send("GET", TOPICS, headers, Optional.empty());

        // then
        Refusal.assertExplained(answer);
        assertThat(answer.errorCode()).contains("notAcceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /.rest/delivery/topics/v1 HTTP/1.1\r\n\r\n",
                "GET /.rest/delivery/topics/v1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /.rest/delivery/topics/v1 HTTP/1.1\r\nHost: a\r\nX\u0000Y: b\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"
            })
    void aBrokenRequestIsRefused(String request) {
        Refusal.assertRefused(http.send(request.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Map<String, String> hostHeader() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "heliograph.test");
        return headers;
    }
}
