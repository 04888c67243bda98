package org.heliograph.cms.delivery;

import java.util.Objects;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.security.Rights;

/**
 * All that an answer depends on besides the content. Equal ones have equal answers.
 *
 * @param definitions that hold, compared by identity
 * @param endpoint that answers, compared by its id
 * @param path below the endpoint, still percent-encoded
 * @param query still percent-encoded
 * @param language of the answer
 * @param rights to read nodes, compared by identity
 */
record Asked(Definitions definitions, Endpoint endpoint, String path, String query, Language language, Rights rights) {

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
                && rights == that.rights
                && language.equals(that.language);
    }

    @Override
    public int hashCode() {
        return Objects.hash(endpoint.id(), path, query, language);
    }
}
