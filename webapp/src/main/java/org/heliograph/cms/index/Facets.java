package org.heliograph.cms.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

/**
 * Counts the values of properties among the matches of a query. The values come from what filters compare with, so a value
 * that is counted n times is found n times by a filter. It costs at most a walk over all nodes that have the property.
 */
final class Facets extends SimpleCollector {

    /** Different values of a property in the whole index, beyond which counting them is refused. */
    static final int MAX_VALUES = 20_000;

    /** Most frequent values of a property that are told. */
    static final int MAX_TOLD = 100;

    private record Matches(LeafReader segment, FixedBitSet docs) {}

    private final List<Matches> matches = new ArrayList<>();

    /** Runs a query and keeps what it matches. */
    static Facets of(IndexSearcher searcher, Query query) throws IOException {
        return searcher.search(query, new CollectorManager<Facets, Facets>() {
            @Override
            public Facets newCollector() {
                return new Facets();
            }

            @Override
            public Facets reduce(Collection<Facets> facets) {
                return facets.iterator().next(); // a searcher without executor collects in one
            }
        });
    }

    private Facets() {}

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) {
        matches.add(new Matches(leaf.reader(), new FixedBitSet(leaf.reader().maxDoc())));
    }

    @Override
    public void collect(int doc) {
        matches.get(matches.size() - 1).docs().set(doc);
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    /**
     * The values of a property, the most frequent first, and equally frequent ones in ascending order.
     *
     * @throws InvalidQueryException if there are too many
     */
    List<FacetValue> of(String property) throws IOException {
        Map<Object, Long> counts = new HashMap<>();
        int walked = 0;
        for (Matches each : matches) {
            walked = Math.max(walked, countTexts(each, property, counts));
            countPoints(each, Fields.whole(property), Long.BYTES, counts);
            countPoints(each, Fields.decimal(property), Double.BYTES, counts);
            if (walked > MAX_VALUES || counts.size() > MAX_VALUES) {
                throw new InvalidQueryException(
                        "badRequest", "The property has more than " + MAX_VALUES + " values, too many for a facet.");
            }
        }
        return counts.entrySet().stream()
                .map(each -> new FacetValue(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(FacetValue::count)
                        .reversed()
                        .thenComparing(each -> SortKey.of(each.value()))
                        .thenComparing(each -> each.value().toString()))
                .limit(MAX_TOLD)
                .toList();
    }

    /** Tells how many texts the segment has. */
    private static int countTexts(Matches in, String property, Map<Object, Long> counts) throws IOException {
        Terms terms = in.segment().terms(Fields.text(property));
        if (terms == null) {
            return 0;
        }
        TermsEnum each = terms.iterator();
        PostingsEnum postings = null;
        int walked = 0;
        for (BytesRef term = each.next(); term != null && walked <= MAX_VALUES; term = each.next()) {
            walked++;
            postings = each.postings(postings, PostingsEnum.NONE);
            long count = 0;
            for (int doc = postings.nextDoc(); doc != NO_MORE_DOCS; doc = postings.nextDoc()) {
                count += in.docs().get(doc) ? 1 : 0;
            }
            if (count > 0) {
                counts.merge(term.utf8ToString(), count, Long::sum);
            }
        }
        return walked;
    }

    private static void countPoints(Matches in, String field, int bytes, Map<Object, Long> counts) throws IOException {
        PointValues points = in.segment().getPointValues(field);
        if (points != null && points.getBytesPerDimension() == bytes) {
            points.intersect(new Counting(in.docs(), field.startsWith(Fields.whole("")), counts));
        }
    }

    /** Visits all numbers of a field in ascending order, those of one node and value one after another. */
    private static final class Counting implements PointValues.IntersectVisitor {
        private final FixedBitSet docs;
        private final boolean whole;
        private final Map<Object, Long> counts;
        private final byte[] last = new byte[Long.BYTES];
        private int lastDoc = -1;

        Counting(FixedBitSet docs, boolean whole, Map<Object, Long> counts) {
            this.docs = docs;
            this.whole = whole;
            this.counts = counts;
        }

        @Override
        public void visit(int doc) {
            throw new IllegalStateException("Values are asked for");
        }

        @Override
        public void visit(int doc, byte[] packed) {
            boolean again = doc == lastDoc && Arrays.equals(last, packed);
            if (!again && docs.get(doc) && counts.size() <= MAX_VALUES) {
                counts.merge(value(packed), 1L, Long::sum);
            }
            lastDoc = doc;
            System.arraycopy(packed, 0, last, 0, last.length);
        }

        private Object value(byte[] packed) {
            return whole ? (Object) LongPoint.decodeDimension(packed, 0) : DoublePoint.decodeDimension(packed, 0);
        }

        @Override
        public PointValues.Relation compare(byte[] min, byte[] max) {
            return PointValues.Relation.CELL_CROSSES_QUERY;
        }
    }

    /** The values of several properties, in their order. */
    Map<String, List<FacetValue>> of(List<String> properties) throws IOException {
        Map<String, List<FacetValue>> all = new LinkedHashMap<>();
        for (String property : properties) {
            all.put(property, of(property));
        }
        return all;
    }
}
