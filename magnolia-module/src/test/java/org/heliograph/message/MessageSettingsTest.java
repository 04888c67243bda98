package org.heliograph.message;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MessageSettingsTest {

    @Test
    void nothingNeedsToBeSet() {
        MessageSettings settings = MessageSettings.of(Map.of("other.thing", "x", "messages.spam.hold-at", "90"));
        assertThat(settings).isEqualTo(MessageSettings.defaults());
        assertThat(settings.retentionDays()).containsEntry("enquiry", 730);
        assertThat(settings.enquiry().zh()).contains("730");
        assertThat(settings.enquiry().en()).contains("730");
        assertThat(settings.crossBorder()).isEmpty();
    }

    @Test
    void anotherPeriodIsAnotherWording() {
        MessageSettings shorter = MessageSettings.of(Map.of("messages.retention.enquiry", "90"));
        assertThat(shorter.enquiry().version())
                .isNotEqualTo(MessageSettings.defaults().enquiry().version());
        assertThat(shorter.enquiry().en()).contains("90 days");
    }

    @ParameterizedTest
    @CsvSource({
        "messages.retention.enquiry, 0",
        "messages.retention.enquiry, forever",
        "messages.retention.enquiry, 99999999999999",
        "messages.cap.day, -1",
        "messages.default-country, cn",
        "messages.default-country, XX",
        "messages.cross-border, yes",
        "messages.text.min, 5001",
        "messages.consent.enquiry.version, 2",
        "messages.retention.enquiries, 90"
    })
    void aWrongValueIsNamed(String name, String value) {
        assertThatThrownBy(() -> MessageSettings.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void allWrongValuesAreToldAtOnce() {
        assertThatThrownBy(() -> MessageSettings.of(Map.of("messages.text.min", "x", "messages.cross-border", "true")))
                .hasMessageContaining("messages.text.min")
                .hasMessageContaining("messages.consent.cross-border.version");
    }

    @Test
    void textsExistInBothLanguages() {
        assertThat(IntakeTexts.texts(Languages.CHINESE).keySet())
                .isEqualTo(IntakeTexts.texts(Languages.DEFAULT).keySet());
        for (String roof : RoofTypes.ALL) {
            assertThat(RoofTypes.label(roof, Languages.CHINESE)).matches("\\p{IsHan}+");
            assertThat(RoofTypes.label(roof, Languages.DEFAULT)).isNotEqualTo(roof);
        }
        assertThat(RoofTypes.ALL).contains("tile", "asphalt-shingle").hasSizeGreaterThan(5);
    }
}
