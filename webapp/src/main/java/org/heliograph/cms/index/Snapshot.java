package org.heliograph.cms.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
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

    private static final SortField BY_POSITION = new SortField(Fields.POSITION, SortField.Type.LONG);

    private final SearcherManager searchers;
    private final IndexSearcher searcher;
    private final Analyzer analyzer;
    private final Set<String> workspacesRead = new HashSet<>();
    private final SearchCatalog catalog;
    private final Set<String> unreadable;

    /** @param unreadable workspaces that the index misses changes of */
    Snapshot(
            SearcherManager searchers,
            IndexSearcher searcher,
            Analyzer analyzer,
            SearchCatalog catalog,
            Set<String> unreadable) {
        this.searchers = searchers;
        this.searcher = searcher;
        this.analyzer = analyzer;
        this.catalog = catalog;
        this.unreadable = unreadable;
    }

    /** The workspaces that were looked into through this snapshot. */
    public Set<String> workspacesRead() {
        return Collections.unmodifiableSet(workspacesRead);
    }

    /**
     * Says that a workspace is looked into.
     *
     * @throws IndexBehindException if it cannot be read
     */
    void reading(String workspace) {
        if (unreadable.contains(workspace)) {
            throw new IndexBehindException(workspace);
        }
        workspacesRead.add(workspace);
    }

    private String scope(View view, String workspace) {
        reading(workspace);
        return Fields.scope(view, workspace);
    }

    /** The node at a path. */
    public Optional<NodeSnapshot> byPath(View view, String workspace, String path) {
        return single(new Term(Fields.PATH, Fields.scoped(scope(view, workspace), path)));
    }

    /** The node with an identifier. */
    public Optional<NodeSnapshot> byId(View view, String workspace, String id) {
        return single(new Term(Fields.KEY, Fields.scoped(scope(view, workspace), id)));
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
        List<Found> children = find(new Term(Fields.PARENT, Fields.scoped(scope(view, workspace), parent.id())));
        try {
            List<Placed> placed = new ArrayList<>(children.size());
            for (Found child : children) {
                placed.add(new Placed(child.position(), child.node()));
            }
            placed.sort(Comparator.comparingLong(Placed::position));
            return placed.stream().map(Placed::node).toList();
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
        Query query = query(search);
        IndexSearcher limited = new IndexSearcher(searcher.getIndexReader());
        limited.setTimeout(new QueryTimeoutImpl(LONGEST_QUERY.toMillis()));
        List<NodeSnapshot> nodes = List.of();
        if (search.limit() > 0 && search.offset() < MAX_REACH) {
            int reach = (int) Math.min(search.offset() + search.limit(), MAX_REACH);
            nodes = page(limited, query, (int) search.offset(), reach, sort(search.orderBy()));
        }
        Hits hits = new Hits(count(limited, query), nodes);
        if (limited.timedOut()) {
            throw tooCostly();
        }
        return hits;
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
            return new TextSearcher(this, searcher, catalog, search).find();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Titles, in the language asked for, of items that have a name which begins with the text; the best first. */
    public List<String> suggest(TextSearch search) {
        try {
            return new TextSearcher(this, searcher, catalog, search).suggest();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private List<NodeSnapshot> page(IndexSearcher limited, Query query, int from, int to, Sort sort) {
        try {
            ScoreDoc[] docs = limited.search(query, to, sort).scoreDocs;
            List<NodeSnapshot> nodes = new ArrayList<>();
            for (int i = from; i < docs.length; i++) {
                nodes.add(at(docs[i].doc));
            }
            return nodes;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The node of a document, by its number in the whole index. */
    NodeSnapshot at(int doc) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        return new Found(leaf.reader(), doc - leaf.docBase).node();
    }

    private Query query(Search search) {
        String scope = scope(search.view(), search.workspace());
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(new TermQuery(new Term(Fields.WORKSPACE, scope)), Occur.FILTER);
        all.add(types(search.types(), search.strict()), Occur.FILTER);
        if (!search.root().isEmpty()) {
            all.add(new TermQuery(new Term(Fields.ANCESTOR, Fields.scoped(scope, search.root()))), Occur.FILTER);
        }
        search.filters().forEach(filter -> all.add(Condition.of(scope, filter), Occur.FILTER));
        if (!search.fullText().isBlank()) {
            all.add(FullText.parse(search.fullText(), analyzer), Occur.FILTER);
        }
        return all.build();
    }

    private static Query types(Collection<String> types, boolean strict) {
        List<BytesRef> names = types.stream().map(BytesRef::new).toList();
        return new TermInSetQuery(strict ? Fields.TYPE : Fields.ANY_TYPE, names);
    }

    /** Without an order the natural one of the whole tree is as good as any, and stable. */
    private static Sort sort(List<Search.Order> orderBy) {
        List<SortField> fields = new ArrayList<>();
        for (Search.Order order : orderBy) {
            SortField field = new SortField(Fields.order(order.property()), SortField.Type.STRING, order.descending());
            field.setMissingValue(SortField.STRING_FIRST);
            fields.add(field);
        }
        fields.add(BY_POSITION);
        return new Sort(fields.toArray(SortField[]::new));
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
            return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).node());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A document by the segment that it is in. */
    private record Found(LeafReader segment, int doc) {

        NodeSnapshot node() throws IOException {
            BinaryDocValues nodes = segment.getBinaryDocValues(Fields.DATA);
            if (!nodes.advanceExact(doc)) {
                throw new IOException("The index has a document without a node");
            }
            return NodeCodec.decode(nodes.binaryValue());
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

    private static UncheckedIOException failed(IOException cause) {
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
