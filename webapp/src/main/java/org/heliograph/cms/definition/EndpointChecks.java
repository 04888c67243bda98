package org.heliograph.cms.definition;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the workspaces and node types of endpoints are declared, and no two endpoints share a path. */
final class EndpointChecks {

    private final Map<String, Endpoint> endpoints;
    private final Problems problems;
    private final Set<String> workspaces = new HashSet<>(MagnoliaNames.WORKSPACES);
    private final Set<String> prefixes = new HashSet<>(MagnoliaNames.PREFIXES);
    private final Map<String, String> byPath = new HashMap<>();

    EndpointChecks(Map<String, Endpoint> endpoints, Collection<ContentType> types, Problems problems) {
        this.endpoints = endpoints;
        this.problems = problems;
        types.forEach(type -> {
            workspaces.add(type.datasource().workspace());
            prefixes.addAll(type.datasource().namespaces().keySet());
        });
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
        Optional<String> unknown = node.text().filter(name -> !workspaces.contains(name));
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
        int colon = name.indexOf(':');
        if (colon > 0 && !prefixes.contains(name.substring(0, colon))) {
            problems.major(
                    node.location(),
                    "No content type declares the prefix of the node type " + name,
                    Hints.oneOf(name.substring(0, colon), prefixes));
        }
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
