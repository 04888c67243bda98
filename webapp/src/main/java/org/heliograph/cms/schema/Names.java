package org.heliograph.cms.schema;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives out names in PascalCase, each once. */
final class Names {

    private final Set<String> taken;

    /** @param taken names that are not given out */
    Names(Collection<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** The name itself, or with the next free number behind it. */
    String unique(String name) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name + number;
        }
        return free;
    }

    /**
     * A name such as {@code PolicyArticle} for {@code policy-article}. OpenAPI takes ASCII only, so that other letters
     * become their code points: {@code U4EA7}.
     */
    static String pascal(String text) {
        StringBuilder name = new StringBuilder();
        boolean starting = true;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int letter = text.codePointAt(at);
            boolean plain = letter < 0x80 && Character.isLetterOrDigit(letter);
            if (plain) {
                String one = Character.toString(letter);
                name.append(starting ? one.toUpperCase(Locale.ROOT) : one);
            } else if (letter >= 0x80) {
                name.append(String.format("U%04X", letter));
            }
            starting = !plain;
        }
        boolean letterFirst = !name.isEmpty() && Character.isLetter(name.charAt(0));
        return letterFirst ? name.toString() : "Type" + name;
    }
}
