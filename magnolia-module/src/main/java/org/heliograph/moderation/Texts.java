package org.heliograph.moderation;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.ResourceBundle;

/** What the desk says, in Chinese or English. */
final class Texts {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);
    /** Longest header that is read, in characters. */
    private static final int LONGEST_HEADER = 1000;

    private Texts() {}

    /** The text of a key, with arguments for its places; the key itself if it has none. */
    static String of(Locale language, String key, Object... arguments) {
        ResourceBundle texts = bundle(language);
        return texts.containsKey(key) ? new MessageFormat(texts.getString(key), language).format(arguments) : key;
    }

    static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                "org.heliograph.moderation.texts",
                spoken(language),
                Texts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Chinese for any kind of Chinese, else English. */
    static Locale spoken(Locale language) {
        return language.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
    }

    /** The language that a header {@code Accept-Language} likes best; English if it likes neither, or cannot be read. */
    static Locale accepted(String header) {
        if (header.isBlank() || header.length() > LONGEST_HEADER) {
            return Locale.ENGLISH;
        }
        try {
            Locale found = Locale.lookup(LanguageRange.parse(header), LANGUAGES);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }
}
