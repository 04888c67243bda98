package org.heliograph.cms.index;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Finds items by a title that may be typed so. A whole title scores 1, a beginning 0.8, anything else 0.6. */
final class PinyinQuery extends Query {

    private final String typed;
    private final Pinyin.Match least;

    /**
     * @param typed Latin letters and digits, at least two
     * @param least how much of a title has to be typed
     */
    PinyinQuery(String typed, Pinyin.Match least) {
        this.typed = typed;
        this.least = least;
    }

    /** The lines of an item's titles, as a document keeps them. */
    static String encode(Collection<Pinyin> titles) {
        return String.join("\n", titles.stream().map(Pinyin::encode).toList());
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) throws IOException {
        BooleanQuery.Builder pairs = new BooleanQuery.Builder();
        Pinyin.pairsOf(typed)
                .forEach(pair -> pairs.add(new TermQuery(new Term(SearchFields.PAIR, pair)), Occur.FILTER));
        Weight candidates = searcher.createWeight(searcher.rewrite(pairs.build()), ScoreMode.COMPLETE_NO_SCORES, 1);
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable Scorer scorer(LeafReaderContext leaf) throws IOException {
                Scorer scorer = candidates.scorer(leaf);
                return scorer == null ? null : new Verified(this, leaf, scorer.iterator(), boost);
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return false;
            }
        };
    }

    private final class Verified extends Scorer {
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
                    return 1000;
                }
            };
        }

        private Pinyin.Match matchOf(int doc) throws IOException {
            Pinyin.Match best = Pinyin.Match.NONE;
            if (titles.advanceExact(doc)) {
                for (String title : titles.binaryValue().utf8ToString().split("\n")) {
                    Pinyin.Match found = Pinyin.decode(title).find(typed).match();
                    best = found.compareTo(best) > 0 ? found : best;
                }
            }
            return best;
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

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "pinyin:" + typed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PinyinQuery that && typed.equals(that.typed) && least == that.least;
    }

    @Override
    public int hashCode() {
        return typed.hashCode() + least.ordinal();
    }
}
