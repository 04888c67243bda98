package org.heliograph.cms.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Finds items that say a word, by a term whose frequency is a {@link Mention}. */
final class SaidQuery extends LeafQuery {

    private final Term term;
    private final float[] weights;

    /**
     * @param weights what each mention is worth
     * @param language the weights depend on nothing else but it and the field
     */
    SaidQuery(Term term, float[] weights, String language) {
        super(String.join("\n", List.of(term.field(), term.text(), language)));
        this.term = term;
        this.weights = weights;
    }

    @Override
    @Nullable
    Scorer scorer(LeafReaderContext leaf, Weight weight, float boost) throws IOException {
        PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.FREQS);
        return postings == null ? null : new Said(weight, postings, boost);
    }

    private final class Said extends Scorer {
        private final PostingsEnum postings;
        private final float boost;

        Said(Weight weight, PostingsEnum postings, float boost) {
            super(weight);
            this.postings = postings;
            this.boost = boost;
        }

        @Override
        public int docID() {
            return postings.docID();
        }

        @Override
        public DocIdSetIterator iterator() {
            return postings;
        }

        @Override
        public float score() throws IOException {
            return boost * weights[postings.freq()];
        }

        @Override
        public float getMaxScore(int upTo) {
            return Float.POSITIVE_INFINITY;
        }
    }
}
