package org.heliograph.cms.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.definition.ConfigNode;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.PageTemplate;
import org.heliograph.cms.web.RestException;

/** Templates as trees of texts: one, and those of the components that may stand in its areas. */
final class TemplateTrees {

    /** Members that are truth values; Magnolia leaves numbers out. */
    private static final Set<String> FLAGS = Set.of("optional", "createAreaNode", "enabled", "visible", "editable");

    private static final Set<String> LEFT_OUT = Set.of("class", "$type", "maxComponents");

    private final Definitions definitions;
    private final Map<String, Object> trees = new LinkedHashMap<>();

    private TemplateTrees(Definitions definitions) {
        this.definitions = definitions;
    }

    /** @throws RestException if there is no template of that id */
    static Map<String, Object> of(Definitions definitions, String id) {
        TemplateTrees trees = new TemplateTrees(definitions);
        PageTemplate template = Optional.ofNullable(definitions.pageTemplates().get(id))
                .orElseThrow(() -> RestException.notFound("There is no template '" + id + "' in registry!"));
        trees.add(template);
        return trees.trees;
    }

    private void add(PageTemplate template) {
        if (trees.containsKey(template.id())) {
            return;
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", template.id());
        tree.put("name", template.name());
        tree.put("type", "content");
        tree.putAll(map(definitions.templates().get(template.id()).config()));
        template.baseUrl().ifPresent(url -> tree.put("url", url));
        trees.put(template.id(), tree);
        template.areas().values().forEach(this::addComponents);
    }

    private void addComponents(PageTemplate.Area area) {
        area.availableComponents()
                .forEach(id ->
                        Optional.ofNullable(definitions.pageTemplates().get(id)).ifPresent(this::add));
        area.areas().values().forEach(this::addComponents);
    }

    private static Map<String, Object> map(ConfigNode node) {
        Map<String, Object> members = new LinkedHashMap<>();
        node.children().forEach((name, child) -> {
            if (!LEFT_OUT.contains(name)) {
                members.put(name, value(name, child));
            }
        });
        return members;
    }

    private static Object value(String name, ConfigNode node) {
        return switch (name) {
            case "areas" -> named(node);
            case "availableComponents" -> available(node);
            case "parameters" -> parameters(node);
            case "inheritance" -> inheritance(node);
            default -> FLAGS.contains(name) ? Boolean.valueOf(node.text().orElse("")) : node.toPlain();
        };
    }

    private static Map<String, Object> named(ConfigNode areas) {
        Map<String, Object> trees = new LinkedHashMap<>();
        areas.children().forEach((name, area) -> {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", name);
            tree.putAll(map(area));
            trees.put(name, tree);
        });
        return trees;
    }

    /** Magnolia shows that a text is there, but not the text. Whoever asked it could never have used more. */
    private static Map<String, Object> parameters(ConfigNode parameters) {
        Map<String, Object> shown = new LinkedHashMap<>();
        parameters
                .children()
                .forEach((name, value) -> shown.put(
                        name, value.text().<Object>map(TemplateTrees::shown).orElseGet(value::toPlain)));
        return shown;
    }

    private static Map<String, Boolean> shown(String text) {
        return Map.of("blank", text.isBlank(), "empty", text.isEmpty());
    }

    private static Map<String, Object> inheritance(ConfigNode inheritance) {
        Map<String, Object> shown = new LinkedHashMap<>();
        boolean enabled = Boolean.parseBoolean(inheritance.text("enabled").orElse(""));
        String components = inheritance.text("components").orElse("filtered");
        shown.put("enabled", enabled);
        shown.put("components", components);
        shown.put("inheritsComponents", enabled && !components.equals("none"));
        shown.put(
                "inheritsProperties",
                enabled && inheritance.text("properties").orElse("all").equals("all"));
        shown.put("nodeTypes", List.of(shown("mgnl:component"), shown("mgnl:area")));
        return shown;
    }

    private static Map<String, Object> available(ConfigNode components) {
        Map<String, Object> trees = new LinkedHashMap<>();
        components.children().forEach((name, component) -> {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("enabled", true);
            tree.putAll(map(component));
            trees.put(name, tree);
        });
        return trees;
    }
}
