package org.heliograph.moderation;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that moderators write: in NFC, without what hides or turns around other signs. */
final class PlainText {

    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    /** Overrides and isolates of direction, which make a text read other than it is. */
    private static final Pattern TURNING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

    private PlainText() {}

    /** The text as it is kept; empty if it holds signs that no text has. */
    static Optional<String> clean(String text, boolean lines) {
        String unified = text.replace("\r\n", "\n").replace('\r', '\n');
        boolean isText = unified.codePoints()
                .noneMatch(sign -> Character.getType(sign) == Character.SURROGATE
                        || sign == 0xFFFE
                        || sign == 0xFFFF
                        || Character.isISOControl(sign) && !(lines && (sign == '\n' || sign == '\t')));
        return isText && !TURNING.matcher(unified).find()
                ? Optional.of(Normalizer.normalize(unified, Normalizer.Form.NFC).strip())
                : Optional.empty();
    }

    /** Whether a text has more characters, as people count them, than a number. */
    static boolean isLongerThan(String text, int most) {
        if (text.length() <= most) {
            return false;
        }
        Matcher each = GRAPHEME.matcher(text);
        int count = 0;
        while (each.find()) {
            if (++count > most) {
                return true;
            }
        }
        // Characters piled up on one another are few, but large.
        return text.length() > most * 8L;
    }
}
