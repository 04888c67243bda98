package org.heliograph.cms.content;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The language behind the name of a property or node, {@code zh_TW} of {@code title_zh_TW}. As in Magnolia any locale of
 * the world counts, whether the site has it or not: {@code part_no} is Norwegian.
 */
public final class LocaleSuffix {

    private static final Set<Locale> AVAILABLE = Set.of(Locale.getAvailableLocales());
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private LocaleSuffix() {}

    /** The locale that a name ends with; empty if it is the name of a value for all languages. */
    public static Optional<Locale> of(String name) {
        int first = name.indexOf('_');
        if (first <= 0) {
            return Optional.empty();
        }
        int dot = name.lastIndexOf('.');
        return ofParts((dot < 0 ? name : name.substring(0, dot)).split("_"));
    }

    private static Optional<Locale> ofParts(String[] parts) {
        int n = parts.length;
        return switch (n) {
            case 0, 1 -> Optional.empty();
            case 2 -> language(parts[1]);
            case 3 -> valid(new Locale(parts[1], parts[2])).or(() -> valid(new Locale(parts[2])));
            default ->
                valid(new Locale(parts[n - 2], parts[n - 1]))
                        .or(() -> language(parts[n - 1]))
                        .or(() -> valid(new Locale(parts[n - 3], parts[n - 2]))
                                .map(l -> new Locale(l.getLanguage(), l.getCountry(), parts[n - 1])));
        };
    }

    /** Capitals are no language but a country, which says nothing by itself. */
    private static Optional<Locale> language(String text) {
        boolean capitals = !text.isEmpty() && text.chars().allMatch(Character::isUpperCase);
        return capitals ? Optional.empty() : valid(new Locale(text));
    }

    /** The name without its locale. */
    public static String strip(String name, Locale locale) {
        String suffix = "_" + locale;
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    /**
     * The locale of a language and a country with hyphen or underscore between them.
     *
     * @return empty if there is no such language or country
     */
    public static Optional<Locale> parse(String text) {
        String[] parts = Arrays.stream(text.split("[-_]"))
                .filter(part -> !part.isEmpty())
                .toArray(String[]::new);
        return switch (parts.length) {
            case 1 -> valid(new Locale(parts[0]));
            case 2 -> valid(new Locale(parts[0], parts[1]));
            default -> Optional.empty();
        };
    }

    private static Optional<Locale> valid(Locale locale) {
        boolean known = AVAILABLE.contains(locale)
                || LANGUAGES.contains(locale.getLanguage())
                        && (locale.getCountry().isEmpty() || COUNTRIES.contains(locale.getCountry()));
        return known ? Optional.of(locale) : Optional.empty();
    }
}
