package org.heliograph.cms.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.PriorityQueue;

/**
 * Counts all matches and finds the first ones in one pass.
 *
 * <p>Within a segment values compare by their rank there, a number. What a value is, which costs many times as much to
 * read, is asked only of those that compete for a place with another segment.
 */
final class Page extends SimpleCollector {

    private static final long[] NONE = {};
    /** Comes before all values. */
    private static final BytesRef MISSING = new BytesRef();

    private final List<Search.Order> orderBy;
    private final int reach;
    private final Place after;
    private final List<Segment> segments = new ArrayList<>();
    private int docBase;
    private Segment segment;
    private long total;

    /**
     * Runs a query.
     *
     * @param orderBy what to sort by; the place among the siblings decides at last, and without an order it alone, for
     *     the natural order of the whole tree is as good as any, and stable
     * @param reach number of first matches that are wanted
     * @param after place in that order behind which they are wanted
     */
    static Page of(IndexSearcher searcher, Query query, List<Search.Order> orderBy, int reach, Place after)
            throws IOException {
        return searcher.search(query, new CollectorManager<Page, Page>() {
            @Override
            public Page newCollector() {
                return new Page(orderBy, reach, after);
            }

            @Override
            public Page reduce(Collection<Page> pages) {
                return pages.iterator().next(); // a searcher without executor collects in one
            }
        });
    }

    private Page(List<Search.Order> orderBy, int reach, Place after) {
        this.orderBy = orderBy;
        this.reach = reach;
        this.after = after;
    }

    /** Number of all matches. */
    long total() {
        return total;
    }

    /** The matches from one place on, by their numbers in the whole index, in order. */
    List<Integer> docs(int from) throws IOException {
        List<Segment> open = new ArrayList<>(segments);
        open.removeIf(each -> !each.sort());
        List<Integer> docs = new ArrayList<>();
        for (int place = 0; place < reach && !open.isEmpty(); place++) {
            Segment first = first(open);
            if (place >= from) {
                docs.add(first.headDoc());
            }
            if (!first.next()) {
                open.remove(first);
            }
        }
        return docs;
    }

    /** The place of a match, by its number in the whole index. */
    Place placeOf(int doc) throws IOException {
        Segment holder = segments.stream()
                .filter(each -> each.holds(doc))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No match: " + doc));
        return holder.placeOf(doc);
    }

    private static Segment first(List<Segment> open) throws IOException {
        Segment first = open.get(0);
        for (Segment each : open.subList(1, open.size())) {
            if (each.compareHead(first) < 0) {
                first = each;
            }
        }
        return first;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        docBase = leaf.docBase;
        segment = new Segment(leaf.reader());
        segments.add(segment);
    }

    @Override
    public void collect(int doc) throws IOException {
        total++;
        segment.offer(doc);
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    /**
     * A match that may be among the first ones.
     *
     * @param ranks of its values in its segment, negated where the order descends; its position is the last one
     */
    private record Match(int doc, long[] ranks) {

        int compareTo(Match other) {
            for (int i = 0; i < ranks.length; i++) {
                if (ranks[i] != other.ranks[i]) {
                    return Long.compare(ranks[i], other.ranks[i]);
                }
            }
            return Integer.compare(doc, other.doc);
        }
    }

    /** The first matches of one segment. */
    private final class Segment {
        private final int base = docBase;
        private final LeafReader reader;
        private final SortedDocValues[] columns;
        private final Positions positions;
        private final PriorityQueue<Match> first;
        private final List<Match> sorted = new ArrayList<>();
        /** Twice the ranks of the place behind which matches count, and odd between two ranks; empty for the start. */
        private final long[] threshold;

        private int head;
        /** The values of the head, as far as they were needed. */
        private final BytesRef[] headValues;

        Segment(LeafReader reader) throws IOException {
            this.reader = reader;
            columns = new SortedDocValues[orderBy.size()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] =
                        DocValues.getSorted(reader, Fields.order(orderBy.get(i).property()));
            }
            threshold = threshold();
            headValues = new BytesRef[columns.length];
            positions = Positions.of(reader);
            first = new PriorityQueue<>(Math.min(reach, reader.maxDoc())) {
                @Override
                protected boolean lessThan(Match one, Match other) {
                    return one.compareTo(other) > 0;
                }
            };
        }

        void offer(int doc) throws IOException {
            if (reach == 0 || !isAfter(doc)) {
                return;
            }
            boolean full = first.size() == reach;
            long[] ranks = full ? ranksBefore(first.top().ranks(), doc) : ranks(doc);
            if (ranks.length == 0) {
                return;
            }
            if (full) {
                first.pop();
            }
            first.add(new Match(doc, ranks));
        }

        private long[] threshold() throws IOException {
            long[] twice = new long[after.keys().size()];
            for (int i = 0; i < twice.length; i++) {
                BytesRef key = new BytesRef(after.keys().get(i));
                int ordinal = key.length == 0 ? -1 : columns[i].lookupTerm(key);
                boolean known = key.length == 0 || ordinal >= 0;
                // What is not there would stand before the rank that lookupTerm tells as -(rank) - 1.
                long rank = known ? 2L * ordinal : 2L * (-ordinal - 1) - 1;
                twice[i] = orderBy.get(i).descending() ? -rank : rank;
            }
            return twice;
        }

        private boolean isAfter(int doc) throws IOException {
            for (int i = 0; i < threshold.length; i++) {
                long twice = 2 * rank(i, doc);
                if (twice != threshold[i]) {
                    return twice > threshold[i];
                }
            }
            return threshold.length == 0;
        }

        boolean holds(int wholeDoc) {
            return wholeDoc >= base && wholeDoc < base + reader.maxDoc();
        }

        Place placeOf(int wholeDoc) throws IOException {
            List<byte[]> keys = new ArrayList<>();
            for (Search.Order order : orderBy) {
                SortedDocValues values = DocValues.getSorted(reader, Fields.order(order.property()));
                BytesRef key = values.advanceExact(wholeDoc - base) ? values.lookupOrd(values.ordValue()) : MISSING;
                keys.add(Arrays.copyOfRange(key.bytes, key.offset, key.offset + key.length));
            }
            return new Place(keys);
        }

        private long[] ranks(int doc) throws IOException {
            long[] ranks = new long[columns.length + 1];
            for (int i = 0; i < ranks.length; i++) {
                ranks[i] = rank(i, doc);
            }
            return ranks;
        }

        /** The ranks of a document that comes before others; none, and little read, of one that does not. */
        private long[] ranksBefore(long[] others, int doc) throws IOException {
            for (int i = 0; i < others.length; i++) {
                long rank = rank(i, doc);
                if (rank > others[i]) {
                    return NONE;
                }
                if (rank < others[i]) {
                    return ranksAfter(others, i, rank, doc);
                }
            }
            return NONE; // documents come in ascending order, and the earlier one stays first
        }

        private long[] ranksAfter(long[] same, int from, long rank, int doc) throws IOException {
            long[] ranks = same.clone();
            ranks[from] = rank;
            for (int i = from + 1; i < ranks.length; i++) {
                ranks[i] = rank(i, doc);
            }
            return ranks;
        }

        private long rank(int column, int doc) throws IOException {
            if (column == columns.length) {
                return positions.at(doc);
            }
            SortedDocValues values = columns[column];
            int ordinal = values.advanceExact(doc) ? values.ordValue() : -1;
            return orderBy.get(column).descending() ? -ordinal : ordinal;
        }

        /** Puts the matches in order, and tells whether there are any. */
        boolean sort() {
            while (first.size() > 0) {
                sorted.add(first.pop());
            }
            Collections.reverse(sorted);
            return !sorted.isEmpty();
        }

        boolean next() {
            head++;
            Arrays.fill(headValues, null);
            return head < sorted.size();
        }

        int headDoc() {
            return base + sorted.get(head).doc();
        }

        int compareHead(Segment other) throws IOException {
            for (int i = 0; i < columns.length; i++) {
                int order = value(i).compareTo(other.value(i));
                if (order != 0) {
                    return orderBy.get(i).descending() ? -order : order;
                }
            }
            int last = columns.length;
            return Long.compare(
                    sorted.get(head).ranks()[last], other.sorted.get(other.head).ranks()[last]);
        }

        private BytesRef value(int column) throws IOException {
            if (headValues[column] == null) {
                long rank = sorted.get(head).ranks()[column];
                int ordinal = (int) (orderBy.get(column).descending() ? -rank : rank);
                headValues[column] = ordinal < 0 ? MISSING : columns[column].lookupOrd(ordinal);
            }
            return headValues[column];
        }
    }
}
