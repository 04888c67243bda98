package org.heliograph.cms.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What would be published or taken back, and what stands against it. */
public final class Plan {

    private final Map<ItemId, Working> items = new LinkedHashMap<>();
    private final List<Obstacle> obstacles = new ArrayList<>();

    Plan() {}

    void add(Working item) {
        items.put(item.id(), item);
    }

    void refuse(Obstacle obstacle) {
        if (!obstacles.contains(obstacle)) {
            obstacles.add(obstacle);
        }
    }

    boolean has(ItemId id) {
        return items.containsKey(id);
    }

    /** Those above others first. */
    List<Working> inOrder() {
        return items.values().stream()
                .sorted(Comparator.comparingInt(each -> each.above().size()))
                .toList();
    }

    Collection<Working> all() {
        return items.values();
    }

    Set<String> workspaces() {
        Set<String> workspaces = new TreeSet<>();
        items.keySet().forEach(id -> workspaces.add(id.workspace()));
        return workspaces;
    }

    /** @throws NotPublishedException if anything stands against it */
    public Plan orRefused() throws NotPublishedException {
        if (!obstacles.isEmpty()) {
            throw new NotPublishedException(obstacles);
        }
        return this;
    }

    /** An item that the plan is about, by the place where editors have it. */
    public record Planned(ItemId id, String path) {}

    /** All items, those that were included by the way too. */
    public List<Planned> items() {
        return inOrder().stream()
                .map(each -> new Planned(each.id(), each.path()))
                .toList();
    }

    /** What stands against it; empty if nothing does. */
    public List<Obstacle> obstacles() {
        return List.copyOf(obstacles);
    }
}
