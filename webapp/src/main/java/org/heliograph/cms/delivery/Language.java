package org.heliograph.cms.delivery;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.heliograph.cms.content.LocaleSuffix;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.web.RestException;

/**
 * The language of an answer: which of the stored values {@code title}, {@code title_zh}, {@code title_zh_TW} is shown as
 * {@code title}. The rules are those of Magnolia's {@code DefaultI18nContentSupport} and of its delivery.
 *
 * @param locale absent where all stored values are shown under their stored names
 * @param suffixes what to look for behind a name, the best first; the empty one is the value of the default language,
 *     which is taken even if it is empty
 */
public record Language(Optional<Locale> locale, List<String> suffixes) {

    private static final Pattern PARAMETER_Q = Pattern.compile(";\\s*[qQ]\\s*=");
    private static final Pattern WEIGHT = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");
    private static final Pattern RANGE = Pattern.compile("[A-Za-z]{2}(-[A-Za-z]{2})?");
    private static final String ANY = "*";

    /**
     * @param parameter the {@code lang} parameter, which wins if the site has its language
     * @param header the {@code Accept-Language} header
     * @throws RestException if the parameter names no language, or the header is malformed
     */
    static Language of(Site.I18n i18n, Optional<String> parameter, Optional<String> header) {
        if (parameter.filter(value -> value.equalsIgnoreCase("all")).isPresent()) {
            return new Language(Optional.empty(), List.of());
        }
        Optional<Locale> chosen = parameter.flatMap(value -> lookup(i18n, value));
        Locale locale = chosen.or(() -> header.flatMap(value -> negotiate(i18n.locales(), value)))
                .orElse(i18n.defaultLocale());
        return new Language(Optional.of(locale), suffixes(i18n, locale));
    }

    /** A language of the site, or any other, whose readers get what stands in for it. */
    public static Language of(Site.I18n i18n, Locale locale) {
        return new Language(Optional.of(locale), suffixes(i18n, locale));
    }

    /** RFC 4647 lookup: {@code zh-CN} finds {@code zh}, but {@code zh} does not find {@code zh-CN}. */
    private static Optional<Locale> lookup(Site.I18n i18n, String value) {
        Locale wanted = LocaleSuffix.parse(value)
                .orElseThrow(() -> RestException.badRequest("Language parameter: " + value
                        + " is not allowed. Use a language such as zh or zh-CN, or all."));
        List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(wanted.toLanguageTag());
        return Optional.ofNullable(Locale.lookup(ranges, i18n.locales()));
    }

    /**
     * The locale with the greatest weight, the first one of those.
     *
     * @throws RestException if a weight is none; what is no language of two letters, alone or with a country, is passed
     *     over
     */
    public static Optional<Locale> negotiate(List<Locale> locales, String header) {
        Map<String, Double> ranges = ranges(header);
        Optional<Locale> best = Optional.empty();
        double most = 0;
        for (Locale locale : locales) {
            double weight = weight(ranges, locale);
            if (weight > most) {
                best = Optional.of(locale);
                most = weight;
            }
        }
        return best;
    }

    private static Map<String, Double> ranges(String header) {
        Map<String, Double> ranges = new LinkedHashMap<>();
        for (String part : header.split(",")) {
            String[] rangeAndWeight = PARAMETER_Q.split(part, 2);
            double weight = rangeAndWeight.length < 2 ? 1 : weight(rangeAndWeight[1].strip());
            String range = rangeAndWeight[0].strip();
            if (range.equals(ANY) || RANGE.matcher(range).matches()) {
                ranges.put(range.toLowerCase(Locale.ROOT), weight);
            }
        }
        return ranges;
    }

    private static double weight(String text) {
        if (!WEIGHT.matcher(text).matches()) {
            throw RestException.badRequest("The Accept-Language header has a weight that is none: " + text);
        }
        return Double.parseDouble(text);
    }

    /**
     * What a header gives to a locale, as RESTEasy weighs it: the range that is the locale; otherwise the last one of its
     * language, unless both have a country; otherwise that of {@code *}.
     */
    private static double weight(Map<String, Double> ranges, Locale locale) {
        double weight = ranges.getOrDefault(ANY, 0d);
        for (Map.Entry<String, Double> range : ranges.entrySet()) {
            Locale asked = Locale.forLanguageTag(range.getKey());
            if (asked.equals(locale)) {
                return range.getValue();
            }
            boolean bothHaveCountry =
                    !asked.getCountry().isEmpty() && !locale.getCountry().isEmpty();
            if (asked.getLanguage().equals(locale.getLanguage()) && !bothHaveCountry) {
                weight = range.getValue();
            }
        }
        return weight;
    }

    /** From a locale over its relatives to the fallback locale. */
    private static List<String> suffixes(Site.I18n i18n, Locale locale) {
        Set<String> suffixes = new LinkedHashSet<>();
        Set<Locale> seen = new HashSet<>();
        Optional<Locale> next = Optional.of(locale).filter(l -> i18n.enabled());
        while (next.isPresent()) {
            Locale current = next.get();
            suffixes.add("_" + current);
            if (current.equals(i18n.defaultLocale())) {
                suffixes.add("");
            }
            seen.add(current);
            next = Optional.of(relative(i18n, current))
                    .map(relative -> seen.contains(relative) ? i18n.fallbackLocale() : relative)
                    .filter(l -> !current.equals(i18n.fallbackLocale()));
        }
        suffixes.add("");
        return List.copyOf(suffixes);
    }

    /** The language without country, else the first other locale of the language, else the fallback. */
    private static Locale relative(Site.I18n i18n, Locale locale) {
        Locale language = new Locale(locale.getLanguage());
        if (!locale.getCountry().isEmpty() && i18n.locales().contains(language)) {
            return language;
        }
        return i18n.locales().stream()
                .filter(other -> other.getLanguage().equals(locale.getLanguage()) && !other.equals(locale))
                .findFirst()
                .orElse(i18n.fallbackLocale());
    }

    /** The languages that a reader of this one takes: itself and those that stand in for it. */
    public Set<String> taken(Site.I18n i18n) {
        return suffixes.stream()
                .map(suffix -> suffix.isEmpty() ? i18n.defaultLocale().toString() : suffix.substring(1))
                .collect(Collectors.toSet());
    }

    /**
     * The properties of a node under the names and with the values of this language. What is stored for another language
     * only is left out.
     *
     * @param admitted which stored names may make a property appear; it appears with its best value, whether that one's
     *     stored name is admitted or not, as in Magnolia
     */
    Map<String, Property> localize(NodeSnapshot node, Predicate<String> admitted) {
        Map<String, Property> localized = new TreeMap<>();
        node.properties().forEach((stored, property) -> {
            if (admitted.test(stored) && isShown(stored)) {
                String name = shownName(stored);
                Optional<Property> best = best(node.properties(), name);
                localized.putIfAbsent(best.isPresent() ? name : stored, best.orElse(property));
            }
        });
        return localized;
    }

    /**
     * Child nodes with their names in this language: {@code steps_zh} as {@code steps}.
     *
     * @param children in their order, which is kept
     */
    List<Map.Entry<String, NodeSnapshot>> localize(List<NodeSnapshot> children) {
        if (locale.isEmpty()) {
            return children.stream()
                    .map(child -> Map.entry(child.name(), child))
                    .toList();
        }
        Map<String, NodeSnapshot> stored = new LinkedHashMap<>();
        children.forEach(child -> stored.putIfAbsent(child.name(), child));
        Map<String, NodeSnapshot> localized = new LinkedHashMap<>();
        stored.forEach((name, child) -> {
            if (isShown(name)) {
                String shown = shownName(name);
                localized.putIfAbsent(shown, best(stored, shown, child));
            }
        });
        return List.copyOf(localized.entrySet());
    }

    /** The value of a property in this language; its name is one without language. */
    public Optional<Property> value(NodeSnapshot node, String name) {
        return best(node.properties(), name);
    }

    private NodeSnapshot best(Map<String, NodeSnapshot> stored, String name, NodeSnapshot otherwise) {
        return suffixes.stream()
                .filter(suffix -> !suffix.isEmpty())
                .flatMap(suffix -> Optional.ofNullable(stored.get(name + suffix)).stream())
                .findFirst()
                .orElse(stored.getOrDefault(name, otherwise));
    }

    /** Whether a stored name is for all languages or for this one. */
    private boolean isShown(String stored) {
        return locale.isEmpty()
                || LocaleSuffix.of(stored).map(locale.get()::equals).orElse(true);
    }

    private String shownName(String stored) {
        return locale.filter(l -> LocaleSuffix.of(stored).isPresent())
                .map(l -> LocaleSuffix.strip(stored, l))
                .orElse(stored);
    }

    /** The first translation that is one, or else the value of the default language. */
    private Optional<Property> best(Map<String, Property> stored, String name) {
        for (String suffix : suffixes) {
            Property property = stored.get(name + suffix);
            if (property != null && (suffix.isEmpty() || !isEmpty(property))) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    private static boolean isEmpty(Property property) {
        return property.multiple()
                ? property.values().isEmpty()
                : property.text().isEmpty();
    }

    /**
     * Links in a value carry the name of its locale in their path, unless it is the default one.
     *
     * @param property name of the value, which tells the locale where all are shown
     */
    String linkPrefix(Site.I18n i18n, String property) {
        return locale.or(() -> LocaleSuffix.of(property))
                .filter(l -> i18n.enabled() && i18n.locales().contains(l) && !l.equals(i18n.defaultLocale()))
                .map(l -> "/" + l)
                .orElse("");
    }
}
