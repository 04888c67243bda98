package org.heliograph.cms.content;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which texts may be stored as values. */
final class FieldText {

    /** Longest text, in characters as a reader counts them. */
    static final int MAX_TEXT = 20_000;

    /** Longest rich text with its markup, in the same. */
    static final int MAX_RICH_TEXT = 500_000;

    /** Most UTF-16 units of a text for each character that it may have: one character may be made of any number. */
    private static final int MOST_UNITS = 12;

    /** Controls but tab and line end, and what Unicode keeps for no character. */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\x{FFFE}\\x{FFFF}&&[^\\t\\n]]");

    private FieldText() {}

    /** Composed (NFC), with line ends as one character. */
    static String normalized(String text) {
        String lines =
                text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        return Normalizer.isNormalized(lines, Normalizer.Form.NFC)
                ? lines
                : Normalizer.normalize(lines, Normalizer.Form.NFC);
    }

    /** What is wrong with a text. */
    static Optional<FieldProblem> fault(String text, boolean rich, FieldProblem.Spot spot) {
        int longest = rich ? MAX_RICH_TEXT : MAX_TEXT;
        if (isLonger(text, longest)) {
            return Optional.of(FieldProblem.of(spot, "field-too-long", longest));
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            return Optional.of(FieldProblem.of(spot, "field-not-printable"));
        }
        return FORBIDDEN.matcher(text).find()
                ? Optional.of(FieldProblem.of(spot, "field-not-printable"))
                : Optional.empty();
    }

    /** Characters are counted only where it matters, for it takes long. */
    private static boolean isLonger(String text, int longest) {
        if (text.length() <= longest) {
            return false;
        }
        int characters = 0;
        for (int at = 0; at < text.length() && characters <= longest; at = Graphemes.next(text, at)) {
            characters++;
        }
        return characters > longest || text.length() > MOST_UNITS * longest;
    }
}
