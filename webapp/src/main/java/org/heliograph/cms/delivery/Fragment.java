package org.heliograph.cms.delivery;

import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.index.Basis;
import org.heliograph.cms.security.Rights;

/**
 * The JSON of a node, a part of many answers.
 *
 * @param json in UTF-8
 * @param digest of it, for the validator of an answer
 * @param nodes how many nodes it shows
 * @param basis what it was made from
 */
record Fragment(byte[] json, byte[] digest, int nodes, Basis basis) {

    /**
     * What a fragment depends on besides the content.
     *
     * @param definitions that hold, compared by identity
     * @param endpoint identifier of the endpoint that shows the node
     * @param preview whether the working content is shown
     * @param language of the answer
     * @param shape the parameters that choose what of a node is shown
     * @param pageShown what is shown of pages
     * @param rights to read nodes, as far as the endpoint asks for them
     * @param node identifier of the node
     */
    record Key(
            Definitions definitions,
            String endpoint,
            boolean preview,
            Language language,
            String shape,
            PageChildren.Shown pageShown,
            Rights rights,
            String node) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && definitions == that.definitions
                    && node.equals(that.node)
                    && endpoint.equals(that.endpoint)
                    && preview == that.preview
                    && shape.equals(that.shape)
                    && pageShown == that.pageShown
                    && rights.equals(that.rights)
                    && language.equals(that.language);
        }

        @Override
        public int hashCode() {
            return (node.hashCode() * 31 + endpoint.hashCode()) * 31 + shape.hashCode();
        }
    }

    /** Bytes of memory that it takes. */
    int weight() {
        return 256 + json.length + basis.weight();
    }
}
