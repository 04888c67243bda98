package org.heliograph.cms.publish;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.observation.Event;
import org.heliograph.cms.content.ItemNode;

/** The items that a save changed. */
final class TouchedItems {

    private TouchedItems() {}

    /** Identifiers of the items whose nodes or parts a save changed, added or removed, as far as they are there now. */
    static Set<String> of(Session session, List<Event> events) throws RepositoryException {
        Set<String> paths = new LinkedHashSet<>();
        for (Event event : events) {
            String path = event.getPath();
            paths.add(isOfNode(event) ? path : parentOf(path));
        }
        Set<String> items = new LinkedHashSet<>();
        for (String path : paths) {
            Optional<Node> item = itemAt(session, path);
            if (item.isPresent()) {
                items.add(item.get().getIdentifier());
            }
        }
        return items;
    }

    static boolean isOfNode(Event event) {
        return event.getType() == Event.NODE_ADDED
                || event.getType() == Event.NODE_REMOVED
                || event.getType() == Event.NODE_MOVED;
    }

    private static Optional<Node> itemAt(Session session, String path) throws RepositoryException {
        String there = path;
        while (!session.nodeExists(there)) {
            there = parentOf(there);
        }
        return ItemNode.itemOf(session.getNode(there));
    }

    private static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }
}
