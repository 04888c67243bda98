package org.heliograph.cms.management;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * Dates in forms that clients are known to send besides those of ISO 8601: milliseconds since 1970, what Java's
 * {@code Date} prints, and day, month and year with dots.
 */
final class WrittenDate {

    private static final int MAX_DIGITS = 14;
    private static final DateTimeFormatter JAVA = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss zzz uuuu", Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter DOTTED =
            DateTimeFormatter.ofPattern("d.M.uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private WrittenDate() {}

    /** The same date as ISO 8601 writes it; a text of no form known here as it is. */
    static String iso(String text) {
        String written = text.strip();
        try {
            if (written.matches("-?\\d{1," + MAX_DIGITS + "}")) {
                return millis(Instant.ofEpochMilli(Long.parseLong(written)));
            }
            if (written.matches("\\d{1,2}\\.\\d{1,2}\\.\\d{4}")) {
                return LocalDate.parse(written, DOTTED).toString();
            }
            if (written.matches("[A-Z][a-z]{2} [A-Z].*")) {
                return millis(ZonedDateTime.parse(written, JAVA).toInstant());
            }
        } catch (DateTimeException e) {
            // It only looks like a date; whoever asked refuses it and says which forms there are.
            return text;
        }
        return text;
    }

    private static String millis(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }
}
