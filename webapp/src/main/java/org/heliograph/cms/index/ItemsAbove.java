package org.heliograph.cms.index;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

/** Finds the items that nodes are parts of. */
final class ItemsAbove {

    private ItemsAbove() {}

    /**
     * Identifiers of the items at these paths or next above them.
     *
     * @param isItem tells whether a node type is an item's
     */
    static Set<String> of(Collection<String> paths, Session session, Predicate<String> isItem)
            throws RepositoryException {
        Set<String> items = new LinkedHashSet<>();
        for (String path : paths) {
            try {
                next(session.getNode(path), isItem).ifPresent(items::add);
            } catch (PathNotFoundException | ItemNotFoundException e) {
                // Removed by a later save, which is indexed in its turn.
                continue;
            }
        }
        return items;
    }

    private static Optional<String> next(Node from, Predicate<String> isItem) throws RepositoryException {
        for (Node node = from; node.getDepth() > 0; node = node.getParent()) {
            if (isItem.test(node.getPrimaryNodeType().getName())) {
                return Optional.of(node.getIdentifier());
            }
        }
        return Optional.empty();
    }
}
