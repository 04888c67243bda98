package org.heliograph.cms.index;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.ContentType.Property;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Site;

/**
 * The content types whose items are found by the search box, and what of an item is searched: what a delivery endpoint
 * shows. A content type without such an endpoint is not in it, so that none of its items ever gets into a search.
 */
final class SearchCatalog {

    static final SearchCatalog EMPTY = new SearchCatalog(Site.none().i18n());

    /** Conventional names of what sums an item up. */
    private static final Set<String> SUMMARIES = Set.of("summary", "definition", "description", "teaser", "abstract");

    /** Part of an address, not of what is said. */
    private static final String SLUG = "slug";

    /** Those of one workspace and node type, the deepest root first. */
    private final Map<String, List<SearchType>> byKey = new TreeMap<>();

    private final Site.I18n i18n;
    private final GlossaryEntries openGlossary = new GlossaryEntries(false);
    private final GlossaryEntries wholeGlossary = new GlossaryEntries(true);

    private SearchCatalog(Site.I18n i18n) {
        this.i18n = i18n;
    }

    static SearchCatalog of(Definitions definitions) {
        SearchCatalog catalog = new SearchCatalog(definitions.site().i18n());
        for (ContentType type : definitions.contentTypes().values()) {
            List<Endpoint> endpoints = definitions.endpoints().values().stream()
                    .filter(endpoint -> serves(endpoint, type))
                    .toList();
            if (!endpoints.isEmpty()) {
                String key = key(type.datasource().workspace(), type.model().nodeType());
                catalog.byKey.putIfAbsent(key, catalog.searchTypes(type, endpoints));
            }
        }
        return catalog;
    }

    private static boolean serves(Endpoint endpoint, ContentType type) {
        return endpoint.id().startsWith("delivery/")
                && endpoint.path().startsWith("delivery/")
                && endpoint.workspace().equals(Optional.of(type.datasource().workspace()))
                && endpoint.nodeTypes().stream()
                        .anyMatch(types -> types.contains(type.model().nodeType()));
    }

    private static String key(String workspace, String nodeType) {
        return workspace + " " + nodeType;
    }

    /** One for each root: what an item says is what the endpoints show together that it is below the root of. */
    private List<SearchType> searchTypes(ContentType type, List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(Endpoint::rootPath)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(root -> searchType(type, root, above(root, endpoints)))
                .toList();
    }

    private static List<Endpoint> above(String root, List<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> (root + "/").startsWith(endpoint.rootPath() + "/"))
                .toList();
    }

    /** What everybody may read decides; what nobody may is left to those who may read everything. */
    private SearchType searchType(ContentType type, String root, List<Endpoint> endpoints) {
        List<Endpoint> open =
                endpoints.stream().filter(Endpoint::bypassWorkspaceAcls).toList();
        List<Endpoint> counting = open.isEmpty() ? endpoints : open;
        boolean withChildren = counting.stream().anyMatch(endpoint -> endpoint.depth() > 0);
        ContentType.Model model = type.model();
        Map<String, SearchType.Shape> parts = new TreeMap<>();
        if (withChildren) {
            model.subModels().forEach(sub -> parts.put(sub.name(), shape(sub.properties(), "", model, counting)));
        }
        return new SearchType(
                type.name(),
                type.datasource().workspace(),
                model.nodeType(),
                !open.isEmpty(),
                root,
                shape(model.properties(), titleOf(model), model, counting),
                parts);
    }

    /** The property called title, or else the first one that is required, or else the first one. */
    private static String titleOf(ContentType.Model model) {
        List<Property> texts =
                model.properties().stream().filter(SearchCatalog::isText).toList();
        return texts.stream()
                .filter(property -> property.name().equals("title"))
                .findFirst()
                .or(() -> texts.stream().filter(Property::required).findFirst())
                .or(() -> texts.stream().findFirst())
                .map(Property::name)
                .orElse("");
    }

    private static boolean isText(Property property) {
        return (property.type().equalsIgnoreCase("String") || isRich(property))
                && property.options().isEmpty()
                && !property.name().equals(SLUG);
    }

    private static boolean isRich(Property property) {
        return property.type().equalsIgnoreCase("richText");
    }

    private SearchType.Shape shape(
            List<Property> properties, String title, ContentType.Model model, List<Endpoint> endpoints) {
        Map<String, SearchType.Value> values = new TreeMap<>();
        Map<String, SearchType.Part> parts = new TreeMap<>();
        for (Property property : properties) {
            if (isText(property)) {
                addValues(values, property, levelOf(property, title), endpoints);
            } else if (model.subModel(property.type()).isPresent() && isShown(property.name(), endpoints)) {
                parts.put(property.name(), new SearchType.Part(property.type(), property.multiple()));
            }
        }
        return new SearchType.Shape(values, parts);
    }

    private static Level levelOf(Property property, String title) {
        if (property.name().equals(title)) {
            return Level.TITLE;
        }
        if (title.isEmpty()) {
            return Level.BODY;
        }
        boolean names = property.name().startsWith("title") || property.name().equals("shortName");
        if (names || Glossary.NAMES.contains(property.name())) {
            return Level.ALIAS;
        }
        return SUMMARIES.contains(property.name()) ? Level.SUMMARY : Level.BODY;
    }

    private void addValues(
            Map<String, SearchType.Value> values, Property property, Level level, List<Endpoint> endpoints) {
        for (Locale locale : property.i18n() ? i18n.locales() : List.of(i18n.defaultLocale())) {
            boolean standard = locale.equals(i18n.defaultLocale());
            String stored = standard ? property.name() : property.name() + "_" + locale;
            if (isShown(property.name(), endpoints) && (standard || isNotExcluded(stored, endpoints))) {
                String language = property.i18n() ? locale.toString() : "";
                values.put(stored, new SearchType.Value(property.name(), level, language, isRich(property)));
            }
        }
    }

    private static boolean isShown(String property, List<Endpoint> endpoints) {
        return endpoints.stream()
                .anyMatch(endpoint -> endpoint.properties().isEmpty()
                        ? !endpoint.excludeProperties().contains(property)
                        : endpoint.properties().contains(property));
    }

    private static boolean isNotExcluded(String stored, List<Endpoint> endpoints) {
        return endpoints.stream()
                .anyMatch(endpoint -> !endpoint.properties().isEmpty()
                        || !endpoint.excludeProperties().contains(stored));
    }

    /** Whether nodes of that type are items. */
    boolean isItem(String workspace, String nodeType) {
        return byKey.containsKey(key(workspace, nodeType));
    }

    /** What is searched of a node; empty if it is no item, or where none is delivered. */
    Optional<SearchType> type(String workspace, String nodeType, String path) {
        return byKey.getOrDefault(key(workspace, nodeType), List.of()).stream()
                .filter(type -> path.startsWith(type.root() + "/"))
                .findFirst();
    }

    List<SearchType> types() {
        return byKey.values().stream().flatMap(List::stream).toList();
    }

    /** The language of what has no suffix. */
    String defaultLanguage() {
        return i18n.defaultLocale().toString();
    }

    /** What a language is called in a {@link Mention}: the first ones have a number each, all others share one. */
    int languageNumber(String language) {
        int place = languages().indexOf(language);
        return language.isEmpty() || place < 0 ? 0 : 1 + Math.min(place, Mention.LANGUAGES - 2);
    }

    private List<String> languages() {
        return i18n.locales().stream().map(Locale::toString).sorted().toList();
    }

    /**
     * The entries of the glossary.
     *
     * @param everything whether those count that not everybody may find
     */
    GlossaryEntries glossary(boolean everything) {
        return everything ? wholeGlossary : openGlossary;
    }

    /** The workspaces whose items are searched otherwise in another catalog. */
    Set<String> changedIn(SearchCatalog other) {
        Set<String> changed = new TreeSet<>();
        for (SearchCatalog catalog : List.of(this, other)) {
            catalog.byKey.forEach((key, types) -> {
                if (!types.equals(byKey.get(key)) || !types.equals(other.byKey.get(key))) {
                    changed.add(types.get(0).workspace());
                }
            });
        }
        return changed;
    }

    /** The same for the same catalog, in any process. */
    String fingerprint() {
        return UUID.nameUUIDFromBytes(types().toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
