package org.heliograph.cms.repository;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import javax.jcr.ValueFactory;
import javax.jcr.ValueFormatException;

/** Values from their text form, without the guesses that would store something else than was written. */
public final class TextValues {

    private static final int MAX_DECIMAL = 100;
    private static final int MAX_SHOWN = 60;
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern DATE = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)(?:[T ](\\d\\d:\\d\\d)(:\\d\\d)?(?:[.,](\\d{1,9}))?)?" + "(Z|[+-]\\d\\d:?\\d\\d)?");

    private TextValues() {}

    /**
     * The value of a text.
     *
     * @param values of the session that will hold the value, whose prefixes and paths count
     * @param text a Date is {@code yyyy-MM-dd}, or with time, fraction (kept to the millisecond) and offset, all of
     *     them optional and the offset UTC then; a Binary is Base64; a Boolean one of true, false, yes, no, on, off
     * @param type one of {@link PropertyType}
     * @throws ValueFormatException if the text is no value of that type, saying what would be
     */
    public static Value parse(ValueFactory values, String text, int type) throws RepositoryException {
        try {
            return switch (type) {
                case PropertyType.STRING -> values.createValue(wholeText(text));
                case PropertyType.BOOLEAN -> values.createValue(truth(text.strip()));
                case PropertyType.DATE -> values.createValue(date(text.strip()), type);
                case PropertyType.DECIMAL -> values.createValue(decimal(text.strip()));
                case PropertyType.BINARY ->
                    values.createValue(values.createBinary(new ByteArrayInputStream(decode(text))));
                case PropertyType.REFERENCE, PropertyType.WEAKREFERENCE ->
                    values.createValue(identifier(text.strip()), type);
                default -> values.createValue(text.strip(), type);
            };
        } catch (ValueFormatException | IllegalArgumentException e) {
            throw new ValueFormatException(
                    "'" + shortened(text) + "' is not a " + PropertyType.nameFromValue(type) + ", which is "
                            + form(type),
                    e);
        }
    }

    /**
     * The bytes of a Base64 text, in which blanks and line ends do not count.
     *
     * @throws IllegalArgumentException if it is no Base64
     */
    static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64.replaceAll("\\s+", ""));
    }

    /** Whether a text has the form of a node's identifier. */
    static boolean isIdentifier(String text) {
        return UUID.matcher(text).matches();
    }

    private static String form(int type) {
        return switch (type) {
            case PropertyType.STRING -> "well-formed Unicode";
            case PropertyType.BOOLEAN -> "true or false";
            case PropertyType.LONG -> "a whole number of at most 64 bits";
            case PropertyType.DOUBLE -> "a number such as 2.5";
            case PropertyType.DECIMAL -> "a number of at most " + MAX_DECIMAL + " digits";
            case PropertyType.DATE -> "written as 2024-05-31 or 2024-05-31T08:30:00.000+08:00";
            case PropertyType.BINARY -> "written in Base64";
            case PropertyType.URI -> "a URI of RFC 3986";
            case PropertyType.REFERENCE, PropertyType.WEAKREFERENCE -> "a node's identifier";
            default -> "a JCR name or path whose prefixes are registered";
        };
    }

    /** Half a surrogate pair would be stored as a question mark. */
    private static String wholeText(String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("lone surrogate");
        }
        return text;
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** In the one form that JCR takes. */
    private static String date(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            throw new IllegalArgumentException(text);
        }
        String millis = ((date.group(4) == null ? "" : date.group(4)) + "000").substring(0, 3);
        String time =
                date.group(2) == null ? "00:00:00" : date.group(2) + (date.group(3) == null ? ":00" : date.group(3));
        return date.group(1) + "T" + time + "." + millis + offset(date.group(5) == null ? "Z" : date.group(5));
    }

    private static String offset(String written) {
        return written.length() == 5 ? written.substring(0, 3) + ":" + written.substring(3) : written;
    }

    private static BigDecimal decimal(String text) {
        if (text.length() > MAX_DECIMAL) {
            throw new IllegalArgumentException("too long");
        }
        BigDecimal decimal = new BigDecimal(text);
        // Whoever writes it out or compares it would build a number of that many digits.
        if (Math.abs((long) decimal.scale()) > MAX_DECIMAL) {
            throw new IllegalArgumentException("exponent too large");
        }
        return decimal;
    }

    private static String identifier(String text) {
        if (!isIdentifier(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_SHOWN)) + "…";
    }
}
