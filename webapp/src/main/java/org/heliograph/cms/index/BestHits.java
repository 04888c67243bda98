package org.heliograph.cms.index;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.PriorityQueue;

/** Counts all matches and keeps the best ones; of equals those that come first in the natural order. */
final class BestHits extends SimpleCollector {

    /**
     * @param doc number in the whole index
     * @param position in the natural order
     */
    record Hit(int doc, float score, long position) {

        boolean isWorseThan(Hit other) {
            return score != other.score
                    ? score < other.score
                    : position != other.position ? position > other.position : doc > other.doc;
        }
    }

    private final int reach;
    private final PriorityQueue<Hit> best;
    private float worst = Float.NEGATIVE_INFINITY;
    private long total;
    private int docBase;
    private Scorable scorer = new Scorable() {
        @Override
        public float score() {
            return 0;
        }

        @Override
        public int docID() {
            return -1;
        }
    };
    private Positions positions = Positions.NONE;

    /**
     * Runs a query.
     *
     * @param reach number of matches that are kept, at least one
     */
    static BestHits of(IndexSearcher searcher, Query query, int reach) throws IOException {
        return searcher.search(query, new CollectorManager<BestHits, BestHits>() {
            @Override
            public BestHits newCollector() {
                return new BestHits(reach);
            }

            @Override
            public BestHits reduce(Collection<BestHits> parts) {
                return parts.iterator().next(); // a searcher without executor collects in one
            }
        });
    }

    private BestHits(int reach) {
        this.reach = reach;
        this.best = new PriorityQueue<>(reach) {
            @Override
            protected boolean lessThan(Hit one, Hit other) {
                return one.isWorseThan(other);
            }
        };
    }

    /** Number of all matches. */
    long total() {
        return total;
    }

    /** The best matches in order. To be asked once. */
    List<Hit> hits() {
        LinkedList<Hit> hits = new LinkedList<>();
        while (best.size() > 0) {
            hits.addFirst(best.pop());
        }
        return List.copyOf(hits);
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        docBase = context.docBase;
        positions = Positions.of(context.reader());
    }

    @Override
    public void setScorer(Scorable next) {
        scorer = next;
    }

    @Override
    public void collect(int doc) throws IOException {
        total++;
        float score = scorer.score();
        if (score < worst) {
            return;
        }
        long position = positions.at(doc);
        if (score > worst || position < best.top().position() || best.size() < reach) {
            best.insertWithOverflow(new Hit(docBase + doc, score, position));
        }
        if (best.size() == reach) {
            worst = best.top().score();
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE;
    }
}
