package org.heliograph.cms.index;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;

/**
 * Finds the texts between two bounds, by code points. Lucene's own query of that kind fails for a bound of more than
 * 1,000 bytes, which is 334 Chinese characters.
 */
final class TextRangeQuery extends MultiTermQuery {

    /** One end of the range. */
    record Bound(BytesRef text, boolean inclusive) {

        static Bound of(String text, boolean inclusive) {
            return new Bound(new BytesRef(text), inclusive);
        }
    }

    private final Optional<Bound> from;
    private final Optional<Bound> to;

    /**
     * @param from empty for no lower bound
     * @param to empty for no upper bound
     */
    TextRangeQuery(String field, Optional<Bound> from, Optional<Bound> to) {
        super(field, CONSTANT_SCORE_BLENDED_REWRITE);
        this.from = from;
        this.to = to;
    }

    /** Whether a text is in the range. */
    boolean holds(String text) {
        BytesRef bytes = new BytesRef(text);
        return !isBefore(bytes) && !isBehind(bytes);
    }

    private boolean isBefore(BytesRef text) {
        int order = from.map(bound -> text.compareTo(bound.text())).orElse(1);
        return order < 0 || order == 0 && !from.orElseThrow().inclusive();
    }

    private boolean isBehind(BytesRef text) {
        int order = to.map(bound -> text.compareTo(bound.text())).orElse(-1);
        return order > 0 || order == 0 && !to.orElseThrow().inclusive();
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
        return new FilteredTermsEnum(terms.iterator()) {
            {
                setInitialSeekTerm(from.map(Bound::text).orElseGet(BytesRef::new));
            }

            @Override
            protected AcceptStatus accept(BytesRef term) {
                if (isBehind(term)) {
                    return AcceptStatus.END;
                }
                return isBefore(term) ? AcceptStatus.NO : AcceptStatus.YES;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String ignored) {
        return field + " from " + from + " to " + to;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof TextRangeQuery that
                && from.equals(that.from)
                && to.equals(that.to);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), from, to);
    }
}
