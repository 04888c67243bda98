package org.heliograph.cms.published;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.Slugs;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.index.Filter;
import org.heliograph.cms.index.Filter.Operator;
import org.heliograph.cms.index.Hits;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.InvalidQueryException;
import org.heliograph.cms.index.Place;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.index.TextHits;
import org.heliograph.cms.index.TextSearch;
import org.heliograph.host.Finder;
import org.heliograph.host.Publication;
import org.heliograph.host.PublishedItem;
import org.heliograph.host.Query;

/**
 * What everybody may read, as of one moment. What it looks at is noted in the snapshot, which leaves
 * out nothing by itself. As little for use by several threads as that is.
 */
final class PublishedSnapshot implements Publication {

    private static final String TITLE = "title";
    private static final Set<String> NAMES = Set.of("shortName", "abbreviation", "traditional", "taiwan", "avoid");
    private static final int AT_A_TIME = 500;

    private final Snapshot snapshot;
    private final View delivered;
    private final Definitions definitions;
    private final Site.I18n i18n;
    private final Slugs slugs;

    /**
     * @param snapshot which whoever made it closes
     * @param delivered the state of the content that everybody is shown
     * @param definitions of content types and languages
     */
    PublishedSnapshot(Snapshot snapshot, View delivered, Definitions definitions, Slugs slugs) {
        this.slugs = slugs;
        this.snapshot = snapshot;
        this.delivered = delivered;
        this.definitions = definitions;
        this.i18n = definitions.site().i18n();
    }

    @Override
    public List<Locale> languages() {
        return languages(definitions);
    }

    static List<Locale> languages(Definitions definitions) {
        Site.I18n i18n = definitions.site().i18n();
        return Stream.concat(Stream.of(i18n.defaultLocale()), i18n.locales().stream())
                .distinct()
                .toList();
    }

    @Override
    public Optional<Type> type(String workspace) {
        return type(definitions, workspace);
    }

    static Optional<Type> type(Definitions definitions, String workspace) {
        return definitions.contentTypes().values().stream()
                .filter(type -> type.datasource().workspace().equals(workspace))
                .findFirst()
                .map(ContentType::model)
                .map(model -> new Type(
                        model.nodeType(),
                        model.properties().stream()
                                .collect(Collectors.toMap(
                                        ContentType.Property::name,
                                        ContentType.Property::i18n,
                                        (one, other) -> one,
                                        TreeMap::new))));
    }

    @Override
    public Optional<Item> find(String workspace, String idOrPath, Locale language) throws RepositoryException {
        return reading(
                        workspace,
                        () -> idOrPath.startsWith("/")
                                ? snapshot.byPath(delivered, workspace, idOrPath)
                                : snapshot.byId(delivered, workspace, idOrPath))
                .map(node -> item(workspace, node))
                .map(item -> new Item(item.id(), item.path(), item.title(language)));
    }

    @Override
    public Optional<PublishedItem> item(String workspace, String id) throws RepositoryException {
        return reading(workspace, () -> snapshot.byId(delivered, workspace, id).map(node -> item(workspace, node)));
    }

    private PublishedItem item(String workspace, NodeSnapshot node) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        node.properties().forEach((name, property) -> values.put(name, property.values()));
        List<Locale> titled = languages().stream()
                .filter(language -> node.property(stored(language))
                        .filter(title -> !title.text().isBlank())
                        .isPresent())
                .filter(language -> snapshot.showing(
                                Set.of(language.toString()), () -> snapshot.byId(delivered, workspace, node.id()))
                        .isPresent())
                .toList();
        return new PublishedItem(workspace, node.id(), node.path(), i18n.defaultLocale(), titled, values);
    }

    private String stored(Locale language) {
        return PublishedItem.stored(TITLE, language, i18n.defaultLocale());
    }

    @Override
    public Finder in(Optional<Locale> language) {
        List<Filter> always = language.map(each -> List.of(new Filter(stored(each), Operator.NULL, "false")))
                .orElse(List.of());
        Finder all = new SnapshotFinder(snapshot, delivered, always);
        return new Finder() {
            @Override
            public Found find(Query query) throws RepositoryException {
                return within(language, () -> all.find(query), new Found(0, List.of()));
            }

            @Override
            public Map<String, Long> count(Query query, String property) throws RepositoryException {
                return within(language, () -> all.count(query, property), Map.of());
            }
        };
    }

    private interface Finding<T> {
        T get() throws RepositoryException;
    }

    /** What cannot be searched for, such as too many words, is not found. */
    private <T> T within(Optional<Locale> language, Finding<T> finding, T otherwise) throws RepositoryException {
        try {
            return language.isPresent()
                    ? snapshot.showing(Set.of(language.get().toString()), finding::get)
                    : finding.get();
        } catch (InvalidQueryException e) {
            return otherwise;
        }
    }

    @Override
    public void each(String workspace, String nodeType, Each taker) throws RepositoryException {
        Search all =
                new Search(delivered, workspace, List.of(nodeType), true, "", List.of(), "", List.of(), 0, AT_A_TIME);
        Optional<Place> place = Optional.of(Place.START);
        while (place.isPresent()) {
            Place after = place.get();
            Hits hits = reading(workspace, () -> snapshot.searchAfter(all, after));
            for (String id : hits.ids()) {
                Optional<PublishedItem> item = item(workspace, id);
                if (item.isPresent()) {
                    taker.take(item.get());
                }
            }
            place = hits.next();
        }
    }

    @Override
    public Publication.Results search(String text, List<String> workspaces, Locale language, int offset, int limit)
            throws RepositoryException {
        Set<String> types = definitions.contentTypes().values().stream()
                .filter(type -> workspaces.contains(type.datasource().workspace()))
                .map(ContentType::name)
                .collect(Collectors.toSet());
        TextSearch search =
                new TextSearch(delivered, text, types, language.toString(), false, offset, Math.max(1, limit));
        Finding<TextHits> finding = () -> reading(String.join(", ", workspaces), () -> snapshot.find(search));
        TextHits found = within(Optional.of(language), finding, new TextHits(0, List.of()));
        return new Publication.Results(
                found.total(),
                found.hits().stream()
                        .limit(limit)
                        .map(hit -> new Hit(hit.workspace(), hit.id(), hit.title(), excerpt(hit)))
                        .toList());
    }

    /** What was found in a name is seen there, or says nothing by itself. */
    private static List<Piece> excerpt(TextHits.Hit hit) {
        return hit.highlights().entrySet().stream()
                .filter(each -> !each.getKey().startsWith(TITLE) && !NAMES.contains(each.getKey()))
                .findFirst()
                .map(each -> pieces(each.getValue()))
                .orElse(List.of(new Piece(hit.summary(), false)));
    }

    /** The parts of HTML that has no other tags than {@code em}, and no others in it. */
    private static List<Piece> pieces(String html) {
        List<Piece> pieces = new ArrayList<>();
        boolean marked = false;
        for (String part : html.split("</?em>", -1)) {
            if (!part.isEmpty()) {
                pieces.add(new Piece(unescaped(part), marked));
            }
            marked = !marked;
        }
        return pieces;
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    @Override
    public Optional<String> formerly(String workspace, String slug, Locale language) throws RepositoryException {
        return slugs.formerly(workspace, language, slug);
    }

    private static <T> T reading(String workspace, Supplier<T> work) throws RepositoryException {
        try {
            return work.get();
        } catch (IndexBehindException e) {
            throw new RepositoryException(workspace + " cannot be read until its index was made anew", e);
        }
    }
}
