package org.heliograph.cms.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the ends of what a reader takes for one character. */
public final class Graphemes {

    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private Graphemes() {}

    /** The end of the one that begins at a boundary. */
    public static int next(String text, int at) {
        int end = at + 1;
        if (end >= text.length() || isBoundary(text, end)) {
            return end;
        }
        Matcher grapheme = GRAPHEME.matcher(text).region(at, text.length());
        return grapheme.find() ? grapheme.end() : end;
    }

    /** Whether one certainly ends there: between two characters that join no others. Within a text only. */
    public static boolean isBoundary(String text, int at) {
        return standsAlone(text.charAt(at - 1)) && standsAlone(text.charAt(at));
    }

    private static boolean standsAlone(char c) {
        if (c < 0x300) {
            return c >= 0x20 && c <= 0x7E || c >= 0xAE;
        }
        return c >= 0x3400 && c <= 0x9FFF
                || c >= 0x3001 && c <= 0x3029
                || c >= 0x3041 && c <= 0x3096
                || c >= 0x30A1 && c <= 0x30FA
                || c >= 0xFF01 && c <= 0xFF9D;
    }
}
