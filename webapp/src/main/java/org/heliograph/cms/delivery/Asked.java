package org.heliograph.cms.delivery;

import java.util.Objects;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;

/**
 * All that an answer depends on besides the content. Equal ones have equal answers.
 *
 * @param definitions that hold, compared by identity
 * @param endpoint that answers, compared by its id
 * @param path below the endpoint, still percent-encoded
 * @param query still percent-encoded
 * @param language of the answer
 * @param readable whether the caller may read the nodes of the endpoint
 */
record Asked(
        Definitions definitions, Endpoint endpoint, String path, String query, Language language, boolean readable) {

    /** Whether the endpoint itself is asked, rather than a node. */
    boolean isQuery() {
        return path.isEmpty() || path.equals("/");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Asked that
                && definitions == that.definitions
                && endpoint.id().equals(that.endpoint.id())
                && path.equals(that.path)
                && query.equals(that.query)
                && readable == that.readable
                && language.equals(that.language);
    }

    @Override
    public int hashCode() {
        return Objects.hash(endpoint.id(), path, query, language);
    }
}
