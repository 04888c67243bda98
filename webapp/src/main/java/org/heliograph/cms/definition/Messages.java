package org.heliograph.cms.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The texts of all message bundles ({@code i18n/*_<locale>.properties}). Immutable. */
public final class Messages {

    private final Map<Locale, Map<String, String>> byLocale = new HashMap<>();

    /** @param bundles in order of registration; of two texts for one key the first counts */
    Messages(List<MessageBundle> bundles) {
        for (MessageBundle bundle : bundles) {
            Map<String, String> texts = byLocale.computeIfAbsent(bundle.locale(), l -> new TreeMap<>());
            bundle.texts().forEach(texts::putIfAbsent);
        }
    }

    /**
     * The text of a key in a locale, or else in its language alone, or else in English.
     *
     * @return nothing if the key is unknown in all three
     */
    public Optional<String> find(Locale locale, String key) {
        return text(locale, key)
                .or(() -> text(Locale.forLanguageTag(locale.getLanguage()), key))
                .or(() -> text(Locale.ENGLISH, key));
    }

    private Optional<String> text(Locale locale, String key) {
        return Optional.ofNullable(byLocale.getOrDefault(locale, Map.of()).get(key));
    }

    /** Locales that have any text. */
    public Set<Locale> locales() {
        return Set.copyOf(byLocale.keySet());
    }

    /** Whether the locale, or its language alone, has the text itself, rather than showing the English one. */
    boolean has(Locale locale, String key) {
        return text(locale, key).isPresent()
                || text(Locale.forLanguageTag(locale.getLanguage()), key).isPresent();
    }

    /** Whether the locale has a text whose key begins so. */
    boolean hasBelow(Locale locale, String prefix) {
        return byLocale.getOrDefault(locale, Map.of()).keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    /** Whether any locale has a text of the key. */
    boolean isKnown(String key) {
        return byLocale.values().stream().anyMatch(texts -> texts.containsKey(key));
    }

    /** All keys of all locales. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        byLocale.values().forEach(texts -> keys.addAll(texts.keySet()));
        return keys;
    }

    /** Keys that another locale has a text for but this one, its language included, has not; in order. */
    public Set<String> missing(Locale locale) {
        Set<String> keys = keys();
        keys.removeAll(byLocale.getOrDefault(locale, Map.of()).keySet());
        keys.removeAll(byLocale.getOrDefault(Locale.forLanguageTag(locale.getLanguage()), Map.of())
                .keySet());
        return keys;
    }
}
