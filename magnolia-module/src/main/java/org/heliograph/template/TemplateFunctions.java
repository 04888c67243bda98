package org.heliograph.template;

import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of the content model as a reader of Chinese or English expects them; templates know it as {@code hgfn}. Everything
 * that is missing comes out as an empty text, so that templates need not ask.
 */
public class TemplateFunctions {

    /** Between a number and its unit (SI Brochure, 5.4.3); it does not break the line. */
    private static final char SPACE = '\u00a0';

    private static final Set<String> WITHOUT_SPACE = Set.of("°", "%");
    private static final int MOST_DECIMALS = 3;
    /** Dates of policy documents are calendar days in China. */
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    /**
     * A quantity with its unit, such as {@code 2.4 kN/m²}.
     *
     * @param quantity node with {@code value} and {@code unit}
     */
    public String quantity(@Nullable Map<String, ?> quantity, Locale language) {
        return quantity != null && quantity.get("value") instanceof Number value
                ? number(value, language) + unit(quantity)
                : "";
    }

    /**
     * A range with its unit, such as {@code 5–60°}; with one end, {@code ≥ 5°} or {@code ≤ 60°}.
     *
     * @param range node with {@code min}, {@code max} and {@code unit}
     */
    public String range(@Nullable Map<String, ?> range, Locale language) {
        if (range == null) {
            return "";
        }
        String min = range.get("min") instanceof Number number ? number(number, language) : "";
        String max = range.get("max") instanceof Number number ? number(number, language) : "";
        if (min.isEmpty() && max.isEmpty()) {
            return "";
        }
        if (min.isEmpty()) {
            return "≤" + SPACE + max + unit(range);
        }
        if (max.isEmpty()) {
            return "≥" + SPACE + min + unit(range);
        }
        return min.equals(max) ? min + unit(range) : min + "–" + max + unit(range);
    }

    /** A number as the language writes it, with at most three decimals. */
    public String number(@Nullable Number number, Locale language) {
        if (number == null) {
            return "";
        }
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMaximumFractionDigits(MOST_DECIMALS);
        return format.format(number);
    }

    /**
     * The day in China, such as {@code 24 October 2021} or {@code 2021年10月24日}.
     *
     * @param instant a {@link Calendar} or {@link Date}, as Magnolia gives properties
     */
    public String day(@Nullable Object instant, Locale language) {
        LocalDate day;
        if (instant instanceof Calendar calendar) {
            day = LocalDate.ofInstant(calendar.toInstant(), CHINA);
        } else if (instant instanceof Date date) {
            day = LocalDate.ofInstant(date.toInstant(), CHINA);
        } else {
            return "";
        }
        boolean isChinese = language.getLanguage().equals("zh");
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(isChinese ? Locale.CHINA : Locale.UK)
                .format(day);
    }

    private static String unit(Map<String, ?> value) {
        return value.get("unit") instanceof String unit && !unit.isBlank()
                ? (WITHOUT_SPACE.contains(unit) ? "" : String.valueOf(SPACE)) + unit
                : "";
    }
}
