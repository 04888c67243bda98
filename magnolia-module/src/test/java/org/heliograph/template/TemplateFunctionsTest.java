package org.heliograph.template;

import java.time.Instant;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.heliograph.host.ConsentTexts;
import org.heliograph.host.PageAnswer;
import org.heliograph.host.Publication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class TemplateFunctionsTest {

    private final TemplateFunctions functions =
            new TemplateFunctions(mock(Publication.class), mock(PageAnswer.class), mock(ConsentTexts.class));

    @ParameterizedTest
    @CsvSource({"2.4, kN/m², 2.4_kN/m²", "1234.5, kg, '1,234.5_kg'", "15, °, 15°", "0.12345, m, 0.123_m", "25, ' ', 25"
    })
    void aQuantityHasItsUnit(double value, String unit, String expected) {
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
            assertThat(functions.quantity(Map.of("value", value, "unit", unit), language))
                    .isEqualTo(expected.replace('_', '\u00a0'));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 60, 5–60°", "5, , ≥_5°", ", 60, ≤_60°", "30, 30, 30°", ", , ''"})
    void aRangeMayLackAnEnd(Double min, Double max, String expected) {
        Map<String, Object> range = new HashMap<>(Map.of("unit", "°"));
        range.put("min", min);
        range.put("max", max);

        assertThat(functions.range(range, Locale.ENGLISH)).isEqualTo(expected.replace('_', '\u00a0'));
    }

    @Test
    void aDayIsThatOfChina() {
        Instant evening = Instant.parse("2021-10-23T16:30:00Z");
        GregorianCalendar calendar = GregorianCalendar.from(
                evening.atZone(TimeZone.getTimeZone("UTC").toZoneId()));

        assertThat(functions.day(calendar, Locale.CHINESE)).isEqualTo("2021年10月24日");
        assertThat(functions.day(Date.from(evening), Locale.ENGLISH)).isEqualTo("24 October 2021");
    }

    @Test
    void whatIsMissingIsEmpty() {
        assertThat(functions.quantity(null, Locale.ENGLISH)).isEmpty();
        assertThat(functions.quantity(Map.of("unit", "kg"), Locale.ENGLISH)).isEmpty();
        assertThat(functions.range(null, Locale.ENGLISH)).isEmpty();
        assertThat(functions.number(null, Locale.ENGLISH)).isEmpty();
        assertThat(functions.day("2021", Locale.ENGLISH)).isEmpty();
    }
}
