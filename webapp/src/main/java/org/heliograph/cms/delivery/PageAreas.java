package org.heliograph.cms.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.PageTemplate;
import org.heliograph.cms.definition.PageTemplate.Area;
import org.heliograph.cms.definition.PageTemplate.Inherited;
import org.heliograph.cms.index.Snapshot;

/**
 * The areas of pages: what templates say of them, and what they take over from the pages above. The rules are Magnolia's,
 * and the same for pages that are rendered and pages that are delivered.
 */
public final class PageAreas {

    private static final String TEMPLATE = "mgnl:template";
    private static final String PAGE = "mgnl:content";
    private static final String AREA = "mgnl:area";
    private static final String COMPONENT = "mgnl:component";
    private static final String INHERITABLE = "inheritable";

    private final Definitions definitions;
    private final Snapshot snapshot;
    private final View view;
    private final String workspace;
    private final Predicate<NodeSnapshot> readable;

    /**
     * @param definitions that hold
     * @param snapshot of the content
     * @param view state of the content that is shown
     * @param workspace of the pages
     * @param readable which nodes are there for the caller
     */
    public PageAreas(
            Definitions definitions, Snapshot snapshot, View view, String workspace, Predicate<NodeSnapshot> readable) {
        this.definitions = definitions;
        this.snapshot = snapshot;
        this.view = view;
        this.workspace = workspace;
        this.readable = readable;
    }

    /**
     * An area with what it takes over.
     *
     * @param node the area; its properties are its own and those of the areas above that it lacks
     * @param inherited components of the areas above, that of the highest page first; they come before its own
     */
    public record Filled(NodeSnapshot node, List<NodeSnapshot> inherited) {}

    /** Whether a node is an area. */
    public static boolean isArea(NodeSnapshot node) {
        return node.primaryType().equals(AREA);
    }

    /** Whether a node is a component. */
    public static boolean isComponent(NodeSnapshot node) {
        return node.types().contains(COMPONENT);
    }

    /** Whether a node is a page. */
    public static boolean isPage(NodeSnapshot node) {
        return node.types().contains(PAGE);
    }

    /** The template of a page or component; nothing where it has none, or one that is not there. */
    public Optional<PageTemplate> template(NodeSnapshot node) {
        return node.property(TEMPLATE).map(Property::text).map(definitions.pageTemplates()::get);
    }

    /** What the template of its page or component says of an area. */
    public Optional<Area> definition(NodeSnapshot area) {
        Deque<String> names = new ArrayDeque<>();
        Optional<NodeSnapshot> holder = Optional.of(area);
        while (holder.isPresent() && isArea(holder.get())) {
            names.push(nameInPath(holder.get().path()));
            holder = at(parent(holder.get().path()));
        }
        Optional<Map<String, Area>> areas = holder.flatMap(this::template).map(PageTemplate::areas);
        Optional<Area> found = Optional.empty();
        for (String name : names) {
            found = areas.map(map -> map.get(name));
            areas = found.map(Area::areas);
        }
        return found;
    }

    /** The areas that a page, a component or an area has by definition; none where it has no template. */
    public Map<String, Area> areas(NodeSnapshot holder) {
        return isArea(holder)
                ? definition(holder).map(Area::areas).orElse(Map.of())
                : template(holder).map(PageTemplate::areas).orElse(Map.of());
    }

    /**
     * A node for an area that has none. Magnolia makes up another identifier at each request; here it follows from the
     * place, so that equal answers stay equal.
     */
    public static NodeSnapshot unmade(NodeSnapshot holder, String name) {
        String id = UUID.nameUUIDFromBytes((holder.id() + "/" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
        return new NodeSnapshot(
                name, holder.path() + "/" + name, id, AREA, List.of(AREA, "mgnl:contentNode"), Map.of());
    }

    /** What an area shows by its definition, apart from its own components. */
    public Filled fill(NodeSnapshot area, Area definition) {
        List<NodeSnapshot> above = definition.inheritance().enabled() ? above(area) : List.of();
        if (above.isEmpty()) {
            return new Filled(area, List.of());
        }
        List<NodeSnapshot> inherited = new ArrayList<>();
        for (NodeSnapshot source : above) {
            inherited.addAll(0, inheritable(source, definition.inheritance().components()));
        }
        return new Filled(definition.inheritance().properties() ? withPropertiesOf(above, area) : area, inherited);
    }

    private List<NodeSnapshot> inheritable(NodeSnapshot source, Inherited which) {
        return switch (which) {
            case NONE -> List.of();
            case ALL -> components(source);
            case FILTERED ->
                components(source).stream()
                        .filter(component -> component
                                .property(INHERITABLE)
                                .filter(property -> property.text().equals("true"))
                                .isPresent())
                        .toList();
        };
    }

    /** The components of an area, without inherited ones. */
    public List<NodeSnapshot> components(NodeSnapshot area) {
        return snapshot.children(view, workspace, area, List.of(COMPONENT), false).stream()
                .filter(readable)
                .toList();
    }

    /**
     * What a page, an area or a component is made of: areas, those included that no one has made yet, and components. Pages
     * below a page are no part of it.
     */
    List<NodeSnapshot> partsOf(NodeSnapshot holder) {
        List<NodeSnapshot> parts = new ArrayList<>();
        List<NodeSnapshot> stored = snapshot.children(view, workspace, holder, List.of(AREA, COMPONENT), false).stream()
                .filter(readable)
                .toList();
        parts.addAll(stored);
        areas(holder).keySet().stream()
                .filter(name -> stored.stream().noneMatch(part -> part.name().equals(name)))
                .forEach(name -> parts.add(unmade(holder, name)));
        return parts;
    }

    private static NodeSnapshot withPropertiesOf(List<NodeSnapshot> above, NodeSnapshot area) {
        Map<String, Property> all = new TreeMap<>(area.properties());
        above.forEach(source -> source.properties().forEach(all::putIfAbsent));
        return new NodeSnapshot(
                area.name(),
                area.path(),
                area.id(),
                area.primaryType(),
                area.types(),
                Collections.unmodifiableMap(all));
    }

    /** The areas at the same place of the pages above, the nearest first. */
    private List<NodeSnapshot> above(NodeSnapshot area) {
        Optional<String> page = pagePath(area);
        List<NodeSnapshot> above = new ArrayList<>();
        if (page.isPresent()) {
            String place = area.path().substring(page.get().length());
            for (String path = parent(page.get()); !path.isEmpty(); path = parent(path)) {
                String source = path + place;
                at(path).filter(PageAreas::isPage)
                        .flatMap(holder -> at(source))
                        .filter(readable)
                        .ifPresent(above::add);
            }
        }
        return above;
    }

    private Optional<String> pagePath(NodeSnapshot area) {
        for (String path = parent(area.path()); !path.isEmpty(); path = parent(path)) {
            if (at(path).filter(PageAreas::isPage).isPresent()) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private Optional<NodeSnapshot> at(String path) {
        return path.isEmpty() ? Optional.empty() : snapshot.byPath(view, workspace, path);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String nameInPath(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
