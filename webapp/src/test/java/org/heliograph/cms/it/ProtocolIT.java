package org.heliograph.cms.it;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Parts of HTTP that have little to do with content. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolIT {

    private static final String TOPIC = "/.rest/delivery/topics/v1/wind";

    private Host host;
    private byte[] whole = new byte[0];

    @BeforeAll
    void startHost() {
        host = Host.builder().start();
        NodeBody topic = new NodeBody("wind", "hg:topic").with("name", "风能");
        assertThat(host.superuser().create("topics", "", topic).status()).isEqualTo(200);
        whole = host.anonymous().get(TOPIC).body();
        assertThat(whole).hasSizeGreaterThan(50);
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0-10, 0, 10",
        "5-5, 5, 5",
        "7-, 7, -1",
        "-9, -9, -1",
        "0-, 0, -1",
        "3-99999999999, 3, -1",
        "-99999, 0, -1"
    })
    void oneRangeOfBytesIsSentAlone(String range, int first, int last) {
        // given
        int from = first < 0 ? whole.length + first : first;
        int to = last < 0 ? whole.length + last : last;

        // when
        Answer answer = get(Map.of("Range", "bytes=" + range));

        // then
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(whole, from, to + 1));
        assertThat(answer.header("Content-Range")).contains("bytes " + from + "-" + to + "/" + whole.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,4-5",
                "bytes=9-3",
                "bytes=-",
                "bytes=x",
                "lines=0-1",
                "bytes",
                "bytes=1-9999999999999999999"
            })
    void anythingElseGetsTheWhole(String range) {
        // when
        Answer answer = get(Map.of("Range", range));

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(whole);
    }

    @Test
    void aRangeOfAnotherStateGetsTheWhole() {
        // when
        Answer answer = get(Map.of("Range", "bytes=0-3", "If-Range", "\"an-old-tag\""));

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=99999-", "bytes=99999-100000", "bytes=-0"})
    void aRangeBehindTheEndIsRefused(String range) {
        // when
        Answer answer = get(Map.of("Range", range));

        // then
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.errorCode()).isPresent();
        assertThat(answer.header("Content-Range")).contains("bytes */" + whole.length);
    }

    @Test
    void aVersionThatIsNotThereIsNotReplacedByTheCurrentState() {
        assertThat(host.anonymous().get(TOPIC + "?version=1.0").errorCode()).contains("notFound");
        assertThat(host.anonymous().get(TOPIC + "?version=1.0").status()).isEqualTo(404);
        assertThat(host.anonymous().get(TOPIC + "?version=").body()).isEqualTo(whole);
        assertThat(host.anonymous()
                        .get("/.rest/delivery/topics/v1?version=1.0")
                        .json()
                        .path("total")
                        .intValue())
                .as("a filter in a query")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {TOPIC, "/.rest/status", "/.rest/nodes/v1/topics/wind", "/.rest/properties/v1/topics/wind/name"})
    void headTellsWhatGetWouldWithoutTheBody(String path) {
        // given
        Map<String, String> headers =
                Map.of("Host", "heliograph.test", "Authorization", Client.basic(Host.USER, Host.PASSWORD));
        RawHttp http = new RawHttp(host.uri());

        // when
        Answer get = http.send("GET", path, headers, Optional.empty());
        Answer head = http.send("HEAD", path, headers, Optional.empty());

        // then
        assertThat(head.status()).isEqualTo(200).isEqualTo(get.status());
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.header("Content-Length")).contains(String.valueOf(get.body().length));
        assertThat(head.body()).isEmpty();
    }

    private Answer get(Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Host", "heliograph.test");
        return new RawHttp(host.uri()).send("GET", TOPIC, all, Optional.empty());
    }
}
