package org.heliograph.cms.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.PageTemplate.Area;

/**
 * What a pages endpoint shows of a node that another endpoint would not: areas that no one has made yet, and what areas
 * inherit. Of Magnolia's three ways to ask, a query shows neither, {@code @nodes} shows the first, a read shows both.
 */
final class PageChildren {

    /** What is shown. */
    enum Shown {
        STORED,
        WITH_UNMADE_AREAS,
        WITH_INHERITED
    }

    private final Shown shown;
    private final PageAreas areas;
    private final NodeSnapshot root;

    /** @param root the node that was asked for */
    PageChildren(Shown shown, PageAreas areas, NodeSnapshot root) {
        this.shown = shown;
        this.areas = areas;
        this.root = root;
    }

    /** A node as it is shown: an area with the properties that it inherits. */
    NodeSnapshot shown(NodeSnapshot node) {
        return fill(node).map(PageAreas.Filled::node).orElse(node);
    }

    /** @param stored children that are there, in their order */
    List<NodeSnapshot> of(NodeSnapshot holder, List<NodeSnapshot> stored) {
        if (shown == Shown.STORED) {
            return stored;
        }
        List<NodeSnapshot> children = new ArrayList<>();
        fill(holder).ifPresent(filled -> children.addAll(filled.inherited()));
        stored.stream().filter(this::isThere).forEach(children::add);
        if (holder == root || !PageAreas.isPage(holder)) {
            children.addAll(unmade(holder, stored));
        }
        return children.stream().map(this::named).toList();
    }

    /** The area that was asked for itself inherits nothing. */
    private Optional<PageAreas.Filled> fill(NodeSnapshot node) {
        return shown == Shown.WITH_INHERITED
                        && PageAreas.isArea(node)
                        && !node.id().equals(root.id())
                ? areas.definition(node).map(definition -> areas.fill(node, definition))
                : Optional.empty();
    }

    /** An area that the template does not know, or has switched off, is not shown. */
    private boolean isThere(NodeSnapshot child) {
        return shown != Shown.WITH_INHERITED
                || !PageAreas.isArea(child)
                || areas.definition(child).isPresent();
    }

    private List<NodeSnapshot> unmade(NodeSnapshot holder, List<NodeSnapshot> stored) {
        Map<String, Area> defined = areas.areas(holder);
        var there = stored.stream().map(NodeSnapshot::name).collect(Collectors.toSet());
        return defined.keySet().stream()
                .filter(name -> !there.contains(name))
                .map(name -> PageAreas.unmade(holder, name))
                .toList();
    }

    /** A component of another page gets a name that none of this page has. */
    private NodeSnapshot named(NodeSnapshot child) {
        boolean own = child.path().startsWith(root.path() + "/");
        if (own || !PageAreas.isComponent(child)) {
            return child;
        }
        long depth = child.path().chars().filter(c -> c == '/').count();
        return new NodeSnapshot(
                child.name() + "_inherited_depth_" + depth,
                child.path(),
                child.id(),
                child.primaryType(),
                child.types(),
                child.properties());
    }
}
