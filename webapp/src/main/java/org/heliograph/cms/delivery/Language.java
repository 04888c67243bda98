package org.heliograph.cms.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.web.RestException;
import org.jspecify.annotations.Nullable;

/**
 * The language of an answer: which of the stored values {@code title}, {@code title_zh}, {@code title_zh_TW} is shown as
 * {@code title}.
 *
 * @param locale absent where all stored values are shown under their stored names
 * @param suffixes what to look for behind a name, the best first
 * @param hidden suffixes of stored values that are not shown under their own names
 */
record Language(Optional<Locale> locale, List<String> suffixes, List<String> hidden) {

    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?");
    private static final Pattern RANGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*|\\*");
    private static final Pattern PARAMETER_Q = Pattern.compile(";\\s*[qQ]\\s*=");
    private static final Pattern WEIGHT = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");
    private static final Set<String> ISO_LANGUAGES = Set.of(Locale.getISOLanguages());

    /**
     * @param parameter the {@code lang} parameter, which wins
     * @param header the {@code Accept-Language} header
     * @throws RestException if the parameter names no language, or the header is malformed
     */
    static Language of(Site.I18n i18n, Optional<String> parameter, Optional<String> header) {
        if (parameter.isPresent()) {
            String value = parameter.get();
            return value.equalsIgnoreCase("all")
                    ? new Language(Optional.empty(), List.of(), List.of())
                    : of(i18n, parse(value));
        }
        return of(i18n, header.map(h -> negotiate(i18n, h)).orElse(i18n.defaultLocale()));
    }

    private static Language of(Site.I18n i18n, Locale wanted) {
        List<Locale> candidates = new ArrayList<>();
        if (!wanted.getCountry().isEmpty()) {
            candidates.add(wanted);
        }
        candidates.add(new Locale(wanted.getLanguage()));
        candidates.retainAll(i18n.locales());
        int defaultAt = candidates.indexOf(i18n.defaultLocale());
        List<Locale> beforeDefault = defaultAt < 0 ? candidates : candidates.subList(0, defaultAt);
        return new Language(Optional.of(wanted), suffixes(beforeDefault), hidden(i18n));
    }

    private static List<String> hidden(Site.I18n i18n) {
        List<Locale> localized = new ArrayList<>(i18n.locales());
        localized.remove(i18n.defaultLocale());
        return suffixes(localized);
    }

    private static List<String> suffixes(Collection<Locale> locales) {
        return locales.stream().map(l -> "_" + l).toList();
    }

    private static Locale parse(String value) {
        var match = PARAMETER.matcher(value);
        if (!match.matches() || !ISO_LANGUAGES.contains(match.group(1).toLowerCase(Locale.ROOT))) {
            throw RestException.badRequest(
                    "Language parameter: " + value + " is not allowed. Use a language such as zh or zh-CN, or all.");
        }
        return match.group(2) == null ? new Locale(match.group(1)) : new Locale(match.group(1), match.group(2));
    }

    /**
     * @throws RestException if a weight is none; a range that is no language range is passed over
     */
    private static Locale negotiate(Site.I18n i18n, String header) {
        List<Locale.LanguageRange> ranges = new ArrayList<>();
        for (String part : header.split(",")) {
            String[] rangeAndWeight = PARAMETER_Q.split(part, 2);
            double weight = rangeAndWeight.length < 2 ? 1 : weight(rangeAndWeight[1].strip());
            String range = rangeAndWeight[0].strip();
            if (RANGE.matcher(range).matches()) {
                ranges.add(new Locale.LanguageRange(range, weight));
            }
        }
        ranges.sort(Comparator.comparingDouble(Locale.LanguageRange::getWeight).reversed());
        return lookup(ranges, i18n.locales()).orElse(i18n.defaultLocale());
    }

    private static double weight(String text) {
        if (!WEIGHT.matcher(text).matches()) {
            throw RestException.badRequest("The Accept-Language header has a weight that is none: " + text);
        }
        return Double.parseDouble(text);
    }

    /** RFC 4647 lookup; a bare language also finds a locale of that language with a country. */
    private static Optional<Locale> lookup(List<Locale.LanguageRange> ranges, List<Locale> locales) {
        for (Locale.LanguageRange range : ranges) {
            if (range.getWeight() == 0 || range.getRange().equals("*")) {
                continue;
            }
            List<Locale.LanguageRange> one = List.of(range);
            Locale found = Locale.lookup(one, locales);
            List<Locale> within = found == null ? Locale.filter(one, locales) : List.of(found);
            if (!within.isEmpty()) {
                return Optional.of(within.get(0));
            }
        }
        return Optional.empty();
    }

    /**
     * The properties of a node under the names and with the values of this language.
     *
     * @param excluded stored names that make nothing appear; a name that another stored one brings along appears with
     *     its best value nevertheless, as in Magnolia
     */
    Map<String, Property> localize(NodeSnapshot node, Collection<String> excluded) {
        Map<String, Property> localized = new TreeMap<>();
        node.properties().forEach((stored, property) -> {
            if (!excluded.contains(stored)) {
                shownName(stored)
                        .ifPresent(shown -> localized.computeIfAbsent(
                                shown, name -> best(node.properties(), name).orElse(property)));
            }
        });
        return localized;
    }

    /** The name without suffix if the value may stand for it; none if it belongs to another language. */
    private Optional<String> shownName(String stored) {
        if (hidden.stream().noneMatch(stored::endsWith)) {
            return Optional.of(stored);
        }
        return suffixes.stream()
                .filter(suffix -> stored.length() > suffix.length() && stored.endsWith(suffix))
                .map(suffix -> stored.substring(0, stored.length() - suffix.length()))
                .findFirst();
    }

    /** The first translation that is one, or else the value of the default language. */
    private Optional<Property> best(Map<String, Property> stored, String shown) {
        return suffixes.stream()
                .map(suffix -> stored.get(shown + suffix))
                .filter(Language::isTranslated)
                .findFirst()
                .or(() -> Optional.ofNullable(stored.get(shown)));
    }

    private static boolean isTranslated(@Nullable Property property) {
        return property != null
                && !(property.values().size() == 1 && property.text().isEmpty());
    }

    /**
     * Links in a value carry the name of its locale in their path, unless it is the default one.
     *
     * @param property name of the value, which tells the locale where all are shown
     */
    String linkPrefix(Site.I18n i18n, String property) {
        if (locale.isEmpty()) {
            return hidden(i18n).stream()
                    .filter(property::endsWith)
                    .findFirst()
                    .map(suffix -> "/" + suffix.substring(1))
                    .orElse("");
        }
        return locale.filter(l -> !suffixes.isEmpty() && i18n.locales().contains(l) && !l.equals(i18n.defaultLocale()))
                .map(l -> "/" + l)
                .orElse("");
    }
}
