package org.heliograph.message;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody typed, made harmless: in NFC, without what cannot be seen or turns the order of what can, without white
 * space around it.
 *
 * @param text empty if there is a fault, or nothing to be seen
 * @param fault code of what makes it no text
 */
record PlainText(String text, Optional<String> fault) {

    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    /** The longest grapheme of any use, an emoji of several people, has 11 characters; more is padding. */
    private static final int CHARACTERS_PER_GRAPHEME = 16;

    /** Marks on one letter; no script needs more. */
    private static final int MOST_MARKS = 8;

    private static final int JOINER = 0x200D;
    private static final int NON_JOINER = 0x200C;

    /** A text of one line. */
    static PlainText line(String raw) {
        return new Cleaning(false).clean(raw);
    }

    /** A text of one or more lines, which end with line feeds. */
    static PlainText lines(String raw) {
        return new Cleaning(true).clean(raw);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether it has more than a number of graphemes. */
    boolean isLongerThan(int graphemes) {
        return text.length() > graphemes
                && (text.length() > (long) graphemes * CHARACTERS_PER_GRAPHEME
                        || graphemes(text, graphemes) > graphemes);
    }

    boolean isShorterThan(int graphemes) {
        return text.length() < graphemes || graphemes(text, graphemes) < graphemes;
    }

    /** Counts up to one more than is asked for. */
    private static int graphemes(String text, int enough) {
        int count = 0;
        Matcher each = GRAPHEME.matcher(text);
        while (count <= enough && each.find()) {
            count++;
        }
        return count;
    }

    /** White space of any script, and what browsers show as a blank. */
    static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static final class Cleaning {

        private final boolean severalLines;
        private final StringBuilder kept = new StringBuilder();
        private int marks;
        private int joiner;
        private String fault = "";

        Cleaning(boolean severalLines) {
            this.severalLines = severalLines;
        }

        PlainText clean(String raw) {
            String ends = raw.replace("\r\n", "\n");
            for (int at = 0; at < ends.length() && fault.isEmpty(); ) {
                int character = ends.codePointAt(at);
                take(character);
                at += Character.charCount(character);
            }
            return fault.isEmpty()
                    ? new PlainText(stripped(Normalizer.normalize(kept, Normalizer.Form.NFC)), Optional.empty())
                    : new PlainText("", Optional.of(fault));
        }

        private void take(int character) {
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                fault = "half-character";
            } else if (isLineEnd(character)) {
                takeLineEnd();
            } else if (character == '\t') {
                append(' ');
            } else if (Character.isISOControl(character) || isNoCharacter(character)) {
                fault = "control-characters";
            } else if (character == JOINER || character == NON_JOINER) {
                // Between two that can be seen it belongs to emoji and to Persian or Indic words.
                joiner = kept.length() > 0 && !isBlank(last()) ? character : 0;
            } else if (isMark(character)) {
                takeMark(character);
            } else if (!isInvisible(character)) {
                append(character);
            }
        }

        private void takeLineEnd() {
            if (severalLines) {
                append('\n');
            } else {
                fault = "line-break";
            }
        }

        private void takeMark(int character) {
            marks++;
            if (marks <= MOST_MARKS) {
                kept.appendCodePoint(character);
            }
        }

        private void append(int character) {
            if (joiner != 0 && !isBlank(character)) {
                kept.appendCodePoint(joiner);
            }
            joiner = 0;
            marks = 0;
            kept.appendCodePoint(character);
        }

        private int last() {
            return kept.codePointBefore(kept.length());
        }

        private static boolean isLineEnd(int character) {
            return character >= '\n' && character <= '\r'
                    || character == 0x85
                    || character == 0x2028
                    || character == 0x2029;
        }

        private static boolean isNoCharacter(int character) {
            return (character & 0xFFFE) == 0xFFFE || character >= 0xFDD0 && character <= 0xFDEF;
        }

        private static boolean isMark(int character) {
            int type = Character.getType(character);
            return type == Character.NON_SPACING_MARK && character != 0x034F
                    || type == Character.ENCLOSING_MARK
                    || type == Character.COMBINING_SPACING_MARK;
        }

        /** Direction overrides, zero-width spaces, soft hyphens, tags, and letters that are blanks. */
        private static boolean isInvisible(int character) {
            return Character.getType(character) == Character.FORMAT && !isVisibleFormat(character)
                    || character == 0x034F
                    || character == 0x115F
                    || character == 0x1160
                    || character == 0x2800
                    || character == 0x3164
                    || character == 0xFFA0;
        }

        /** Signs that Arabic and Syriac put over numbers. */
        private static boolean isVisibleFormat(int character) {
            return character >= 0x0600 && character <= 0x0605
                    || character == 0x06DD
                    || character == 0x070F
                    || character == 0x08E2;
        }

        private static String stripped(String text) {
            int from = 0;
            int until = text.length();
            while (from < until && isBlank(text.charAt(from))) {
                from++;
            }
            while (until > from && isBlank(text.charAt(until - 1))) {
                until--;
            }
            return text.substring(from, until);
        }
    }
}
