package org.heliograph.cms.admin;

/** Texts that every later reader can take: the repository, XML files, browsers. */
final class WellFormed {

    private WellFormed() {}

    /**
     * Whether a text has none of what XML 1.0 cannot hold: control characters besides tab and line breaks, halves of
     * surrogate pairs, U+FFFE and U+FFFF.
     */
    static boolean isText(String text) {
        int at = 0;
        while (at < text.length()) {
            int code = text.codePointAt(at);
            if (!isCharacter(code)) {
                return false;
            }
            at += Character.charCount(code);
        }
        return true;
    }

    private static boolean isCharacter(int code) {
        if (code < 0x20) {
            return code == '\t' || code == '\n' || code == '\r';
        }
        return (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE) && code != 0xFFFE && code != 0xFFFF;
    }
}
