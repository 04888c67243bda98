package org.heliograph.cms.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Finds items that say several words side by side, and sees by the position where they do. */
final class SaidPhraseQuery extends LeafQuery {

    /**
     * @param text a term
     * @param offset its distance from the first one
     */
    record Word(String text, int offset) {}

    private final List<Word> words;
    private final float[] weights;

    /**
     * @param words at least one, in order
     * @param weights what each {@link Mention} is worth
     * @param language the weights depend on nothing else
     */
    SaidPhraseQuery(List<Word> words, float[] weights, String language) {
        super(language + words);
        this.words = words;
        this.weights = weights;
    }

    @Override
    @Nullable
    Scorer scorer(LeafReaderContext leaf, Weight weight, float boost) throws IOException {
        PostingsEnum[] postings = new PostingsEnum[words.size()];
        for (int i = 0; i < postings.length; i++) {
            Term term = new Term(SearchFields.TEXT, words.get(i).text());
            PostingsEnum found = leaf.reader().postings(term, PostingsEnum.POSITIONS);
            if (found == null) {
                return null;
            }
            postings[i] = found;
        }
        return new SideBySide(weight, postings, boost);
    }

    private final class SideBySide extends Scorer {
        private final PostingsEnum[] postings;
        private final int[] left;
        private final int[] positions;
        private final float boost;
        private final TwoPhaseIterator matches;
        private Mention mention = new Mention();

        SideBySide(Weight weight, PostingsEnum[] postings, float boost) {
            super(weight);
            this.postings = postings;
            this.boost = boost;
            left = new int[postings.length];
            positions = new int[postings.length];
            DocIdSetIterator all =
                    postings.length == 1 ? postings[0] : ConjunctionUtils.intersectIterators(List.of(postings));
            matches = new TwoPhaseIterator(all) {
                @Override
                public boolean matches() throws IOException {
                    return find();
                }

                @Override
                public float matchCost() {
                    return 100;
                }
            };
        }

        private boolean find() throws IOException {
            mention = new Mention();
            for (int i = 0; i < postings.length; i++) {
                left[i] = postings[i].freq();
                positions[i] = -1;
            }
            boolean found = false;
            for (int start = 0; (start = next(start)) >= 0; start++) {
                mention.add(SearchFields.levelAt(start), SearchFields.languageAt(start), Integer.MAX_VALUE);
                found = true;
            }
            return found;
        }

        /** The first place from one on where all stand side by side; less than 0 if there is none. */
        private int next(int from) throws IOException {
            int start = from;
            for (int i = 0; i < postings.length; ) {
                int wanted = start + words.get(i).offset();
                if (!advance(i, wanted)) {
                    return -1;
                }
                boolean further = positions[i] > wanted;
                start = further ? positions[i] - words.get(i).offset() : start;
                i = further && i > 0 ? 0 : i + 1;
            }
            return start;
        }

        private boolean advance(int i, int wanted) throws IOException {
            while (positions[i] < wanted) {
                if (left[i]-- == 0) {
                    left[i] = 0;
                    return false;
                }
                positions[i] = postings[i].nextPosition();
            }
            return true;
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
        public float score() {
            return boost * weights[mention.code()];
        }

        @Override
        public float getMaxScore(int upTo) {
            return Float.POSITIVE_INFINITY;
        }
    }
}
