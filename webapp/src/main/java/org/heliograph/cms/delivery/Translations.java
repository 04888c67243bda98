package org.heliograph.cms.delivery;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.jspecify.annotations.Nullable;

/**
 * The values of a node's properties by language. A property has a value per language where its content type says so, or
 * where a value in another language is stored.
 *
 * @param languages which language a stored value belongs to
 */
record Translations(Languages languages) {

    /**
     * The stored names of a property by language, in the order of the site; those without a value are left out.
     *
     * @param localized whether there is a value per language, rather than one for all, which then stands under the
     *     default language
     */
    record Values(boolean localized, Map<Locale, String> stored) {}

    /** All properties of a node that may be shown, by their names without language. */
    Map<String, Values> of(NodeSnapshot node, Scope scope) {
        Map<String, Map<Locale, String>> byName = new TreeMap<>();
        Map<String, Values> all = new TreeMap<>();
        for (String stored : node.properties().keySet()) {
            Optional<Locale> locale = languages.suffix(stored);
            String name = languages.field(stored);
            if (scope.admits(stored, name)) {
                put(node, byName.computeIfAbsent(name, n -> new HashMap<>()), locale, stored);
            }
        }
        Declared declared = scope.wanted().declared();
        Set<String> names = node.properties().keySet();
        byName.forEach(
                (name, stored) -> all.put(name, values(languages.isLocalized(declared, name, names), stored, node)));
        return all;
    }

    /** The default language may be named or not; where both are stored the name wins, as long as it has a value. */
    private void put(NodeSnapshot node, Map<Locale, String> values, Optional<Locale> locale, String stored) {
        Locale language = locale.orElse(languages.i18n().defaultLocale());
        String other = values.get(language);
        boolean better = locale.isPresent() ? hasText(node, stored) : !hasText(node, other);
        if (other == null || better) {
            values.put(language, stored);
        }
    }

    private Values values(boolean localized, Map<Locale, String> stored, NodeSnapshot node) {
        if (!localized) {
            return new Values(false, stored);
        }
        Map<Locale, String> ordered = new LinkedHashMap<>();
        languages.i18n().locales().stream()
                .filter(locale -> hasText(node, stored.get(locale)))
                .forEach(locale -> ordered.put(locale, stored.get(locale)));
        return new Values(true, ordered);
    }

    private static boolean hasText(NodeSnapshot node, @Nullable String stored) {
        return stored != null && !isEmpty(node.properties().get(stored));
    }

    private static boolean isEmpty(@Nullable Property property) {
        return property == null
                || (property.multiple()
                        ? property.values().isEmpty()
                        : property.text().isEmpty());
    }

    /**
     * The language that a shown value is in, if that is not the one of the answer.
     *
     * @param wanted language of the answer
     * @param name of the property in the answer
     * @param shown its value there, one of the node's own
     */
    Optional<Locale> fallback(NodeSnapshot node, Declared declared, Locale wanted, String name, Property shown) {
        Locale source = languages.i18n().locales().stream()
                .filter(locale -> node.properties().get(name + "_" + locale) == shown)
                .findFirst()
                .orElse(languages.i18n().defaultLocale());
        boolean marked = languages.isLocalized(declared, name, node.properties().keySet())
                && !isEmpty(shown)
                && !source.equals(wanted);
        return marked ? Optional.of(source) : Optional.empty();
    }
}
