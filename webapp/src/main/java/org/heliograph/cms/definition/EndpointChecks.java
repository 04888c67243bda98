package org.heliograph.cms.definition;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the workspaces and node types of endpoints are declared, and no two endpoints share a path. */
final class EndpointChecks {

    private final Map<String, Endpoint> endpoints;
    private final Problems problems;
    private final String unusable;
    private final Set<String> nodeTypes = new HashSet<>(MagnoliaNames.NODE_TYPES);
    private final Set<String> workspaces = new HashSet<>(MagnoliaNames.WORKSPACES);
    private final Set<String> prefixes = new HashSet<>(MagnoliaNames.PREFIXES);
    private final Map<String, String> byPath = new HashMap<>();

    /** @param unusable the text of content types that could not be used; what it mentions may be declared there */
    EndpointChecks(Map<String, Endpoint> endpoints, Collection<ContentType> types, String unusable, Problems problems) {
        this.endpoints = endpoints;
        this.unusable = unusable;
        this.problems = problems;
        types.forEach(type -> {
            workspaces.add(type.datasource().workspace());
            prefixes.addAll(type.datasource().namespaces().keySet());
            addNodeType(type.model().nodeType());
            type.model().subModels().forEach(model -> addNodeType(model.nodeType()));
        });
    }

    private void addNodeType(String name) {
        nodeTypes.add(name);
        prefixes.add(prefix(name));
    }

    private static String prefix(String name) {
        return name.substring(0, Math.max(0, name.indexOf(':')));
    }

    void check(String id, Definition definition) {
        Endpoint endpoint = endpoints.get(id);
        if (endpoint == null) {
            return;
        }
        ConfigNode config = definition.config();
        config.get("workspace").ifPresent(this::checkWorkspace);
        config.get("nodeTypes").ifPresent(this::checkNodeTypes);
        config.get("childNodeTypes").ifPresent(this::checkNodeTypes);
        config.get("references").ifPresent(nodes -> nodes.children().values().forEach(this::checkReference));
        checkPath(endpoint, config);
    }

    private void checkReference(ConfigNode reference) {
        reference.at("referenceResolver.targetWorkspace").ifPresent(this::checkWorkspace);
        reference.get("nodeType").ifPresent(this::checkNodeType);
    }

    private void checkWorkspace(ConfigNode node) {
        Optional<String> unknown = node.text().filter(name -> !workspaces.contains(name) && !unusable.contains(name));
        unknown.ifPresent(name -> problems.major(
                node.location(),
                "No content type declares the workspace " + name + ", and it is none of Magnolia's",
                Hints.oneOf(name, workspaces)));
    }

    private void checkNodeTypes(ConfigNode nodes) {
        nodes.children().values().forEach(this::checkNodeType);
    }

    private void checkNodeType(ConfigNode node) {
        String name = node.text().orElse("");
        String prefix = prefix(name);
        if (prefix.isEmpty() || nodeTypes.contains(name) || unusable.contains(prefix + ":")) {
            return;
        }
        if (!prefixes.contains(prefix)) {
            problems.major(
                    node.location(),
                    "No content type declares the prefix of the node type " + name,
                    Hints.oneOf(prefix, prefixes));
        } else {
            checkSpelling(node, name, prefix);
        }
    }

    /** Types may come from elsewhere, so one that nobody declares is reported only where it nearly is a known one. */
    private void checkSpelling(ConfigNode node, String name, String prefix) {
        List<String> known = nodeTypes.stream()
                .filter(type -> prefix(type).equals(prefix))
                .map(type -> type.substring(prefix.length() + 1))
                .toList();
        Hints.slip(name.substring(prefix.length() + 1), known)
                .ifPresent(near -> problems.major(
                        node.location(),
                        "No content type declares the node type " + name,
                        "Did you mean " + prefix + ":" + near + "?"));
    }

    private void checkPath(Endpoint endpoint, ConfigNode config) {
        if (!endpoint.path().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            problems.minor(
                    config.keyLocation("endpointPath"),
                    "The path " + endpoint.path() + " holds characters for which Magnolia answers 404",
                    "Use letters, digits, hyphens and dots in the file name, or give an endpointPath");
        }
        String other = byPath.putIfAbsent(endpoint.path(), endpoint.id());
        if (other != null) {
            problems.major(
                    config.keyLocation("endpointPath"),
                    "The path " + endpoint.path() + " is that of the endpoint " + other + " too",
                    "Give one of them another endpointPath; in Magnolia either may answer");
        }
    }
}
