package org.heliograph.cms.message;

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
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.host.Finder;
import org.heliograph.host.Query;

/** Finds messages in an index of their own, so that none ever comes near the index that the public reads. */
final class IndexFinder implements Finder {

    /** How a filter tells alternatives apart. */
    private static final String OR = "|";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneOffset.UTC);

    private final ReadModel messages;

    IndexFinder(ReadModel messages) {
        this.messages = messages;
    }

    @Override
    public Found find(Query query) throws RepositoryException {
        try (Snapshot snapshot = messages.acquire()) {
            Hits hits = snapshot.search(search(query));
            return new Found(hits.total(), hits.ids());
        } catch (IndexBehindException e) {
            throw new RepositoryException("Messages cannot be found until their index was made anew", e);
        }
    }

    @Override
    public Map<String, Long> count(Query query, String property) throws RepositoryException {
        try (Snapshot snapshot = messages.acquire()) {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (FacetValue each :
                    snapshot.facets(search(query), List.of(property)).getOrDefault(property, List.of())) {
                counts.put(String.valueOf(each.value()), each.count());
            }
            return counts;
        } catch (IndexBehindException e) {
            throw new RepositoryException("Messages cannot be counted until their index was made anew", e);
        }
    }

    private static Search search(Query query) {
        return new Search(
                View.WORKING,
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

    private static List<Filter> filters(Query query) {
        List<Filter> filters = new ArrayList<>();
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
