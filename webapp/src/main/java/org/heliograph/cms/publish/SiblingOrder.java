package org.heliograph.cms.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives published items the place among their siblings that editors gave them. What the siblings are is asked of the
 * index: a folder may have many thousands of them, and reading their nodes would take seconds.
 */
final class SiblingOrder {

    private static final Logger LOG = LoggerFactory.getLogger(SiblingOrder.class);

    private final ReadModel readModel;

    SiblingOrder(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** Puts items that were written in a session in their places. */
    void restore(Session session, List<Working> written) throws RepositoryException {
        Map<String, List<Working>> byParent = new HashMap<>();
        for (Working each : written) {
            String parent =
                    each.workspace() + " " + each.parent().map(Working.Step::id).orElse("");
            byParent.computeIfAbsent(parent, p -> new ArrayList<>()).add(each);
        }
        try (Snapshot snapshot = readModel.acquire()) {
            for (List<Working> siblings : byParent.values()) {
                restore(session, snapshot, siblings);
            }
        } catch (IndexBehindException e) {
            LOG.warn("Published at the end of their folders, because the index cannot be read: {}", e.getMessage());
        }
    }

    private static void restore(Session session, Snapshot snapshot, List<Working> siblings) throws RepositoryException {
        Node parent = session.getNodeByIdentifier(siblings.get(0).item().id()).getParent();
        if (!parent.getPrimaryNodeType().hasOrderableChildNodes()) {
            return;
        }
        Map<String, Integer> places = places(workingSiblings(snapshot, siblings.get(0)));
        List<String> now = publishedNow(snapshot, siblings, parent.getIdentifier(), places);
        List<Working> lastFirst = new ArrayList<>(siblings);
        lastFirst.sort(Comparator.<Working>comparingInt(
                        each -> places.getOrDefault(each.item().id(), Integer.MAX_VALUE))
                .reversed());
        for (Working each : lastFirst) {
            put(parent, each.item().id(), now, places);
        }
    }

    private static List<String> workingSiblings(Snapshot snapshot, Working item) {
        String parent = item.parent()
                .map(Working.Step::id)
                .or(() -> snapshot.byPath(View.WORKING, item.workspace(), "/").map(NodeSnapshot::id))
                .orElse("");
        return snapshot.childIds(View.WORKING, item.workspace(), parent);
    }

    private static Map<String, Integer> places(List<String> ids) {
        Map<String, Integer> places = new HashMap<>();
        ids.forEach(id -> places.put(id, places.size()));
        return places;
    }

    /** As they stand in the session: new ones at the end. Those that editors have no more stay where they are. */
    private static List<String> publishedNow(
            Snapshot snapshot, List<Working> written, String parent, Map<String, Integer> places) {
        Set<String> ids = new LinkedHashSet<>(
                snapshot.childIds(View.PUBLISHED, written.get(0).workspace(), parent));
        written.forEach(each -> ids.add(each.item().id()));
        ids.retainAll(places.keySet());
        return new ArrayList<>(ids);
    }

    private static void put(Node parent, String id, List<String> now, Map<String, Integer> places)
            throws RepositoryException {
        int place = places.getOrDefault(id, Integer.MAX_VALUE);
        String next = now.stream()
                .filter(other -> places.get(other) > place)
                .min(Comparator.comparingInt(places::get))
                .orElse("");
        int at = now.indexOf(id);
        String follows = at + 1 < now.size() ? now.get(at + 1) : "";
        if (at < 0 || next.equals(follows)) {
            return;
        }
        Session session = parent.getSession();
        String name = session.getNodeByIdentifier(id).getName();
        if (next.isEmpty()) {
            parent.orderBefore(name, null);
        } else {
            Node before = session.getNodeByIdentifier(next);
            if (!before.getParent().isSame(parent)) {
                return;
            }
            parent.orderBefore(name, before.getName());
        }
        now.remove(at);
        now.add(next.isEmpty() ? now.size() : now.indexOf(next), id);
    }
}
