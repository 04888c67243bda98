package org.heliograph.cms.index;

import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;

/**
 * Whether the nodes of some paths may be found. Of the rules that match a path the last one holds; a path that none
 * matches is not found.
 *
 * @param pattern in which {@code *} stands for any characters, slashes included, and {@code ?} for one
 * @param allowed whether they may be found
 */
public record PathRule(String pattern, boolean allowed) {

    private static final String BELOW = "/*";

    /** Allows everything. */
    public static final List<PathRule> ALL = List.of(new PathRule(BELOW, true));

    /** The nodes of a scope that rules allow. */
    static Query query(List<PathRule> rules, String scope) {
        Query allowed = new MatchNoDocsQuery();
        for (PathRule rule : rules) {
            BooleanQuery.Builder next = new BooleanQuery.Builder();
            if (rule.allowed()) {
                next.add(allowed, Occur.SHOULD).add(rule.query(scope), Occur.SHOULD);
            } else {
                next.add(allowed, Occur.MUST).add(rule.query(scope), Occur.MUST_NOT);
            }
            allowed = next.build();
        }
        return allowed;
    }

    private Query query(String scope) {
        if (pattern.equals(BELOW)) {
            return new MatchAllDocsQuery();
        }
        if (!pattern.matches(".*[*?].*")) {
            return new TermQuery(new Term(Fields.PATH, Fields.scoped(scope, pattern)));
        }
        String above = pattern.substring(0, Math.max(0, pattern.length() - BELOW.length()));
        if (pattern.endsWith(BELOW) && !above.matches(".*[*?].*")) {
            return new TermQuery(new Term(Fields.ANCESTOR, Fields.scoped(scope, above)));
        }
        return new WildcardQuery(new Term(Fields.PATH, Fields.scoped(scope, pattern.replace("\\", "\\\\"))));
    }
}
