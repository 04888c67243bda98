package org.heliograph.cms.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** A query of our own, which scores by itself and consists of no others. */
abstract class LeafQuery extends Query {

    private final String key;

    /** @param key the same for queries of one class that find and score the same */
    LeafQuery(String key) {
        this.key = key;
    }

    /** Finds the documents of a segment; null if there are none. */
    abstract @Nullable Scorer scorer(LeafReaderContext leaf, Weight weight, float boost) throws IOException;

    @Override
    public final Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable Scorer scorer(LeafReaderContext leaf) throws IOException {
                return LeafQuery.this.scorer(leaf, this, boost);
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return false;
            }
        };
    }

    @Override
    public final void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public final String toString(String field) {
        return getClass().getSimpleName() + ":" + key;
    }

    @Override
    public final boolean equals(Object other) {
        return sameClassAs(other) && key.equals(((LeafQuery) other).key);
    }

    @Override
    public final int hashCode() {
        return classHash() + key.hashCode();
    }
}
