package org.heliograph.cms.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.heliograph.cms.content.Lookup;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentRepository;

/** Finds nodes in the index as it is at each call. */
final class NodeLookup implements Lookup {

    private final ContentRepository repository;
    private final ReadModel model;

    NodeLookup(ContentRepository repository, ReadModel model) {
        this.repository = repository;
        this.model = model;
    }

    private <T> T ask(Function<Snapshot, T> question) {
        try (Snapshot now = model.acquire()) {
            return question.apply(now);
        }
    }

    @Override
    public List<Found> byId(View view, String id) {
        return ask(now -> {
            List<Found> found = new ArrayList<>();
            for (String workspace : workspaces()) {
                now.byId(view, workspace, id).ifPresent(node -> found.add(new Found(view, workspace, node)));
            }
            return found;
        });
    }

    @Override
    public Optional<NodeSnapshot> byPath(View view, String workspace, String path) {
        return ask(now -> now.byPath(view, workspace, path));
    }

    @Override
    public List<Found> mentioning(String id) {
        return ask(now -> {
            List<Found> found = new ArrayList<>();
            for (View view : View.values()) {
                for (String workspace : workspaces()) {
                    now.mentioning(view, workspace, id).forEach(node -> found.add(new Found(view, workspace, node)));
                }
            }
            return found;
        });
    }

    @Override
    public List<NodeSnapshot> withValue(View view, String workspace, String property, String value) {
        return ask(now -> now.withText(view, workspace, property, value));
    }

    private TreeSet<String> workspaces() {
        return new TreeSet<>(repository.workspaces());
    }
}
