package org.heliograph.cms.content;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.definition.Site;

/**
 * Which language a stored value belongs to. A value per language is stored under the name of the field for the default
 * language, and under the name with the language behind it for the others: {@code title}, {@code title_zh}.
 *
 * @param i18n the languages of content
 */
public record Languages(Site.I18n i18n) {

    /** The language behind a stored name, if the site has it. */
    public Optional<Locale> suffix(String stored) {
        return NodeSnapshot.isSystemProperty(stored)
                ? Optional.empty()
                : LocaleSuffix.of(stored)
                        .filter(locale -> i18n.enabled() && i18n.locales().contains(locale));
    }

    /** The field that a stored name holds a value of: the name without the language behind it. */
    public String field(String stored) {
        return suffix(stored).map(locale -> LocaleSuffix.strip(stored, locale)).orElse(stored);
    }

    /** The name under which the value of a field in a language is stored by editors. */
    public String stored(String field, Locale locale) {
        return locale.equals(i18n.defaultLocale()) ? field : field + "_" + locale;
    }

    /**
     * Whether a field has a value per language: its content type says so, or a value in another language is stored.
     *
     * @param declared what the content type says of the node
     * @param names of all properties, or all children, of the node
     */
    public boolean isLocalized(Declared declared, String field, Set<String> names) {
        return declared.isLocalized(field)
                || i18n.enabled() && i18n.locales().stream().anyMatch(locale -> names.contains(field + "_" + locale));
    }

    /** What holds for the node of an item, or any other node that is no part of a value of one language. */
    public NodeLanguages of(Declared declared) {
        return new NodeLanguages(this, declared, Optional.empty());
    }
}
