package org.heliograph.moderation;

import java.util.Locale;

/** An action cannot be done to a message as it stands. Nothing was done. */
public final class ImpossibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String id;

    ImpossibleException(String id) {
        super(id);
        this.id = id;
    }

    /** What a problem of the desk is called in a language. */
    public static String text(String id, Locale language) {
        return Texts.of(language, "problem." + id);
    }

    /** Why, in words. */
    public String text(Locale language) {
        return text(id, language);
    }

    /** Why: stable, with a text of its own in Chinese and English. */
    public String id() {
        return id;
    }
}
