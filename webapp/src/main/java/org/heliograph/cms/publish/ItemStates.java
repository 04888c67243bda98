package org.heliograph.cms.publish;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * How an item stands in each language of the site.
 *
 * @param path in the working content
 * @param languages in the order of the site
 */
public record ItemStates(ItemId id, String path, Map<Locale, LanguageState> languages) {

    ItemStates map(BiFunction<Locale, LanguageState, LanguageState> change) {
        Map<Locale, LanguageState> changed = new LinkedHashMap<>();
        languages.forEach((locale, state) -> changed.put(locale, change.apply(locale, state)));
        return new ItemStates(id, path, changed);
    }
}
