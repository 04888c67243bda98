package org.heliograph.message;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Countries and areas of ISO 3166-1. */
final class Countries {

    /** Alpha-2 codes. */
    static final Set<String> CODES = Set.of(Locale.getISOCountries());

    private static final Map<Locale, List<Named>> SORTED = Map.of(
            Languages.CHINESE, sorted(Languages.CHINESE),
            Languages.DEFAULT, sorted(Languages.DEFAULT));

    private Countries() {}

    record Named(String code, String name) {}

    /** All of them, in the order of their names in a language of senders. */
    static List<Named> in(Locale language) {
        return SORTED.getOrDefault(language, SORTED.get(Languages.DEFAULT));
    }

    private static List<Named> sorted(Locale language) {
        Comparator<Object> order = Collator.getInstance(language);
        return CODES.stream()
                .map(code -> new Named(
                        code, new Locale.Builder().setRegion(code).build().getDisplayCountry(language)))
                .sorted(Comparator.comparing(Named::name, order))
                .toList();
    }
}
