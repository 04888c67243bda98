package org.heliograph.cms.it;

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

/** Parameters that mean nothing are refused from those who ask for that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictParametersIT {

    private static final String PRODUCTS = "/.rest/delivery/products/v1";
    private static final String HOOK = PRODUCTS + "/tile-roof-hook-system";

    private Host host;

    @BeforeAll
    void startHost() {
        host = Host.builder().with("HELIOGRAPH_SAMPLES", "true").start();
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        PRODUCTS + "?lmit=5, lmit, limit",
        PRODUCTS + "?titel=x, titel, title",
        PRODUCTS + "?Limit=5, Limit, limit",
        PRODUCTS + "?titel_zh%5Blike%5D=x, titel_zh, title_zh",
        PRODUCTS + "?version=1.0, version, ''",
        PRODUCTS + "?utm_source=mail, utm_source, ''",
        HOOK + "?land=zh, land, lang",
        PRODUCTS + "/@nodes?land=zh, land, lang",
        PRODUCTS + "?fields=titel, titel, title",
        HOOK + "?fields=windLimits.value, windLimits, windLimit"
    })
    void anUnknownNameIsRefusedWithTheOneThatMayBeMeant(String path, String unknown, String meant) {
        // when
        Answer answer = get(path, "handling=strict");

        // then
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.header("Preference-Applied")).contains("handling=strict");
        String message = answer.json().at("/error/message").asText();
        assertThat(message).contains("'" + unknown + "'");
        if (!meant.isEmpty()) {
            assertThat(message).endsWith("Did you mean " + meant + "?");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PRODUCTS,
                PRODUCTS + "?q=roof&limit=1&offset=0&orderBy=sku&lang=zh&fields=title,@name,*",
                PRODUCTS + "?title=x&title_zh%5Blike%5D=x%25&windLimit=x",
                PRODUCTS + "?@name=x&@ancestor=/x&@path=/x&@jcr:uuid=x&@name%5Bne%5D=y",
                PRODUCTS + "?jcr:created%5Bnull%5D=false&mgnl:lastModified%5Bnull%5D=false",
                PRODUCTS + "?fields=title_zh&lang=all",
                HOOK + "?version=&fields=windLimit.anything"
            })
    void whatIsKnownIsNotRefused(String path) {
        // when
        Answer answer = get(path, "handling=strict");

        // then
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(get(path, "").body());
        assertThat(answer.header("Preference-Applied")).contains("handling=strict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "handling=lenient",
                "handling=lenient, handling=strict",
                "respond-async",
                "nothandling=strict"
            })
    void otherwiseAnUnknownNameIsAFilter(String preference) {
        // when
        Answer answer = get(PRODUCTS + "?lmit=5", preference);

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("total").intValue()).isZero();
        assertThat(answer.header("Preference-Applied")).isEmpty();
        assertThat(answer.headers().get("vary"))
                .anySatisfy(names -> assertThat(names).contains("Prefer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Handling = \"strict\"", "respond-async, handling=strict; x=y", "wait=5,handling=strict"})
    void thePreferenceMayBeSpelledInManyWays(String preference) {
        assertThat(get(PRODUCTS + "?lmit=5", preference).status()).isEqualTo(400);
    }

    @Test
    void aLongNameIsNotRepeatedInFull() {
        // when
        Answer answer = get(PRODUCTS + "?" + Client.encode("\uD842\uDFB7".repeat(500)) + "=1", "handling=strict");

        // then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asText())
                .contains("'" + "\uD842\uDFB7".repeat(60) + "'")
                .hasSizeLessThan(1000);
    }

    @Test
    void theOperatorCanWishItForAll() {
        try (Host strict =
                Host.builder().with("HELIOGRAPH_STRICT_PARAMETERS", "true").start()) {
            // when
            Answer refused = strict.anonymous().get(PRODUCTS + "?lmit=5");

            // then
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.errorCode()).contains("badRequest");
            assertThat(refused.header("Preference-Applied")).isEmpty();
            assertThat(strict.anonymous().get(PRODUCTS + "?limit=5").status()).isEqualTo(200);
        }
    }

    private Answer get(String path, String preference) {
        Map<String, String> headers = new HashMap<>(Map.of("Host", "heliograph.test"));
        if (!preference.isEmpty()) {
            headers.put("Prefer", preference);
        }
        return new RawHttp(host.uri()).send("GET", path, headers, Optional.empty());
    }
}
