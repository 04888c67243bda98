package org.heliograph.cms.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Finds items by a title that may be typed so. A whole title scores 1, a beginning 0.8, anything else 0.6. */
final class PinyinQuery extends LeafQuery {

    private final String typed;
    private final Pinyin.Match least;

    /**
     * @param typed Latin letters and digits, at least two
     * @param least how much of a title has to be typed
     */
    PinyinQuery(String typed, Pinyin.Match least) {
        super(typed + least);
        this.typed = typed;
        this.least = least;
    }

    @Override
    @Nullable
    Scorer scorer(LeafReaderContext leaf, Weight weight, float boost) throws IOException {
        List<DocIdSetIterator> grams = new ArrayList<>();
        for (String gram : Pinyin.gramsOf(typed, least)) {
            PostingsEnum postings = leaf.reader().postings(new Term(SearchFields.GRAM, gram), PostingsEnum.NONE);
            if (postings == null) {
                return null;
            }
            grams.add(postings);
        }
        DocIdSetIterator all = grams.size() == 1 ? grams.get(0) : ConjunctionUtils.intersectIterators(grams);
        return new Verified(weight, leaf, all, boost);
    }

    private final class Verified extends Scorer {
        private final PinyinTyped search = new PinyinTyped(typed);
        private final BinaryDocValues titles;
        private final TwoPhaseIterator matches;
        private final float boost;
        private Pinyin.Match match = Pinyin.Match.NONE;

        Verified(Weight weight, LeafReaderContext leaf, DocIdSetIterator candidates, float boost) throws IOException {
            super(weight);
            this.boost = boost;
            titles = DocValues.getBinary(leaf.reader(), SearchFields.PINYIN);
            matches = new TwoPhaseIterator(candidates) {
                @Override
                public boolean matches() throws IOException {
                    match = matchOf(approximation.docID());
                    return match.compareTo(least) >= 0;
                }

                @Override
                public float matchCost() {
                    return 500;
                }
            };
        }

        private Pinyin.Match matchOf(int doc) throws IOException {
            if (!titles.advanceExact(doc)) {
                return Pinyin.Match.NONE;
            }
            BytesRef written = titles.binaryValue();
            return search.find(written.bytes, written.offset, written.offset + written.length);
        }

        @Override
        public int docID() {
            return matches.approximation().docID();
        }

        @Override
        public DocIdSetIterator iterator() {
            return TwoPhaseIterator.asDocIdSetIterator(matches);
        }

        @Override
        public TwoPhaseIterator twoPhaseIterator() {
            return matches;
        }

        @Override
        public float getMaxScore(int upTo) {
            return boost;
        }

        @Override
        public float score() {
            return boost
                    * switch (match) {
                        case WHOLE -> 1f;
                        case BEGINNING -> 0.8f;
                        default -> 0.6f;
                    };
        }
    }
}
