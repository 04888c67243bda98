package org.heliograph.cms.published;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.index.FacetValue;
import org.heliograph.cms.index.Filter;
import org.heliograph.cms.index.Filter.Operator;
import org.heliograph.cms.index.Hits;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.host.Finder;
import org.heliograph.host.Query;

/** Finds nodes in one state of an index. */
public final class SnapshotFinder implements Finder {

    /** How a filter tells alternatives apart. */
    private static final String OR = "|";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneOffset.UTC);

    private final Snapshot snapshot;
    private final View view;
    private final List<Filter> always;

    /**
     * @param view the state of the content
     * @param always what holds besides the conditions of a query
     */
    public SnapshotFinder(Snapshot snapshot, View view, List<Filter> always) {
        this.snapshot = snapshot;
        this.view = view;
        this.always = always;
    }

    @Override
    public Found find(Query query) throws RepositoryException {
        try {
            Hits hits = snapshot.search(search(query));
            return new Found(hits.total(), hits.ids());
        } catch (IndexBehindException e) {
            throw new RepositoryException(
                    "Nothing can be found in " + query.workspace() + " until its index was made anew", e);
        }
    }

    @Override
    public Map<String, Long> count(Query query, String property) throws RepositoryException {
        try {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (FacetValue each :
                    snapshot.facets(search(query), List.of(property)).getOrDefault(property, List.of())) {
                counts.put(String.valueOf(each.value()), each.count());
            }
            return counts;
        } catch (IndexBehindException e) {
            throw new RepositoryException(
                    "Nothing can be counted in " + query.workspace() + " until its index was made anew", e);
        }
    }

    private Search search(Query query) {
        return new Search(
                view,
                query.workspace(),
                List.of(query.nodeType()),
                true,
                "",
                filters(query),
                query.text().orElse(""),
                List.of(new Search.Order(query.orderBy(), query.descending())),
                query.offset(),
                query.limit());
    }

    private List<Filter> filters(Query query) {
        List<Filter> filters = new ArrayList<>(always);
        query.anyOf().forEach((property, values) -> filters.add(new Filter(property, Operator.EQ, anyOf(values))));
        query.between().forEach((property, range) -> {
            range.from().ifPresent(from -> filters.add(new Filter(property, Operator.GTE, MOMENT.format(from))));
            range.until().ifPresent(until -> filters.add(new Filter(property, Operator.LT, MOMENT.format(until))));
        });
        return filters;
    }

    private static String anyOf(Set<String> values) {
        if (values.stream().anyMatch(value -> value.contains(OR))) {
            throw new IllegalArgumentException("A value that is looked for holds " + OR);
        }
        return String.join(OR, values);
    }
}
