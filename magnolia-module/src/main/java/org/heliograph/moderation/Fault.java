package org.heliograph.moderation;

import java.util.List;
import java.util.Locale;

/**
 * What is wrong with a value.
 *
 * @param field name of it
 * @param code stable; the bundle has its text under {@code field.<code>}
 * @param arguments of the text
 */
public record Fault(String field, String code, List<String> arguments) {

    static Fault of(String field, String code, Object... arguments) {
        return new Fault(
                field, code, List.of(arguments).stream().map(String::valueOf).toList());
    }

    /** In words. */
    public String text(Locale language) {
        return Texts.of(language, "field." + code, arguments.toArray());
    }
}
