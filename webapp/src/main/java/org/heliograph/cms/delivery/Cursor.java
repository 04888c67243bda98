package org.heliograph.cms.delivery;

import java.util.List;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.index.Place;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.web.RestException;

/**
 * Where a client is in a list: the place of the last node that it got, and a digest of that and of the query, so that a
 * cursor that was changed or belongs to another query is told. It is no secret: it holds values that the query sorts by,
 * so that it is given only for those that the endpoint shows.
 *
 * @param place behind which the page begins
 * @param query what it belongs to
 */
record Cursor(Place place, String query) {

    /** More would not fit into the request line. */
    private static final int MAX_ORDERS = 4;

    /**
     * @param text of the parameter; empty for the first page
     * @throws RestException if the cursor is none or belongs to another query, or the query cannot be paged so
     */
    static Cursor read(String text, Asked asked, QueryString query, Search search) {
        if (query.first("offset").isPresent()) {
            throw RestException.badRequest("The parameters cursor and offset exclude each other. Leave offset out.");
        }
        requireShown(search.orderBy(), new Visible(asked.endpoint()));
        String identity = identity(asked.endpoint(), search);
        if (text.isEmpty()) {
            return new Cursor(Place.START, identity);
        }
        Place place = Place.parse(text, identity).orElseThrow(Cursor::invalid);
        if (place.keys().size() != search.orderBy().size() + 1) {
            throw invalid();
        }
        return new Cursor(place, identity);
    }

    private static void requireShown(List<Search.Order> orderBy, Visible visible) {
        if (orderBy.size() > MAX_ORDERS) {
            throw RestException.badRequest("With cursor the parameter orderBy takes up to " + MAX_ORDERS + " names.");
        }
        for (Search.Order order : orderBy) {
            String name = order.property();
            if (!name.equals("@name") && !name.equals("jcr:uuid") && !visible.shows(name)) {
                throw RestException.badRequest("With cursor the parameter orderBy takes properties that the endpoint"
                        + " shows, and it does not show '" + QueryString.shortened(name)
                        + "'. Page with offset, or let the endpoint show it.");
            }
        }
    }

    /** What must be the same for the next page: not the number of hits, nor what is shown of them. */
    private static String identity(Endpoint endpoint, Search search) {
        return List.of(
                        endpoint.id(),
                        search.view().name(),
                        search.filters().toString(),
                        search.fullText(),
                        search.orderBy().toString())
                .toString();
    }

    /** The cursor of the same query at another place. */
    Cursor at(Place next) {
        return new Cursor(next, query);
    }

    /** As clients send it. */
    String text() {
        return place.text(query);
    }

    private static RestException invalid() {
        return RestException.badRequest("The parameter cursor takes the nextCursor of an answer to the same query, with"
                + " the same endpoint, filters, q and orderBy; begin anew with an empty cursor.");
    }
}
