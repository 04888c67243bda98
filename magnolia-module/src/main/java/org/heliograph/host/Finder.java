package org.heliograph.host;

import java.util.List;
import java.util.Map;
import javax.jcr.RepositoryException;

/** Finds nodes without walking through all of them. What {@link ContentSessions#write} returned for is found. */
public interface Finder {

    /**
     * What a query found.
     *
     * @param total number of all that match
     * @param ids identifiers of the nodes, in the order of the query
     */
    record Found(long total, List<String> ids) {}

    /** @throws RepositoryException if nothing can be found at the moment */
    Found find(Query query) throws RepositoryException;

    /**
     * How many nodes that match have each value of a property; order, offset and limit of the query do not matter.
     *
     * @param property of type String
     * @throws RepositoryException if nothing can be counted at the moment
     */
    Map<String, Long> count(Query query, String property) throws RepositoryException;
}
