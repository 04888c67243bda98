package org.heliograph.cms.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentRepository;

/**
 * The content of a workspace in one view. Paths in it are those that readers know, whatever place the repository keeps the
 * nodes in.
 */
record Area(View view, String workspace) {

    String scope() {
        return Fields.scope(view, workspace);
    }

    /** The workspace of the repository that holds it. */
    String stored() {
        return view.workspace(workspace);
    }

    /** Where the repository keeps the node of a path. */
    String storedPath(String path) {
        return view.path(workspace, path);
    }

    /** The path of a node that the repository keeps at another one. */
    String pathOf(String storedPath) {
        if (view == View.WORKING) {
            return storedPath;
        }
        String path = storedPath.substring(1 + workspace.length());
        return path.isEmpty() ? "/" : path;
    }

    /** Sorts out what areas the events of a save happened in; the host's own facts are in none. */
    static Map<Area, List<Event>> of(String stored, List<Event> events) throws RepositoryException {
        if (!stored.equals(ContentRepository.PUBLISHED)) {
            return Map.of(new Area(View.WORKING, stored), events);
        }
        Map<Area, List<Event>> areas = new LinkedHashMap<>();
        for (Event event : events) {
            String path = event.getPath();
            int end = path.indexOf('/', 1);
            boolean isArea = end < 0 && (event.getType() == Event.NODE_ADDED || event.getType() == Event.NODE_REMOVED);
            String first = end < 0 ? path.substring(1) : path.substring(1, end);
            if ((isArea || end > 0) && first.indexOf(':') < 0) {
                areas.computeIfAbsent(new Area(View.PUBLISHED, first), area -> new ArrayList<>())
                        .add(event);
            }
        }
        return areas;
    }
}
