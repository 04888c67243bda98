package org.heliograph.cms.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.definition.Endpoint;

/** Finds the endpoint that answers a path: the longest one wins. */
final class EndpointTable {

    private static final String DELIVERY = "delivery/";
    private static final String PREVIEW = "preview/";

    private final Map<String, Endpoint> byPath = new HashMap<>();

    /** Endpoints below {@code delivery} are served below {@code preview} too, as in Magnolia. */
    EndpointTable(Collection<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            byPath.putIfAbsent(endpoint.path(), endpoint);
            if (endpoint.id().startsWith(DELIVERY) && endpoint.path().startsWith(DELIVERY)) {
                byPath.putIfAbsent(PREVIEW + endpoint.path().substring(DELIVERY.length()), endpoint);
            }
        }
    }

    /**
     * @param endpoint the endpoint that answers
     * @param address the path that it was found by
     * @param rest what follows that: empty, or a slash and more
     */
    record Match(Endpoint endpoint, String address, String rest) {

        /** Whether the working content is asked for. */
        boolean isPreview() {
            return address.startsWith(PREVIEW);
        }
    }

    /** @param path below {@code /.rest/}, still percent-encoded */
    Optional<Match> find(String path) {
        int end = path.length();
        while (end > 0) {
            Endpoint endpoint = byPath.get(path.substring(0, end));
            if (endpoint != null) {
                return Optional.of(new Match(endpoint, path.substring(0, end), path.substring(end)));
            }
            end = path.lastIndexOf('/', end - 1);
        }
        return Optional.empty();
    }
}
