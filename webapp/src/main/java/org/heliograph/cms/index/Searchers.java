package org.heliograph.cms.index;

import java.time.Duration;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryCache;
import org.apache.lucene.search.QueryCachingPolicy;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Makes searchers that keep, for each segment, the documents of the few conditions that almost every query has. */
final class Searchers extends SearcherFactory {

    private static final int MAX_CONDITIONS = 256;
    private static final long MAX_BYTES = 16L * 1024 * 1024;
    /** Documents from which on keeping pays. */
    private static final int MIN_DOCUMENTS = 1000;

    private static final Set<String> COMMON = Set.of(Fields.ANY_TYPE, Fields.TYPE, Fields.ANCESTOR, Fields.EXISTS);

    private static final QueryCache CACHE = new LRUQueryCache(
            MAX_CONDITIONS, MAX_BYTES, leaf -> leaf.reader().maxDoc() >= MIN_DOCUMENTS, Float.POSITIVE_INFINITY);

    private static final QueryCachingPolicy POLICY = new QueryCachingPolicy() {
        @Override
        public void onUse(Query query) {
            // What is kept is chosen by its kind, not by how often it is used.
        }

        @Override
        public boolean shouldCache(Query query) {
            return query instanceof TermQuery term
                    && COMMON.contains(term.getTerm().field());
        }
    };

    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
        return searcher(reader);
    }

    private static IndexSearcher searcher(IndexReader reader) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setQueryCache(CACHE);
        searcher.setQueryCachingPolicy(POLICY);
        return searcher;
    }

    /** A searcher that stops a query after so long, and says so. */
    static IndexSearcher limited(IndexReader reader, Duration longest) {
        IndexSearcher searcher = searcher(reader);
        searcher.setTimeout(new QueryTimeoutImpl(longest.toMillis()));
        return searcher;
    }
}
