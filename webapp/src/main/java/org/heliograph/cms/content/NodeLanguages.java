package org.heliograph.cms.content;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which language the properties and children of one node belong to.
 *
 * @param languages of the site
 * @param declared what the content type says of the node
 * @param inherited the language of the node itself, which all in it then shares
 */
public record NodeLanguages(Languages languages, Declared declared, Optional<Locale> inherited) {

    /**
     * The language of a property or child; empty for a value that all languages share.
     *
     * @param stored its name
     * @param names of all properties, or all children, of the node
     */
    public Optional<Locale> of(String stored, Set<String> names) {
        if (inherited.isPresent() || NodeSnapshot.isSystemProperty(stored)) {
            return inherited;
        }
        return languages
                .suffix(stored)
                .or(() -> Optional.of(languages.i18n().defaultLocale())
                        .filter(locale -> languages.isLocalized(declared, stored, names)));
    }

    /** What holds for a child. */
    public NodeLanguages below(String child, Set<String> names) {
        return new NodeLanguages(languages, declared.below(languages.field(child)), of(child, names));
    }
}
