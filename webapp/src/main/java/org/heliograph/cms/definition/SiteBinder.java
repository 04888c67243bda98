package org.heliograph.cms.definition;

import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.definition.Site.Cors;
import org.heliograph.cms.definition.Site.I18n;
import org.heliograph.cms.definition.Site.UriMapping;

/** Reads the site from its configuration tree. */
final class SiteBinder {

    private static final String PACKAGE = "info.magnolia.cms.i18n.";
    private static final String DEFAULT = PACKAGE + "DefaultI18nContentSupport";
    private static final String IETF = PACKAGE + "IetfI18nContentSupport";
    private static final Set<String> KEYS = Set.of(
            "name",
            "class",
            "$type",
            "enabled",
            "extends",
            "inherits",
            "theme",
            "i18n",
            "cors",
            "domains",
            "mappings",
            "templates",
            "variations",
            "parameters",
            "isDefault",
            "default");

    private final Problems problems;
    private final boolean classNeeded;

    /** @param classNeeded whether an {@code i18n} block without class is dropped, as Magnolia 6.2 does */
    SiteBinder(Problems problems, boolean classNeeded) {
        this.problems = problems;
        this.classNeeded = classNeeded;
    }

    /**
     * @param languages the site whose {@code i18n} block counts
     * @param addresses the site whose {@code mappings} count
     */
    Site bind(ConfigNode node, ConfigNode languages, ConfigNode addresses) {
        new Fields(node, problems).knownKeys(KEYS);
        return new Site(i18n(languages), cors(node), theme(node), mappings(addresses));
    }

    private String theme(ConfigNode node) {
        return node.get("theme")
                .flatMap(theme -> theme.text().or(() -> new Fields(theme, problems).text("name")))
                .orElse("");
    }

    private List<UriMapping> mappings(ConfigNode site) {
        List<UriMapping> mappings = new ArrayList<>();
        site.get("mappings").map(ConfigNode::children).orElse(Map.of()).forEach((name, node) -> {
            Fields fields = new Fields(node, problems);
            fields.knownKeys(Set.of("name", "class", "$type", "URIPrefix", "handlePrefix", "repository", "enabled"));
            if (fields.flag("enabled", true)) {
                mappings.add(new UriMapping(
                        fields.text("repository").orElse(name),
                        withoutEnd(fields.text("URIPrefix").orElse("")),
                        withoutEnd(fields.text("handlePrefix").orElse(""))));
            }
        });
        return List.copyOf(mappings);
    }

    private static String withoutEnd(String prefix) {
        return prefix.replaceFirst("/+$", "");
    }

    private I18n i18n(ConfigNode site) {
        Optional<ConfigNode> node = site.get("i18n").filter(ConfigNode::isMap);
        if (node.isEmpty() || !hasClass(node.get(), site.keyLocation("i18n"))) {
            return Site.none().i18n();
        }
        Fields fields = new Fields(node.get(), problems);
        fields.knownKeys(Set.of("class", "$type", "enabled", "fallbackLocale", "defaultLocale", "locales", "name"));
        List<Locale> locales = new ArrayList<>();
        fields.node("locales")
                .ifPresent(l -> l.children()
                        .forEach((key, child) -> locale(key, child)
                                .filter(locale -> !locales.contains(locale))
                                .ifPresent(locales::add)));
        Locale fallback = namedLocale(node.get(), "fallbackLocale").orElse(Locale.ENGLISH);
        Locale defaultLocale = namedLocale(node.get(), "defaultLocale").orElse(fallback);
        if (!locales.contains(defaultLocale)) {
            reportMissing(node.get(), defaultLocale, locales);
            locales.add(0, defaultLocale);
        }
        return new I18n(fields.flag("enabled", false), defaultLocale, fallback, List.copyOf(locales));
    }

    private void reportMissing(ConfigNode node, Locale defaultLocale, List<Locale> locales) {
        if (!locales.isEmpty()) {
            problems.major(
                    node.get("defaultLocale")
                            .or(() -> node.get("fallbackLocale"))
                            .orElse(node)
                            .location(),
                    "The default locale " + defaultLocale + " is not among the enabled locales",
                    "Add it to locales with enabled: true");
        }
    }

    private boolean hasClass(ConfigNode node, Location place) {
        Optional<ConfigNode> type = node.get("class").filter(c -> !c.isNothing());
        if (type.isEmpty() && classNeeded) {
            problems.major(
                    place,
                    "The i18n block has no class, so Magnolia 6.2 drops it and nothing is localized",
                    "Add class: " + DEFAULT);
        }
        if (type.isPresent() && !type.get().text().orElse("").matches("[\\w.]+I18nContentSupport")) {
            problems.major(
                    type.get().location(),
                    "Unknown class of i18n support " + type.get().text().orElse("") + "; nothing is localized",
                    Hints.oneOf(type.get().text().orElse(""), List.of(DEFAULT, IETF)));
            return false;
        }
        return type.isPresent() || !classNeeded;
    }

    private Optional<Locale> locale(String key, ConfigNode node) {
        Fields fields = new Fields(node, problems);
        fields.knownKeys(Set.of("name", "class", "$type", "language", "country", "languageTag", "enabled"));
        if (!fields.flag("enabled", true)) {
            return Optional.empty();
        }
        Optional<String> tag = fields.text("languageTag");
        String language = fields.text("language").orElse("");
        String country = fields.text("country").orElse("");
        String text = tag.orElse(language.isEmpty() ? key : language + (country.isEmpty() ? "" : "-" + country));
        return parse(text, node.location());
    }

    private Optional<Locale> namedLocale(ConfigNode node, String key) {
        return new Fields(node, problems)
                .text(key)
                .flatMap(text -> parse(text, node.get(key).orElse(node).location()));
    }

    /** Language and country of a tag written with hyphen or underscore; script and variants are left out. */
    private Optional<Locale> parse(String text, Location place) {
        try {
            Locale locale = new Locale.Builder()
                    .setLanguageTag(text.strip().replace('_', '-'))
                    .build();
            if (!locale.getLanguage().isEmpty()) {
                return Optional.of(new Locale.Builder()
                        .setLanguage(locale.getLanguage())
                        .setRegion(locale.getCountry())
                        .build());
            }
        } catch (IllformedLocaleException e) {
            // Reported below, together with tags that have no language.
        }
        problems.major(place, "This is no locale: " + text, "Write a language such as zh, or zh-TW with its country");
        return Optional.empty();
    }

    private List<Cors> cors(ConfigNode site) {
        List<Cors> rules = new ArrayList<>();
        site.get("cors")
                .ifPresent(node -> node.children().values().forEach(rule -> {
                    Fields fields = new Fields(rule, problems);
                    fields.knownKeys(Set.of(
                            "name",
                            "class",
                            "$type",
                            "uris",
                            "allowedOrigins",
                            "allowedMethods",
                            "allowedHeaders",
                            "exposedHeaders",
                            "supportsCredentials",
                            "maxAge",
                            "enabled"));
                    if (fields.flag("enabled", true)) {
                        rules.add(rule(fields));
                    }
                }));
        return List.copyOf(rules);
    }

    private static Cors rule(Fields fields) {
        Map<String, String> uris = new LinkedHashMap<>();
        fields.node("uris")
                .ifPresent(node -> node.children()
                        .forEach((name, uri) -> uri.text()
                                .or(() -> uri.text("patternString"))
                                .ifPresent(pattern -> uris.put(name, pattern))));
        return new Cors(
                Map.copyOf(uris),
                fields.list("allowedOrigins").orElse(List.of()),
                fields.list("allowedMethods").orElse(List.of()),
                fields.list("allowedHeaders").orElse(List.of()),
                fields.list("exposedHeaders").orElse(List.of()),
                fields.flag("supportsCredentials", false),
                fields.number("maxAge", 0).orElse(0L));
    }
}
