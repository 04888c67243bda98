package org.heliograph.cms.index;

import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/**
 * The nodes that are not there for a reader because they are published in none of the reader's languages. A node that is
 * not published in all languages has the set of its languages as one term; there are few such sets, and those that leave
 * the reader out are looked up once.
 */
final class Unspoken {

    /** Leaves out nothing. */
    static final Unspoken NOTHING = new Unspoken(Set.of());

    private static final String FIELD = "_languages";
    private static final String SEPARATOR = " ";

    private final Set<BytesRef> hidden;

    private Unspoken(Set<BytesRef> hidden) {
        this.hidden = hidden;
    }

    /** @param languages that the reader takes */
    static Unspoken of(IndexReader index, Set<String> languages) throws IOException {
        Set<BytesRef> hidden = new HashSet<>();
        for (LeafReaderContext leaf : index.leaves()) {
            Terms sets = leaf.reader().terms(FIELD);
            if (sets != null) {
                TermsEnum each = sets.iterator();
                for (BytesRef set = each.next(); set != null; set = each.next()) {
                    if (Collections.disjoint(List.of(set.utf8ToString().split(SEPARATOR)), languages)) {
                        hidden.add(BytesRef.deepCopyOf(set));
                    }
                }
            }
        }
        return hidden.isEmpty() ? NOTHING : new Unspoken(hidden);
    }

    /** @param languages of a published node; none for all */
    static void addTo(Document document, Set<String> languages) {
        if (!languages.isEmpty()) {
            String set = String.join(SEPARATOR, languages);
            document.add(new StringField(FIELD, set, Field.Store.NO));
            document.add(new SortedDocValuesField(FIELD, new BytesRef(set)));
        }
    }

    boolean isNothing() {
        return hidden.isEmpty();
    }

    /** Leaves them out of what a query finds. */
    void exclude(BooleanQuery.Builder query) {
        if (!hidden.isEmpty()) {
            query.add(new TermInSetQuery(FIELD, hidden), Occur.MUST_NOT);
        }
    }

    /** Whether a document is left out. */
    boolean hides(LeafReader segment, int doc) throws IOException {
        if (hidden.isEmpty()) {
            return false;
        }
        SortedDocValues sets = segment.getSortedDocValues(FIELD);
        return sets != null && sets.advanceExact(doc) && hidden.contains(sets.lookupOrd(sets.ordValue()));
    }
}
