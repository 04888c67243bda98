package org.heliograph.cms.definition;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource({
        "*, 1.0, true",
        "*, 0.0.1-SNAPSHOT, true",
        "1.2, 1.2, true",
        "1.2, 1.2.0, true",
        "1.2, 1.2.1, false",
        "1.2/*, 1.2, true",
        "1.2/*, 1.10, true",
        "1.2/*, 1.1.9, false",
        "*/1.4, 1.4, true",
        "*/1.4, 1.4.1, false",
        "1.2/1.4, 1.3.7, true",
        "1.2/1.4, 1.5, false",
        "1.2/*, nothing, false"
    })
    void aRangeHoldsBothItsEnds(String range, String version, boolean held) {
        assertThat(VersionRange.parse(range).orElseThrow().contains(version)).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "1..2", "1.2/1.3/1.4", ">=1.2", "99999999999"})
    void whatIsNoRangeIsRefused(String range) {
        assertThat(VersionRange.parse(range)).isEmpty();
    }
}
