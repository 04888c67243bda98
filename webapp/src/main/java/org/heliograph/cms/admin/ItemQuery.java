package org.heliograph.cms.admin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.index.Filter;
import org.heliograph.cms.index.Hits;
import org.heliograph.cms.index.InvalidQueryException;
import org.heliograph.cms.index.PathRule;
import org.heliograph.cms.index.Place;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.index.TextSearch;
import org.heliograph.cms.web.ProblemException;

/**
 * Which items of a workspace a list shows, and in what order: the children of one, all of them, or what a text finds. Only
 * those that the caller may read count.
 */
final class ItemQuery {

    /** Of what a text finds, so many of the best ones are looked at for the other conditions. */
    private static final int MOST_FOUND = 800;

    private static final List<String> ITEMS = List.of("mgnl:content", "mgnl:asset");
    private static final List<String> ITEMS_AND_FOLDERS = List.of("mgnl:content", "mgnl:asset", "mgnl:folder");
    private static final int MOST_ORDERS = 4;

    private final Call call;
    private final Snapshot snapshot;
    private final String workspace;
    private final Locale language;
    private final Languages languages;
    private final List<ContentType> types;

    /** @param language whose values are shown and sorted by */
    ItemQuery(Call call, Snapshot snapshot, Definitions definitions, Locale language) {
        this.call = call;
        this.snapshot = snapshot;
        this.workspace = call.variable("workspace");
        this.language = language;
        this.languages = new Languages(definitions.site().i18n());
        this.types = Declared.in(definitions, workspace);
    }

    /**
     * A page of items.
     *
     * @param total of all pages
     * @param next cursor of the next page, if the page was asked for by cursor
     */
    record Page(long total, List<NodeSnapshot> items, Optional<String> next) {}

    /** @throws InvalidQueryException if a filter or an order cannot be understood */
    Page page() {
        Optional<NodeSnapshot> parent = parent();
        Search search = search(parent);
        Optional<String> text = call.text("q");
        return text.isPresent() ? found(search, text.get()) : listed(search);
    }

    private Optional<NodeSnapshot> parent() {
        Optional<String> path = call.text("parent");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        // The root is nobody's item: whoever may read something in the workspace may see what is at its top.
        Optional<NodeSnapshot> node = Optional.of(path.get())
                .filter(each -> each.equals("/") || call.rights().mayRead(workspace, each))
                .flatMap(each -> snapshot.byPath(View.WORKING, workspace, each));
        return Optional.of(node.orElseThrow(() -> new ProblemException(404, "not-found")));
    }

    private Search search(Optional<NodeSnapshot> parent) {
        List<Filter> filters = new ArrayList<>();
        parent.ifPresent(node -> filters.add(childOf(node)));
        call.texts("filter").forEach(filter -> filters.add(filter(filter)));
        List<String> wanted = call.texts("nodeType");
        List<String> nodeTypes = parent.isPresent() ? ITEMS_AND_FOLDERS : ITEMS;
        Search all = search(wanted.isEmpty() ? nodeTypes : wanted, filters);
        return with(all, filters, "", orders(), call.integer("offset"), call.integer("limit"));
    }

    private static Filter childOf(NodeSnapshot parent) {
        return new Filter("@parent", Filter.Operator.EQ, parent.id());
    }

    private Search search(List<String> nodeTypes, List<Filter> filters) {
        return new Search(View.WORKING, workspace, nodeTypes, false, "", filters, "", List.of(), 0, 0, readable());
    }

    private static Search with(
            Search search, List<Filter> filters, String words, List<Search.Order> orders, long offset, int limit) {
        return new Search(
                search.view(),
                search.workspace(),
                search.types(),
                search.strict(),
                search.root(),
                filters,
                words,
                orders,
                offset,
                limit,
                search.readable());
    }

    private List<PathRule> readable() {
        return call.rights()
                .readRules(workspace)
                .map(rules -> rules.stream()
                        .map(rule -> new PathRule(rule.pattern(), rule.readable()))
                        .toList())
                .orElse(PathRule.ALL);
    }

    /** As in delivery: {@code moq[gte]=10}. */
    private Filter filter(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw wrong("filter", "filter-wrong");
        }
        Filter filter = Filter.parse(text.substring(0, equals), text.substring(equals + 1));
        requireKnown("filter", filter.property());
        return filter;
    }

    private List<Search.Order> orders() {
        Optional<String> text = call.text("orderBy");
        List<Search.Order> orders = text.stream()
                .flatMap(each -> Stream.of(each.split(",")))
                .map(Search.Order::parse)
                .map(order -> new Search.Order(stored(order.property()), order.descending()))
                .toList();
        if (orders.size() > MOST_ORDERS) {
            throw wrong("orderBy", "field-too-many", MOST_ORDERS);
        }
        orders.forEach(order -> requireKnown("orderBy", order.property()));
        return orders;
    }

    /** The name under which the values of a field in the list's language are stored. */
    private String stored(String field) {
        boolean localized = types.stream().anyMatch(type -> Declared.of(type).isLocalized(field));
        return localized ? languages.stored(field, language) : field.equals("jcrName") ? "@name" : field;
    }

    /** A misspelled filter must not show everything, nor nothing. */
    private void requireKnown(String parameter, String stored) {
        boolean special = stored.startsWith("@") || NodeSnapshot.isSystemProperty(stored);
        String field = languages.field(stored);
        boolean declared = types.stream()
                .anyMatch(type -> Declared.of(type)
                        .property(field)
                        .or(() -> Declared.of(type).property(stored))
                        .isPresent());
        if (!special && !declared && !types.isEmpty()) {
            throw wrong(parameter, "field-property-unknown", field);
        }
    }

    private static ProblemException wrong(String parameter, String id, Object... arguments) {
        return new ProblemException(400, "parameters-wrong")
                .withFields(List.of(ProblemException.Field.of(parameter, id, arguments)));
    }

    private Page listed(Search search) {
        if (call.parameters().get("cursor") == null) {
            return page(snapshot.search(search), Optional.empty());
        }
        String query = List.of(workspace, search.filters(), search.orderBy(), search.types())
                .toString();
        Optional<String> cursor = call.text("cursor");
        Place after = cursor.isEmpty()
                ? Place.START
                : Place.parse(cursor.get(), query)
                        .filter(place -> place.keys().size() == search.orderBy().size() + 1)
                        .orElseThrow(() -> wrong("cursor", "cursor-wrong"));
        Hits hits = snapshot.searchAfter(search, after);
        return page(hits, hits.next().map(place -> place.text(query)));
    }

    private Page page(Hits hits, Optional<String> next) {
        List<NodeSnapshot> items = hits.ids().stream()
                .flatMap(id -> snapshot.byId(View.WORKING, workspace, id).stream())
                .toList();
        return new Page(hits.total(), items, next);
    }

    /** What a text finds, the best first unless another order is asked for. */
    private Page found(Search search, String text) {
        if (call.parameters().get("cursor") != null) {
            throw wrong("cursor", "cursor-with-text");
        }
        Set<String> searched = types.stream()
                .map(ContentType::name)
                .filter(snapshot.searchedTypes()::contains)
                .collect(Collectors.toSet());
        if (searched.isEmpty()) {
            return page(snapshot.search(withWords(search, text)), Optional.empty());
        }
        boolean alone = search.filters().isEmpty()
                && search.orderBy().isEmpty()
                && call.texts("nodeType").isEmpty()
                && search.readable().equals(PathRule.ALL);
        if (alone) {
            return page(
                    snapshot.rank(textSearch(text, searched, (int) search.offset(), search.limit())), Optional.empty());
        }
        return among(
                search, snapshot.rank(textSearch(text, searched, 0, MOST_FOUND)).ids());
    }

    private TextSearch textSearch(String text, Set<String> searched, int offset, int limit) {
        return new TextSearch(View.WORKING, text, searched, language.toString(), true, offset, limit);
    }

    /** Without the search box's index: all words have to be there. */
    private static Search withWords(Search search, String text) {
        String words = Stream.of(text.strip().split("[\\s\\p{Cntrl}]+"))
                .map(word -> '"' + word.replaceAll("[\"\\\\]", " ") + '"')
                .collect(Collectors.joining(" "));
        return with(search, search.filters(), words, search.orderBy(), search.offset(), search.limit());
    }

    /** Those of some items, the best first, that fulfil the other conditions. */
    private Page among(Search search, List<String> ranked) {
        if (ranked.isEmpty()) {
            return new Page(0, List.of(), Optional.empty());
        }
        List<Filter> filters = new ArrayList<>(search.filters());
        filters.add(new Filter("@jcr:uuid", Filter.Operator.EQ, String.join("|", ranked)));
        boolean byRank = search.orderBy().isEmpty();
        Hits hits = snapshot.search(
                byRank
                        ? with(search, filters, "", List.of(), 0, MOST_FOUND)
                        : with(search, filters, "", search.orderBy(), search.offset(), search.limit()));
        if (!byRank) {
            return page(hits, Optional.empty());
        }
        Set<String> fulfilling = new HashSet<>(hits.ids());
        List<String> page = ranked.stream()
                .filter(fulfilling::contains)
                .skip(search.offset())
                .limit(search.limit())
                .toList();
        return page(new Hits(hits.total(), page, Optional.empty()), Optional.empty());
    }

    /** Whether something is below an item in the tree. */
    boolean hasChildren(NodeSnapshot item) {
        return snapshot.search(search(ITEMS_AND_FOLDERS, List.of(childOf(item))))
                        .total()
                > 0;
    }

    /**
     * The value of a field in the list's language, or else in the default one.
     *
     * @param fallback whether it is that of another language than the one asked for
     */
    record Shown(NodeSnapshot.Property value, boolean fallback) {}

    Optional<Shown> value(NodeSnapshot item, String field) {
        String stored = stored(field);
        return item.property(stored)
                .map(value -> new Shown(value, false))
                .or(() -> item.property(field).map(value -> new Shown(value, !stored.equals(field))));
    }
}
