package org.heliograph.cms.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heliograph.cms.definition.PageTemplate.Area;
import org.heliograph.cms.definition.PageTemplate.AreaType;
import org.heliograph.cms.definition.PageTemplate.Inheritance;
import org.heliograph.cms.definition.PageTemplate.Inherited;

/** Reads templates from their configuration trees; {@link PageChecks} says what is wrong with them. */
final class PageTemplateBinder {

    /** Deeper than areas are nested in earnest; a definition that includes itself is refused elsewhere. */
    private static final int MOST_LEVELS = 16;

    private static final String SPA_CLASS = "SpaRenderableDefinition";

    private final Problems problems;

    PageTemplateBinder(Problems problems) {
        this.problems = problems;
    }

    PageTemplate bind(Definition definition) {
        ConfigNode config = definition.config();
        Fields fields = new Fields(config, problems);
        String name = definition.id().substring(definition.id().lastIndexOf('/') + 1);
        return new PageTemplate(
                definition.id(),
                name,
                fields.text("title").orElse(name),
                fields.text("description").orElse(""),
                fields.text("renderType").orElseGet(() -> renderTypeOf(config)),
                fields.text("templateScript"),
                fields.text("dialog"),
                fields.text("type").orElse(""),
                fields.text("subtype").orElse(""),
                fields.flag("visible", true),
                fields.text("baseUrl"),
                fields.text("routeTemplate"),
                parameters(fields),
                areas(fields, 1),
                definition.file());
    }

    private static String renderTypeOf(ConfigNode config) {
        return config.text("class").filter(type -> type.endsWith(SPA_CLASS)).isPresent() ? "spa" : "";
    }

    private Map<String, Area> areas(Fields holder, int level) {
        if (level > MOST_LEVELS) {
            return Map.of();
        }
        Map<String, Area> areas = new LinkedHashMap<>();
        holder.node("areas").map(ConfigNode::children).orElse(Map.of()).forEach((key, node) -> {
            Fields fields = new Fields(node, problems);
            if (node.isMap() && fields.flag("enabled", true)) {
                Area area = area(fields.text("name").orElse(key), fields, level);
                areas.put(area.name(), area);
            }
        });
        return Collections.unmodifiableMap(areas);
    }

    private Area area(String name, Fields fields, int level) {
        return new Area(
                name,
                fields.text("title").orElseGet(() -> capitalized(name)),
                fields.text("description").orElse(""),
                type(fields),
                fields.text("renderType").orElse(""),
                fields.text("templateScript"),
                fields.text("dialog"),
                components(fields),
                fields.number("maxComponents", 0).map(most -> (int) Math.min(most, Integer.MAX_VALUE)),
                fields.flag("optional", false),
                fields.flag("createAreaNode", true),
                fields.node("inheritance").map(this::inheritance).orElse(Inheritance.NONE),
                parameters(fields),
                areas(fields, level + 1),
                fields.node("autoGeneration"));
    }

    private static AreaType type(Fields fields) {
        String text = fields.text("type").orElse("");
        for (AreaType type : AreaType.values()) {
            if (type.text().equalsIgnoreCase(text)) {
                return type;
            }
        }
        return AreaType.LIST;
    }

    private List<String> components(Fields fields) {
        return fields.node("availableComponents").map(ConfigNode::children).orElse(Map.of()).values().stream()
                .filter(component -> new Fields(component, problems).flag("enabled", true))
                .flatMap(component -> component.text().or(() -> component.text("id")).stream())
                .toList();
    }

    private Inheritance inheritance(ConfigNode node) {
        Fields fields = new Fields(node, problems);
        if (!fields.flag("enabled", false)) {
            return Inheritance.NONE;
        }
        String components = fields.text("components").orElse("filtered").strip();
        String properties = fields.text("properties").orElse("all").strip();
        return new Inheritance(true, inherited(components), properties.equalsIgnoreCase("all"));
    }

    private static Inherited inherited(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "all" -> Inherited.ALL;
            case "filtered" -> Inherited.FILTERED;
            default -> Inherited.NONE;
        };
    }

    private static Map<String, Object> parameters(Fields fields) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        fields.node("parameters")
                .map(ConfigNode::children)
                .orElse(Map.of())
                .forEach((name, value) -> parameters.put(name, value.toPlain()));
        return Collections.unmodifiableMap(parameters);
    }

    private static String capitalized(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
