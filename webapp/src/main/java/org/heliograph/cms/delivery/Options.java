package org.heliograph.cms.delivery;

import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.web.RestException;

/**
 * What a request chooses to be shown of nodes, beyond what the endpoint does.
 *
 * @param fields members that are shown
 * @param allLanguages whether a value per language is shown as an object of all
 * @param alternates whether an item tells its language versions
 * @param fallbacks whether a node tells which of its values are in another language than that of the answer
 * @param expansion references that are resolved
 */
record Options(
        FieldSelection fields, boolean allLanguages, boolean alternates, boolean fallbacks, Expansion expansion) {

    /** Nodes that one answer may hold before it is refused: deep trees and references multiply. */
    private static final int MAX_NODES = 50_000;

    /** @throws RestException if a parameter holds what it cannot */
    static Options of(QueryString query, Endpoint endpoint, Definitions definitions) {
        return new Options(
                query.first("fields").map(FieldSelection::parse).orElse(FieldSelection.ALL),
                query.first("lang").filter("*"::equals).isPresent(),
                query.flag("alternates"),
                query.flag("fallbacks"),
                Expansion.of(query, endpoint, definitions));
    }

    /** @throws RestException if an answer would hold so many nodes */
    void requireFewer(int nodes) {
        if (!expansion.isEmpty() && nodes > Expansion.MAX_NODES) {
            throw RestException.badRequest("With expand the answer would hold more than " + Expansion.MAX_NODES
                    + " nodes. Ask for fewer with limit, or expand fewer references.");
        }
        if (nodes > MAX_NODES) {
            throw RestException.badRequest("The answer would hold more than " + MAX_NODES
                    + " nodes. Ask for fewer with limit, or lower depth and referenceDepth of the endpoint.");
        }
    }
}
