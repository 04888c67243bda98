package org.heliograph.cms.index;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SegmentReader;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

/**
 * Places in the natural order, of all documents of a segment. Every match of every query is asked for its place, and an
 * array answers many times as fast as the index; it is made once for a segment, and anew when siblings are reordered.
 */
final class Positions {

    /** Of no document. */
    static final Positions NONE = new Positions(0, new long[0]);

    private static final Map<IndexReader.CacheKey, Positions> KEPT = new ConcurrentHashMap<>();

    /** Of the state of the segment; changes when siblings are reordered. */
    private final long generation;

    private final long[] byDocument;

    private Positions(long generation, long[] byDocument) {
        this.generation = generation;
        this.byDocument = byDocument;
    }

    /** The places in a segment. */
    static Positions of(LeafReader segment) throws IOException {
        if (!(segment instanceof SegmentReader reader)) {
            return new Positions(0, read(segment));
        }
        long generation = reader.getSegmentInfo().getDocValuesGen();
        IndexReader.CacheHelper core = reader.getCoreCacheHelper();
        Positions kept = KEPT.get(core.getKey());
        if (kept != null && kept.generation == generation) {
            return kept;
        }
        Positions positions = new Positions(generation, read(segment));
        if (KEPT.put(core.getKey(), positions) == null) {
            core.addClosedListener(KEPT::remove);
        }
        return positions;
    }

    private static long[] read(LeafReader segment) throws IOException {
        long[] positions = new long[segment.maxDoc()];
        NumericDocValues stored = segment.getNumericDocValues(Fields.POSITION);
        if (stored != null) {
            for (int doc = stored.nextDoc(); doc != NO_MORE_DOCS; doc = stored.nextDoc()) {
                positions[doc] = stored.longValue();
            }
        }
        return positions;
    }

    /** The place of a document, by its number in the segment. */
    long at(int doc) {
        return byDocument[doc];
    }
}
