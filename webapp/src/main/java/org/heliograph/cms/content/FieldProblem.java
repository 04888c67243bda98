package org.heliograph.cms.content;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is wrong with a value of an item.
 *
 * @param pointer JSON Pointer (RFC 6901) into the form of the item's values, the language at its end where there is one:
 *     {@code /materials/1/part/zh}
 * @param language of the value; empty for one that all languages share
 * @param id stable, in lower case with hyphens; {@code problems_en.properties} and {@code problems_zh.properties} have its
 *     text
 * @param arguments for the places {@code {0}}, {@code {1}} ... of the text
 */
public record FieldProblem(String pointer, Optional<Locale> language, String id, List<Object> arguments) {

    static FieldProblem of(Spot spot, String id, Object... arguments) {
        return new FieldProblem(spot.pointer(), spot.language(), id, List.of(arguments));
    }

    /** The field of the item that is wrong, or has something wrong in it: {@code materials}. */
    public String field() {
        return pointer.split("/", 3)[1];
    }

    /** Where in the form of an item a value stands. */
    record Spot(String pointer, Optional<Locale> language) {

        static final Spot ITEM = new Spot("", Optional.empty());

        Spot below(String step) {
            return new Spot(pointer + "/" + step.replace("~", "~0").replace("/", "~1"), language);
        }

        /** The value in a language, unless all of it is in that one already. */
        Spot in(Optional<Locale> other) {
            return other.isEmpty() || language.isPresent()
                    ? this
                    : new Spot(below(other.get().toLanguageTag()).pointer(), other);
        }
    }
}
