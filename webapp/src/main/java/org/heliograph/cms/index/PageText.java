package org.heliograph.cms.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** The text of a page is, as in Magnolia, that of its areas and components too, wherever these are in it. */
final class PageText {

    private static final String PAGE = "mgnl:page";
    private static final List<String> PARTS = List.of("mgnl:area", "mgnl:component");

    /** That are read for one word. A word of more parts than that tells pages apart no longer. */
    private static final int MOST_PARTS = 20_000;

    private final IndexSearcher searcher;
    private final String scope;
    private final Query shownParts;
    private final Map<String, Boolean> isPart = new HashMap<>();

    /**
     * @param scope view and workspace of the pages
     * @param shown holds for the nodes that are there for the reader
     */
    PageText(IndexSearcher searcher, String scope, BooleanQuery.Builder shown) {
        this.searcher = searcher;
        this.scope = scope;
        BooleanQuery.Builder parts = new BooleanQuery.Builder();
        PARTS.forEach(type -> parts.add(type(type), Occur.SHOULD));
        this.shownParts = shown.add(parts.build(), Occur.FILTER).build();
    }

    private TermQuery type(String type) {
        return new TermQuery(new Term(Fields.ANY_TYPE, Fields.scoped(scope, type)));
    }

    /** What holds for nodes with a text, and for pages that have a part with it. */
    Query widened(Query text) {
        Query parts = new BooleanQuery.Builder()
                .add(text, Occur.FILTER)
                .add(shownParts, Occur.FILTER)
                .build();
        try {
            Set<BytesRef> pages = new HashSet<>();
            for (String path : paths(parts)) {
                pages.add(new BytesRef(Fields.scoped(scope, page(path))));
            }
            return pages.isEmpty()
                    ? text
                    : new BooleanQuery.Builder()
                            .add(text, Occur.SHOULD)
                            .add(pagesAt(pages), Occur.SHOULD)
                            .build();
        } catch (IOException e) {
            throw Snapshot.failed(e);
        }
    }

    /** Nodes of other types may have areas and components below them too. */
    private Query pagesAt(Set<BytesRef> paths) {
        return new BooleanQuery.Builder()
                .add(new TermInSetQuery(Fields.PATH, paths), Occur.FILTER)
                .add(type(PAGE), Occur.FILTER)
                .build();
    }

    private String page(String path) throws IOException {
        String above = path;
        do {
            above = above.substring(0, Math.max(0, above.lastIndexOf('/')));
        } while (!above.isEmpty() && isPart(above));
        return above;
    }

    private boolean isPart(String path) throws IOException {
        Boolean known = isPart.get(path);
        if (known == null) {
            Query at = new TermQuery(new Term(Fields.PATH, Fields.scoped(scope, path)));
            known = searcher.count(new BooleanQuery.Builder()
                            .add(at, Occur.FILTER)
                            .add(shownParts, Occur.FILTER)
                            .build())
                    > 0;
            isPart.put(path, known);
        }
        return known;
    }

    private List<String> paths(Query query) throws IOException {
        List<String> paths = new ArrayList<>();
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(leaf);
            Bits live = leaf.reader().getLiveDocs();
            DocIdSetIterator docs = scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
            for (int doc = docs.nextDoc();
                    doc != DocIdSetIterator.NO_MORE_DOCS && paths.size() < MOST_PARTS;
                    doc = docs.nextDoc()) {
                if (live == null || live.get(doc)) {
                    paths.add(new Snapshot.Found(leaf.reader(), doc).node().path());
                }
            }
        }
        return paths;
    }
}
