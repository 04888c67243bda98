package org.heliograph.cms.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a save of published content did, in the words of the workspaces that were published from. */
final class PublishedChanges {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedChanges.class);
    /** They change with languages that are taken back too. */
    private static final Set<String> BOOKKEEPING = Set.of("hg:languages", "jcr:mixinTypes");

    private final Map<String, Set<String>> paths = new TreeMap<>();
    private boolean adds;

    private PublishedChanges() {}

    static PublishedChanges of(Collection<Event> events) {
        PublishedChanges changes = new PublishedChanges();
        for (Event event : events) {
            try {
                changes.take(event);
            } catch (RepositoryException e) {
                LOG.error("What was published cannot be told", e);
                changes.paths.computeIfAbsent("?", workspace -> new TreeSet<>()).add("?");
            }
        }
        return changes;
    }

    private void take(Event event) throws RepositoryException {
        String path = AuditLog.nodePath(event);
        int end = path.indexOf('/', 1);
        String workspace = end < 0 ? path.substring(1) : path.substring(1, end);
        if (end > 0 && workspace.indexOf(':') < 0) {
            paths.computeIfAbsent(workspace, w -> new TreeSet<>()).add(path.substring(end));
            adds |= isAddition(event);
        }
    }

    private static boolean isAddition(Event event) throws RepositoryException {
        return switch (event.getType()) {
            case Event.NODE_REMOVED, Event.PROPERTY_REMOVED -> false;
            case Event.PROPERTY_ADDED, Event.PROPERTY_CHANGED ->
                !BOOKKEEPING.contains(event.getPath().substring(event.getPath().lastIndexOf('/') + 1));
            default -> true;
        };
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** Whether something was published, or only taken back. */
    String action() {
        return adds ? "publish" : "unpublish";
    }

    /** Workspaces and paths, those of the first nodes of each. */
    String target(int most) {
        return paths.entrySet().stream()
                .map(each -> each.getKey() + ":" + first(each.getValue(), most))
                .collect(Collectors.joining("; "));
    }

    /** The first paths, and how many more there are. */
    static String first(Set<String> all, int most) {
        List<String> first = all.stream().limit(most).toList();
        int more = all.size() - first.size();
        return String.join(" ", first) + (more > 0 ? " and " + more + " more" : "");
    }
}
