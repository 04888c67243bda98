package org.heliograph.cms.content;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an item is called in lists and messages. */
public final class Titles {

    private static final String FIELD = "title";

    private Titles() {}

    /** The title in a language, or else in any other, or else the name of the node. */
    public static String of(NodeSnapshot item, Languages languages, Locale language) {
        return Stream.concat(Stream.of(language), languages.i18n().locales().stream())
                .map(locale -> languages.stored(FIELD, locale))
                .flatMap(stored -> item.property(stored).stream())
                .map(NodeSnapshot.Property::text)
                .filter(title -> !title.isBlank())
                .findFirst()
                .orElse(item.name());
    }

    static String of(ItemNode item, Languages languages) {
        return languages.i18n().locales().stream()
                .map(locale -> languages.stored(FIELD, locale))
                .flatMap(stored -> Optional.ofNullable(item.properties().get(stored)).stream())
                .map(ItemValue::text)
                .filter(title -> !title.isBlank())
                .findFirst()
                .orElse(item.name());
    }
}
