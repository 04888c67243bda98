package org.heliograph.cms.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

/**
 * All content as of one moment: whatever is read through it belongs together, however many saves happen meanwhile. Not
 * for use by several threads, and to be closed.
 */
public final class Snapshot implements AutoCloseable {

    /** Hits that a sorted page may reach into; what lies behind is an empty page. */
    private static final int MAX_REACH = 1_000_000;

    private static final Duration LONGEST_QUERY = Duration.ofSeconds(5);

    private final SearcherManager searchers;
    private final IndexSearcher searcher;
    private final Analyzer analyzer;
    private final SearchCatalog catalog;
    private final Set<String> unreadable;
    private final long saves;
    private Reads reads = new Reads();
    private Unspoken unspoken = Unspoken.NOTHING;

    /**
     * @param unreadable workspaces that the index misses changes of
     * @param saves number of saves that the searcher shows at least
     */
    Snapshot(
            SearcherManager searchers,
            IndexSearcher searcher,
            Analyzer analyzer,
            SearchCatalog catalog,
            Set<String> unreadable,
            long saves) {
        this.saves = saves;
        this.searchers = searchers;
        this.searcher = searcher;
        this.analyzer = analyzer;
        this.catalog = catalog;
        this.unreadable = unreadable;
    }

    /**
     * Notes from now on what is looked at.
     *
     * @return what noted it so far
     */
    public Reads noteIn(Reads next) {
        Reads before = reads;
        reads = next;
        return before;
    }

    /**
     * Leaves out from now on what is published in none of these languages. Working content has all its languages.
     *
     * @param languages as they stand in stored names, such as {@code zh_TW}
     */
    public void showOnly(Set<String> languages) {
        try {
            unspoken = Unspoken.of(searcher.getIndexReader(), languages);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Work that looks at what is shown. */
    public interface Looking<T, E extends Exception> {

        T look() throws E;
    }

    /**
     * The same as {@link #showOnly} for the time of some work.
     *
     * @param languages as they stand in stored names, such as {@code zh_TW}
     */
    public <T, E extends Exception> T showing(Set<String> languages, Looking<T, E> work) throws E {
        Unspoken before = unspoken;
        showOnly(languages);
        try {
            return work.look();
        } finally {
            unspoken = before;
        }
    }

    /** What something was made from that was noted here. */
    public Basis basis(Reads noted) {
        return new Basis(noted.marks(), saves);
    }

    /**
     * Says that a workspace is looked into.
     *
     * @throws IndexBehindException if it cannot be read
     */
    void reading(View view, String workspace) {
        if (unreadable.contains(view.workspace(workspace))) {
            throw new IndexBehindException(workspace);
        }
    }

    private String scope(View view, String workspace) {
        reading(view, workspace);
        return Fields.scope(view, workspace);
    }

    /** The node at a path. */
    public Optional<NodeSnapshot> byPath(View view, String workspace, String path) {
        String scope = scope(view, workspace);
        Optional<NodeSnapshot> node = single(new Term(Fields.PATH, Fields.scoped(scope, path)));
        reads.add(Reads.places(scope));
        reads.add(node.isPresent() ? Reads.node(scope, node.get().id()) : Reads.members(scope));
        return node;
    }

    /** The node with an identifier. */
    public Optional<NodeSnapshot> byId(View view, String workspace, String id) {
        String scope = scope(view, workspace);
        reads.add(Reads.places(scope));
        reads.add(Reads.node(scope, id));
        return single(new Term(Fields.KEY, Fields.scoped(scope, id)));
    }

    /** The nodes that hold an identifier in any of their values. */
    List<NodeSnapshot> mentioning(View view, String workspace, String id) {
        return nodes(find(new Term(Fields.MENTION, Fields.scoped(scope(view, workspace), id))));
    }

    /** The nodes with a text in a property, which is compared as it is. */
    List<NodeSnapshot> withText(View view, String workspace, String property, String text) {
        String scope = scope(view, workspace);
        List<Found> inScope = new ArrayList<>();
        try {
            for (Found found : find(new Term(Fields.text(property), text))) {
                if (find(new Term(Fields.KEY, Fields.scoped(scope, found.id()))).contains(found)) {
                    inScope.add(found);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return nodes(inScope);
    }

    private static List<NodeSnapshot> nodes(List<Found> found) {
        try {
            List<NodeSnapshot> nodes = new ArrayList<>(found.size());
            for (Found each : found) {
                nodes.add(each.node());
            }
            return nodes;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The children of a node that are of one of these types, in their natural order. */
    public List<NodeSnapshot> children(
            View view, String workspace, NodeSnapshot parent, Collection<String> types, boolean strict) {
        return children(view, workspace, parent).stream()
                .filter(child -> child.isOfType(types, strict))
                .toList();
    }

    /** The children of a node of any type, in their natural order. */
    public List<NodeSnapshot> children(View view, String workspace, NodeSnapshot parent) {
        String scope = scope(view, workspace);
        reads.add(Reads.places(scope));
        reads.add(Reads.node(scope, parent.id()));
        List<Found> children = find(new Term(Fields.PARENT, Fields.scoped(scope, parent.id())));
        try {
            List<Placed> placed = new ArrayList<>(children.size());
            for (Found child : children) {
                // Those that are not shown count too: they may be published in another language.
                reads.add(Reads.node(scope, child.id()));
                if (!child.isHidden(unspoken)) {
                    placed.add(new Placed(child.position(), child.node()));
                }
            }
            placed.sort(Comparator.comparingLong(Placed::position));
            return placed.stream().map(Placed::node).toList();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Identifiers of the children of a node, in their natural order, for a small part of the cost of the children
     * themselves.
     */
    public List<String> childIds(View view, String workspace, String parentId) {
        String scope = scope(view, workspace);
        reads.add(Reads.places(scope));
        reads.add(Reads.node(scope, parentId));
        try {
            List<Map.Entry<Long, String>> children = new ArrayList<>();
            for (Found child : find(new Term(Fields.PARENT, Fields.scoped(scope, parentId)))) {
                reads.add(Reads.node(scope, child.id()));
                if (!child.isHidden(unspoken)) {
                    children.add(Map.entry(child.position(), child.id()));
                }
            }
            children.sort(Map.Entry.comparingByKey());
            return children.stream().map(Map.Entry::getValue).toList();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private record Placed(long position, NodeSnapshot node) {}

    /**
     * Answers a search.
     *
     * @throws InvalidQueryException if a filter or the full text cannot be understood
     */
    public Hits search(Search search) {
        try {
            return find(search);
        } catch (IndexSearcher.TooManyClauses e) {
            throw tooLong();
        }
    }

    private Hits find(Search search) {
        boolean empty = search.limit() == 0 || search.offset() >= MAX_REACH;
        int reach = empty ? 0 : (int) Math.min(search.offset() + search.limit(), MAX_REACH);
        Page page = page(search, search.orderBy(), reach, Place.START);
        try {
            List<Integer> docs = page.docs((int) Math.min(search.offset(), MAX_REACH));
            return new Hits(page.total(), ids(docs), Optional.empty());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Page page(Search search, List<Search.Order> orderBy, int reach, Place after) {
        note(search);
        Query query = query(search);
        IndexSearcher limited = Searchers.limited(searcher.getIndexReader(), LONGEST_QUERY);
        try {
            Page page = Page.of(limited, query, orderBy, reach, after);
            if (limited.timedOut()) {
                throw tooCostly();
            }
            return page;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Answers a search from a place on, whatever its offset is. Nodes with equal values come in the order of their
     * identifiers, so that no node is left out or comes twice because others are added, removed or moved.
     *
     * @param after a place in the same order
     * @throws InvalidQueryException if a filter or the full text cannot be understood
     */
    public Hits searchAfter(Search search, Place after) {
        List<Search.Order> orderBy = new ArrayList<>(search.orderBy());
        orderBy.add(new Search.Order("jcr:uuid", false));
        try {
            int size = Math.min(search.limit(), MAX_REACH);
            Page page = page(search, orderBy, size + 1, after);
            List<Integer> docs = page.docs(0);
            boolean last = docs.size() <= size;
            List<Integer> shown = last ? docs : docs.subList(0, size);
            return new Hits(
                    page.total(),
                    ids(shown),
                    last || shown.isEmpty()
                            ? Optional.empty()
                            : Optional.of(page.placeOf(shown.get(shown.size() - 1))));
        } catch (IndexSearcher.TooManyClauses e) {
            throw tooLong();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * How often the values of properties occur among all matches of a search, dates and texts too long to compare left
     * out.
     *
     * @param properties stored names
     * @return for each name its most frequent values, the most frequent first
     * @throws InvalidQueryException if a property has too many values, or the search cannot be understood
     */
    public Map<String, List<FacetValue>> facets(Search search, List<String> properties) {
        note(search);
        String scope = scope(search.view(), search.workspace());
        properties.forEach(property -> reads.add(Reads.property(scope, property)));
        try {
            IndexSearcher limited = Searchers.limited(searcher.getIndexReader(), LONGEST_QUERY);
            Facets facets = Facets.of(limited, query(search));
            if (limited.timedOut()) {
                throw tooCostly();
            }
            return facets.of(properties);
        } catch (IndexSearcher.TooManyClauses e) {
            throw tooLong();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private List<String> ids(List<Integer> docs) throws IOException {
        List<String> ids = new ArrayList<>(docs.size());
        for (int doc : docs) {
            ids.add(found(doc).id());
        }
        return ids;
    }

    private void note(Search search) {
        String scope = scope(search.view(), search.workspace());
        reads.add(Reads.places(scope));
        reads.add(Reads.members(scope));
        search.filters().forEach(filter -> reads.add(Reads.property(scope, filter.property())));
        search.orderBy().forEach(order -> reads.add(Reads.property(scope, order.property())));
        if (!search.fullText().isBlank()) {
            reads.add(Reads.content(scope));
        }
    }

    private static InvalidQueryException tooCostly() {
        return new InvalidQueryException(
                "badRequest",
                "The query takes longer than " + LONGEST_QUERY.toSeconds()
                        + " seconds. Give it fewer conditions on long texts, or one that few nodes fulfil.");
    }

    private static InvalidQueryException tooLong() {
        return new InvalidQueryException(
                "badRequest",
                "The query has more than " + IndexSearcher.getMaxClauseCount()
                        + " words, alternatives and conditions.");
    }

    /**
     * Answers what was typed into the search box.
     *
     * @throws InvalidQueryException if there are too many words
     */
    public TextHits find(TextSearch search) {
        try {
            return textSearcher(search).find();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * The identifiers of what {@link #find(TextSearch)} finds, for whoever shows something else of the items.
     *
     * @throws InvalidQueryException if there are too many words
     */
    public Hits rank(TextSearch search) {
        try {
            BestHits best = textSearcher(search).rank();
            List<Integer> docs = best.hits().stream()
                    .skip(search.offset())
                    .limit(search.limit())
                    .map(BestHits.Hit::doc)
                    .toList();
            return new Hits(best.total(), ids(docs), Optional.empty());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The content types whose items {@link #find(TextSearch)} finds. */
    public Set<String> searchedTypes() {
        return catalog.types().stream().map(SearchType::name).collect(Collectors.toSet());
    }

    /** Titles, in the language asked for, of items that have a name which begins with the text; the best first. */
    public List<String> suggest(TextSearch search) {
        try {
            return textSearcher(search).suggest();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A search looks into the workspaces of all types at once. */
    private TextSearcher textSearcher(TextSearch search) {
        catalog.types().forEach(type -> reading(search.view(), type.workspace()));
        return new TextSearcher(searcher.getIndexReader(), catalog, search, unspoken);
    }

    private Found found(int doc) {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        return new Found(leaf.reader(), doc - leaf.docBase);
    }

    private Query query(Search search) {
        String scope = scope(search.view(), search.workspace());
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(types(scope, search.types(), search.strict()), Occur.FILTER);
        if (!search.root().isEmpty()) {
            all.add(new TermQuery(new Term(Fields.ANCESTOR, Fields.scoped(scope, search.root()))), Occur.FILTER);
        }
        search.filters().forEach(filter -> all.add(Condition.of(scope, filter), Occur.FILTER));
        if (!search.fullText().isBlank()) {
            IndexSearcher limited = Searchers.limited(searcher.getIndexReader(), LONGEST_QUERY);
            PageText pages = new PageText(limited, scope, shown(new BooleanQuery.Builder(), search, scope));
            all.add(FullText.parse(search.fullText(), analyzer, pages::widened), Occur.FILTER);
        }
        return shown(all, search, scope).build();
    }

    /** Lets a query find only nodes that are there for the one who searches. */
    private BooleanQuery.Builder shown(BooleanQuery.Builder query, Search search, String scope) {
        if (!search.readable().equals(PathRule.ALL)) {
            query.add(PathRule.query(search.readable(), scope), Occur.FILTER);
        }
        unspoken.exclude(query);
        return query;
    }

    /** Types with their workspace in one term: one list of documents to walk instead of two. */
    private static Query types(String scope, Collection<String> types, boolean strict) {
        String field = strict ? Fields.TYPE : Fields.ANY_TYPE;
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        types.forEach(type -> any.add(new TermQuery(new Term(field, Fields.scoped(scope, type))), Occur.SHOULD));
        return any.build();
    }

    int count(Query query) {
        return count(searcher, query);
    }

    private static int count(IndexSearcher searcher, Query query) {
        try {
            return searcher.count(query);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Optional<NodeSnapshot> single(Term term) {
        List<Found> found = find(term);
        try {
            return found.isEmpty() || found.get(0).isHidden(unspoken)
                    ? Optional.empty()
                    : Optional.of(found.get(0).node());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A document by the segment that it is in. */
    record Found(LeafReader segment, int doc) {

        NodeSnapshot node() throws IOException {
            return NodeCodec.decode(data());
        }

        boolean isHidden(Unspoken unspoken) throws IOException {
            return unspoken.hides(segment, doc);
        }

        String id() throws IOException {
            return NodeCodec.decodeId(data());
        }

        private BytesRef data() throws IOException {
            BinaryDocValues nodes = segment.getBinaryDocValues(Fields.DATA);
            if (!nodes.advanceExact(doc)) {
                throw new IOException("The index has a document without a node");
            }
            return nodes.binaryValue();
        }

        long position() throws IOException {
            NumericDocValues positions = segment.getNumericDocValues(Fields.POSITION);
            return positions.advanceExact(doc) ? positions.longValue() : 0;
        }
    }

    /** The documents of a term, straight from the postings: a query would cost many times as much. */
    private List<Found> find(Term term) {
        List<Found> found = new ArrayList<>();
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
                if (postings != null) {
                    Bits live = leaf.reader().getLiveDocs();
                    for (int doc = postings.nextDoc(); doc != NO_MORE_DOCS; doc = postings.nextDoc()) {
                        if (live == null || live.get(doc)) {
                            found.add(new Found(leaf.reader(), doc));
                        }
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    static UncheckedIOException failed(IOException cause) {
        return new UncheckedIOException("The index cannot be read", cause);
    }

    @Override
    public void close() {
        try {
            searchers.release(searcher);
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
