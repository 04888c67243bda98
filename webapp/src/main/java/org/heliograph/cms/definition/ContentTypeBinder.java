package org.heliograph.cms.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.definition.ContentType.Datasource;
import org.heliograph.cms.definition.ContentType.Model;
import org.heliograph.cms.definition.ContentType.Option;
import org.heliograph.cms.definition.ContentType.Property;
import org.heliograph.cms.definition.ContentType.SubModel;

/** Reads content types from their configuration trees. */
final class ContentTypeBinder {

    private static final Set<String> PROPERTY_KEYS = Set.of(
            "name",
            "class",
            "$type",
            "type",
            "label",
            "defaultValue",
            "readOnly",
            "required",
            "i18n",
            "multiple",
            "options");

    private final Problems problems;

    private final String module;
    private final Set<String> ids;

    /**
     * @param module the module whose content types are read
     * @param ids of all content types
     */
    ContentTypeBinder(String module, Set<String> ids, Problems problems) {
        this.module = module;
        this.ids = ids;
        this.problems = problems;
    }

    /** The content type, or nothing if it names no workspace, so that it cannot have items. */
    Optional<ContentType> bind(Definition definition) {
        ConfigNode config = definition.config();
        if (!config.isMap()) {
            problems.major(
                    config.location(),
                    config.isNothing() ? "The content type is empty" : "The content type is no map",
                    "Write datasource: with a workspace, and model: with properties");
            return Optional.empty();
        }
        Fields fields = new Fields(config, problems);
        fields.knownKeys(Set.of("name", "class", "$type", "datasource", "model"));
        Optional<Datasource> datasource = datasource(config, fields.lacks("datasource"));
        Optional<Model> model = config.get("model").filter(ConfigNode::isMap).map(this::model);
        if (model.isEmpty() && fields.lacks("model")) {
            problems.major(config.keyLocation("model"), "The content type has no model", "Add model: with properties");
        }
        return datasource.map(source -> new ContentType(
                definition.id(),
                definition.module(),
                source,
                model.orElse(new Model("mgnl:content", List.of(), List.of()))));
    }

    private Optional<Datasource> datasource(ConfigNode config, boolean lacking) {
        ConfigNode node = config.get("datasource").orElse(ConfigNode.nothing(config.location()));
        Fields fields = new Fields(node, problems);
        fields.knownKeys(Set.of(
                "class",
                "$type",
                "name",
                "type",
                "workspace",
                "autoCreate",
                "rootPath",
                "namespaces",
                "nodeTypeDefinition"));
        Optional<String> workspace = fields.text("workspace").filter(w -> !w.isBlank());
        if (workspace.isEmpty() && (node.isMap() ? fields.lacks("workspace") : lacking)) {
            problems.major(
                    node.location(),
                    node.isMap() ? "The datasource names no workspace" : "The content type has no datasource",
                    "Add datasource: with workspace: and autoCreate: true; without it there can be no items");
        }
        Map<String, String> namespaces = new LinkedHashMap<>();
        fields.node("namespaces")
                .ifPresent(n -> n.children().forEach((prefix, uri) -> namespace(prefix, uri, namespaces)));
        return workspace.map(name -> new Datasource(
                name, fields.flag("autoCreate", false), fields.text("rootPath").orElse("/"), namespaces));
    }

    private void namespace(String prefix, ConfigNode uri, Map<String, String> namespaces) {
        Optional<String> text = uri.text().filter(t -> !t.isBlank());
        text.ifPresent(t -> namespaces.put(prefix, t));
        if (text.isEmpty()) {
            problems.major(
                    uri.location(),
                    "The namespace " + prefix + " has no URI",
                    "Write " + prefix + ": https://example.org/" + prefix);
        }
    }

    private Model model(ConfigNode node) {
        Fields fields = new Fields(node, problems);
        fields.knownKeys(Set.of("name", "class", "$type", "nodeType", "properties", "subModels"));
        return new Model(fields.text("nodeType").orElse("mgnl:content"), properties(node), subModels(node));
    }

    private List<SubModel> subModels(ConfigNode model) {
        List<SubModel> subModels = new ArrayList<>();
        model.get("subModels")
                .ifPresent(nodes -> nodes.children().forEach((key, node) -> {
                    Fields fields = new Fields(node, problems);
                    fields.knownKeys(Set.of("name", "class", "$type", "nodeType", "properties", "subModels"));
                    subModels.add(new SubModel(
                            fields.text("name").orElse(key),
                            fields.text("nodeType").orElse("mgnl:contentNode"),
                            properties(node)));
                    subModels.addAll(subModels(node));
                }));
        return List.copyOf(subModels);
    }

    private List<Property> properties(ConfigNode model) {
        Map<String, Property> properties = new LinkedHashMap<>();
        ConfigNode nodes = model.get("properties").orElse(ConfigNode.nothing(model.location()));
        if (nodes.text().isPresent()) {
            problems.major(nodes.location(), "properties must be a list or a map", "Write - name: title");
        }
        nodes.children().forEach((key, node) -> {
            Property property = property(nodes.isMap() ? Optional.of(key) : Optional.empty(), node);
            if (properties.put(property.name(), property) != null) {
                problems.major(
                        node.keyLocation("name"),
                        "The property " + property.name() + " is defined twice; the last one counts",
                        "Rename or remove one of them");
            }
        });
        properties.remove("");
        return List.copyOf(properties.values());
    }

    private Property property(Optional<String> key, ConfigNode node) {
        Fields fields = new Fields(node, problems);
        fields.knownKeys(PROPERTY_KEYS);
        Optional<String> name = fields.text("name").or(() -> key);
        if (name.isEmpty() && fields.lacks("name")) {
            problems.major(node.location(), "A property has no name", "Add name: <name of the property>");
        }
        return new Property(
                name.orElse(""),
                fields.text("type").map(this::type).orElse("String"),
                fields.flag("required", false),
                fields.flag("multiple", false),
                fields.flag("i18n", false),
                fields.flag("readOnly", false),
                fields.text("label"),
                fields.text("defaultValue"),
                options(fields));
    }

    /** The type as written, but with the full name of a content type that is known by a short one in this module. */
    private String type(String type) {
        String prefix = "reference:";
        String full = prefix + module + ":" + type.substring(Math.min(prefix.length(), type.length()));
        return type.startsWith(prefix) && ids.contains(full.substring(prefix.length())) ? full : type;
    }

    private List<Option> options(Fields fields) {
        List<Option> options = new ArrayList<>();
        fields.node("options")
                .ifPresent(nodes -> nodes.children().forEach((key, node) -> {
                    Fields option = new Fields(node, problems);
                    option.knownKeys(Set.of("name", "class", "$type", "value", "label"));
                    String value = option.text("value")
                            .or(() -> nodes.isList() ? node.text() : Optional.empty())
                            .orElse(key);
                    options.add(new Option(
                            value, option.text("label").or(node::text).orElse(value)));
                }));
        return List.copyOf(options);
    }
}
