package org.heliograph.cms.index;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.jspecify.annotations.Nullable;

/** Finds nodes by a text that is too long to be a term, by looking at the stored node. */
final class StoredTextQuery extends Query {

    private final String property;
    private final Query condition;
    private final Predicate<String> matches;

    /**
     * @param property whose values are looked at
     * @param condition the same for texts that are terms; what makes two queries equal
     * @param matches tells whether a value is one of those asked for
     */
    StoredTextQuery(String property, Query condition, Predicate<String> matches) {
        this.property = property;
        this.condition = condition;
        this.matches = matches;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable Scorer scorer(LeafReaderContext leaf) throws IOException {
                DocIdSetIterator candidates = leaf.reader().postings(new Term(Fields.LONG_TEXT, property));
                return candidates == null
                        ? null
                        : new ConstantScoreScorer(this, score(), scoreMode, verified(leaf, candidates));
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return false;
            }
        };
    }

    private TwoPhaseIterator verified(LeafReaderContext leaf, DocIdSetIterator candidates) throws IOException {
        BinaryDocValues nodes = leaf.reader().getBinaryDocValues(Fields.DATA);
        return new TwoPhaseIterator(candidates) {
            @Override
            public boolean matches() throws IOException {
                if (!nodes.advanceExact(approximation.docID())) {
                    return false;
                }
                NodeSnapshot node = NodeCodec.decode(nodes.binaryValue());
                return node.property(property).map(Property::values).stream()
                        .flatMap(values -> values.stream().map(Object::toString))
                        .anyMatch(matches);
            }

            @Override
            public float matchCost() {
                return 10_000;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return property + ":" + condition;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredTextQuery that
                && property.equals(that.property)
                && condition.equals(that.condition);
    }

    @Override
    public int hashCode() {
        return Objects.hash(property, condition);
    }
}
