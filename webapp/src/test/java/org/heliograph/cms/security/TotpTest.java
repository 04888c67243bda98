package org.heliograph.cms.security;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TotpTest {

    private static final String SECRET = Totp.base32("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** The last six digits of the values in RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long seconds, String code) {
        assertThat(SECRET).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Totp.codeAt(SECRET, Instant.ofEpochSecond(seconds))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"-31, false", "-30, true", "0, true", "30, true", "60, false"})
    void aClockMayBeOneStepOff(int offset, boolean taken) {
        Instant now = Instant.ofEpochSecond(1_700_000_010);
        String code = Totp.codeAt(SECRET, now.plusSeconds(offset));

        assertThat(Totp.step(SECRET, code, now, 0).isPresent()).isEqualTo(taken);
    }

    @Test
    void aStepIsTakenOnce() {
        Instant now = Instant.ofEpochSecond(1_700_000_010);
        String code = Totp.codeAt(SECRET, now);
        OptionalLong step = Totp.step(SECRET, code, now, 0);

        assertThat(Totp.step(SECRET, code, now, step.orElseThrow())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"000000", "''", "28708", "2870822", "储能储能储能", "28 70 82"})
    void onlySixRightDigitsAreTakenWithOrWithoutBlanks(String code) {
        boolean right = code.equals("28 70 82");

        assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(59), 0).isPresent())
                .isEqualTo(right);
    }
}
