package org.heliograph.cms.definition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.definition.ContentType.SubModel;

/** Whether the types that a content type names are there. */
final class ContentTypeChecks {

    private static final String REFERENCE = "reference:";

    private final Set<String> ids;
    private final Map<String, ContentType> types;
    private final Problems problems;
    private final Map<String, String> namespaces = new HashMap<>(Map.of("mgnl", "http://www.magnolia.info/jcr/mgnl"));

    /**
     * @param ids of all content types, invalid ones included, whose own problem is enough
     * @param types the valid ones
     */
    ContentTypeChecks(Set<String> ids, Map<String, ContentType> types, Problems problems) {
        this.ids = ids;
        this.types = types;
        this.problems = problems;
        types.values().forEach(type -> type.datasource().namespaces().forEach(namespaces::putIfAbsent));
    }

    void check(String id, Definition definition) {
        ContentType type = types.get(id);
        if (type == null) {
            return;
        }
        ConfigNode config = definition.config();
        config.at("datasource.namespaces").ifPresent(this::checkNamespaces);
        config.get("model").ifPresent(model -> checkModel(type, model));
    }

    private void checkNamespaces(ConfigNode node) {
        node.children().forEach((prefix, uri) -> {
            String first = namespaces.getOrDefault(prefix, "");
            if (uri.text().filter(text -> !text.equals(first)).isPresent()) {
                problems.major(
                        uri.location(),
                        "The prefix " + prefix + " stands for " + first + " elsewhere",
                        "Use one URI for a prefix in all content types");
            }
        });
    }

    private void checkModel(ContentType type, ConfigNode model) {
        model.get("nodeType").ifPresent(this::checkNodeType);
        model.get("properties").ifPresent(nodes -> nodes.children().values().forEach(p -> checkProperty(type, p)));
        model.get("subModels").ifPresent(nodes -> nodes.children().values().forEach(sub -> checkModel(type, sub)));
    }

    private void checkNodeType(ConfigNode node) {
        String name = node.text().orElse("");
        int colon = name.indexOf(':');
        String prefix = name.substring(0, Math.max(0, colon));
        if (colon < 0 || (!namespaces.containsKey(prefix) && !MagnoliaNames.PREFIXES.contains(prefix))) {
            problems.major(
                    node.location(),
                    "The prefix of the node type " + name + " is not declared, so the type cannot be registered",
                    "Add datasource: namespaces: " + (prefix.isEmpty() ? "my" : prefix) + ": <URI>");
        }
    }

    private void checkProperty(ContentType type, ConfigNode property) {
        property.get("type").ifPresent(node -> checkType(type, node));
        property.get("name")
                .filter(name -> name.text().orElse("").matches(".*[/\\[\\]|*].*"))
                .ifPresent(name -> problems.major(
                        name.location(),
                        "A property name must not hold any of / [ ] | *",
                        "Use letters, digits and hyphens"));
    }

    private void checkType(ContentType type, ConfigNode node) {
        String name = node.text().orElse("");
        if (name.startsWith(REFERENCE)) {
            checkReference(name.substring(REFERENCE.length()), node);
            return;
        }
        Set<String> known = new HashSet<>(MagnoliaNames.PROPERTY_TYPES);
        type.model().subModels().stream().map(SubModel::name).forEach(known::add);
        known.addAll(ids);
        if (!known.contains(name)) {
            problems.major(
                    node.location(),
                    "Unknown property type " + name,
                    Hints.nearest(name, known)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Take one of "
                                    + String.join(
                                            ", ",
                                            MagnoliaNames.PROPERTY_TYPES.stream()
                                                    .sorted()
                                                    .toList())
                                    + ", reference:<content type> or the name of a sub-model"));
        }
    }

    /** Magnolia calls this severe and serves the content type nevertheless. */
    private void checkReference(String target, ConfigNode node) {
        Optional<String> missing =
                Optional.of(target).filter(t -> !ids.contains(t) && !MagnoliaNames.REFERENCES.contains(t));
        missing.ifPresent(t -> problems.severe(
                node.location(), "There is no content type " + t + " to refer to", Hints.oneOf(t, ids)));
    }
}
