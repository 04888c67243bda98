package org.heliograph.cms.definition;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.definition.Endpoint.Reference;

/** Reads delivery endpoints from their configuration trees. */
final class EndpointBinder {

    private static final String DELIVERY = "jcrDeliveryEndpoint_v2";
    private static final String PAGES = "jcrPagesDeliveryEndpoint_v2";
    private static final Set<String> KEYS = Set.of(
            "class",
            "$type",
            "name",
            "enabled",
            "endpointPath",
            "implementationClass",
            "workspace",
            "rootPath",
            "nodeTypes",
            "childNodeTypes",
            "strict",
            "depth",
            "includeSystemProperties",
            "systemProperties",
            "properties",
            "excludeProperties",
            "bypassWorkspaceAcls",
            "limit",
            "maxLimit",
            "references",
            "referenceDepth",
            "referenceRepeat",
            "personalized");

    /** Deeper than any page tree; Magnolia gives pages all their descendants. */
    private static final int ALL_LEVELS = 1000;

    private final Problems problems;

    EndpointBinder(Problems problems) {
        this.problems = problems;
    }

    /** The endpoint, or nothing if it is switched off or is no delivery endpoint at all. */
    Optional<Endpoint> bind(Definition definition) {
        ConfigNode config = definition.config();
        Fields fields = new Fields(config, problems);
        if (!fields.flag("enabled", true) || isForeign(config)) {
            return Optional.empty();
        }
        if (!config.isMap()) {
            problems.major(
                    config.location(),
                    config.isNothing() ? "The endpoint is empty" : "The endpoint is no map",
                    "Write at least $type: " + DELIVERY + " and a workspace");
        }
        fields.knownKeys(KEYS);
        return Optional.of(endpoint(definition, fields, isPages(config)));
    }

    /** Endpoints with an implementation of their own are JAX-RS resources, which this reader knows nothing of. */
    private static boolean isForeign(ConfigNode config) {
        String type = config.text("class").orElse("");
        String implementation = config.text("implementationClass").orElse("JcrDeliveryEndpoint");
        return type.endsWith("registry.ConfiguredEndpointDefinition")
                || type.startsWith("info.magnolia.rest.delivery.jcr.v1.")
                || !implementation.endsWith("JcrDeliveryEndpoint");
    }

    private boolean isPages(ConfigNode config) {
        Optional<ConfigNode> type = config.get("$type").or(() -> config.get("class"));
        if (type.isEmpty()) {
            return false;
        }
        String name = type.get().text().orElse("");
        boolean pages = name.equals(PAGES) || name.endsWith("JcrPagesDeliveryEndpointDefinition");
        if (!pages && !name.equals(DELIVERY) && !name.matches("info\\.magnolia\\..*JcrDeliveryEndpointDefinition")) {
            problems.major(
                    type.get().location(),
                    "Unknown endpoint type " + name + "; it is served as " + DELIVERY,
                    Hints.oneOf(name, List.of(DELIVERY, PAGES)));
        }
        return pages;
    }

    private Endpoint endpoint(Definition definition, Fields fields, boolean pages) {
        Optional<String> workspace =
                fields.text("workspace").or(() -> pages ? Optional.of("website") : Optional.empty());
        if (workspace.isEmpty() && definition.config().isMap() && fields.lacks("workspace")) {
            problems.major(
                    definition.config().location(),
                    "The endpoint has no workspace, so every request to it fails",
                    "Add workspace: <name of the workspace>");
        }
        return new Endpoint(
                definition.id(),
                definition.module(),
                path(definition.id(), fields),
                pages,
                workspace,
                fields.text("rootPath").map(EndpointBinder::withoutEnd).orElse(""),
                types(
                        fields,
                        "nodeTypes",
                        pages ? List.of("mgnl:page", "mgnl:area", "mgnl:component") : List.of("mgnl:content")),
                types(
                        fields,
                        "childNodeTypes",
                        pages
                                ? List.of("mgnl:area", "mgnl:component", "mgnl:contentNode")
                                : List.of("mgnl:contentNode")),
                fields.flag("strict", false),
                (int) Math.min(ALL_LEVELS, fields.number("depth", 0).orElse(pages ? (long) ALL_LEVELS : 0L)),
                fields.flag("includeSystemProperties", false),
                fields.list("systemProperties").orElse(pages ? List.of("mgnl:template") : List.of()),
                fields.list("properties").orElse(List.of()),
                fields.list("excludeProperties").orElse(List.of()),
                fields.flag("bypassWorkspaceAcls", false),
                fields.number("limit", 0).orElse(10L),
                fields.number("maxLimit", 0).orElse(1000L),
                references(fields),
                (int) Math.min(ALL_LEVELS, fields.number("referenceDepth", -1).orElse(1L)),
                fields.flag("referenceRepeat", false));
    }

    /** Every underscore of the file name becomes a slash, those of folder names stay. */
    private static String path(String id, Fields fields) {
        Optional<String> given = fields.text("endpointPath");
        if (given.isPresent()) {
            return withoutEnd(given.get().replaceFirst("^/+", ""));
        }
        int name = id.lastIndexOf('/') + 1;
        return withoutEnd(id.substring(0, name) + id.substring(name).replace('_', '/'));
    }

    private static String withoutEnd(String path) {
        return path.replaceFirst("/+$", "");
    }

    private static Optional<List<String>> types(Fields fields, String key, List<String> otherwise) {
        return fields.node(key).isPresent() ? fields.list(key) : Optional.of(otherwise);
    }

    private List<Reference> references(Fields fields) {
        return fields.node("references").stream()
                .flatMap(node -> node.children().values().stream())
                .map(node -> new ReferenceBinder(problems).bind(node))
                .toList();
    }
}
