package org.heliograph.message;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

/** The languages in which senders are spoken to. */
final class Languages {

    static final Locale CHINESE = Locale.CHINESE;
    static final Locale DEFAULT = Locale.ENGLISH;

    private static final List<Locale> ALL = List.of(CHINESE, DEFAULT);

    /** Longest header that is read, in characters. */
    private static final int MAX_HEADER = 1000;

    private Languages() {}

    /** The language of a tag such as {@code zh-TW}; the default one for a language in which nobody is spoken to. */
    static Locale of(String tag) {
        return ofRange(tag.replace('_', '-'));
    }

    /** The language that a header {@code Accept-Language} likes best. */
    static Locale ofRange(String header) {
        if (header.isBlank() || header.length() > MAX_HEADER) {
            return DEFAULT;
        }
        try {
            Locale found = Locale.lookup(LanguageRange.parse(header), ALL);
            return found == null ? DEFAULT : found;
        } catch (IllegalArgumentException e) {
            return DEFAULT;
        }
    }
}
