package org.heliograph.cms.delivery;

import org.heliograph.cms.web.RestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FieldSelectionTest {

    @Test
    void showsWhatIsNamedAndAllBelowIt() {
        FieldSelection fields = FieldSelection.parse("title, windLimit");

        assertThat(fields.shows("title")).isTrue();
        assertThat(fields.shows("windLimit")).isTrue();
        assertThat(fields.below("windLimit").shows("value")).isTrue();
        assertThat(fields.shows("sku")).isFalse();
    }

    @Test
    void aDotLeadsDownwards() {
        FieldSelection fields = FieldSelection.parse("windLimit.value,windLimit.unit,category.parent.title");

        assertThat(fields.shows("windLimit")).isTrue();
        assertThat(fields.below("windLimit").shows("unit")).isTrue();
        assertThat(fields.below("windLimit").shows("basis")).isFalse();
        assertThat(fields.below("category").shows("title")).isFalse();
        assertThat(fields.below("category").below("parent").shows("title")).isTrue();
    }

    @Test
    void theWholeWinsOverAPartOfIt() {
        assertThat(FieldSelection.parse("a.b,a").below("a").shows("c")).isTrue();
        assertThat(FieldSelection.parse("a,a.b").below("a").shows("c")).isTrue();
    }

    @Test
    void aNameMayHoldADot() {
        FieldSelection fields = FieldSelection.parse("v1.0,spec.v2.0");

        assertThat(fields.shows("v1.0")).isTrue();
        assertThat(fields.below("spec").shows("v2.0")).isTrue();
    }

    @Test
    void aStarStandsForNamesThatAreNotGivenOtherwise() {
        FieldSelection fields = FieldSelection.parse("warranties.*.years,warranties.first.scope");

        assertThat(fields.below("warranties").below("0").shows("years")).isTrue();
        assertThat(fields.below("warranties").below("0").shows("scope")).isFalse();
        assertThat(fields.below("warranties").below("first").shows("scope")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", " , "})
    void anEmptyListShowsNothing(String list) {
        assertThat(FieldSelection.parse(list).shows("title")).isFalse();
    }

    @Test
    void tooMuchIsRefused() {
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> FieldSelection.parse("a,".repeat(201)))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400));
        assertThatExceptionOfType(RestException.class).isThrownBy(() -> FieldSelection.parse("a.".repeat(8000)));
    }
}
