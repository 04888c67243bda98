package org.heliograph.cms.delivery;

import java.util.List;
import java.util.Optional;
import org.heliograph.cms.definition.Endpoint;

/** Endpoints for tests, with Magnolia's defaults. */
final class Endpoints {

    private Endpoints() {}

    static Endpoint of(String id, String path) {
        return of(id, path, 10, 1000);
    }

    static Endpoint of(String id, String path, long limit, long maxLimit) {
        return new Endpoint(
                id,
                "test",
                path,
                false,
                Optional.of("items"),
                "",
                Optional.of(List.of("mgnl:content")),
                Optional.of(List.of("mgnl:contentNode")),
                false,
                0,
                false,
                List.of(),
                List.of(),
                List.of(),
                true,
                limit,
                maxLimit,
                List.of(),
                1,
                false);
    }
}
