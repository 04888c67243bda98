package org.heliograph.cms.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;

/** What everybody may read: the nodes that the public endpoints deliver, as they show them. */
final class Publication {

    private static final String PUBLIC = "delivery/";

    /** Nothing. */
    static final Publication NONE = new Publication(List.of());

    private final List<Endpoint> endpoints;

    private Publication(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    static Publication of(Definitions definitions) {
        Set<String> paths = new HashSet<>();
        // Of endpoints with one path only the first answers.
        return new Publication(definitions.endpoints().values().stream()
                .filter(endpoint -> paths.add(endpoint.path()))
                .filter(endpoint -> endpoint.path().startsWith(PUBLIC) && endpoint.bypassWorkspaceAcls())
                .toList());
    }

    /** Whether anything of a workspace is public. */
    boolean delivers(String workspace) {
        return endpoints.stream().anyMatch(endpoint -> reads(endpoint, workspace));
    }

    /** The endpoint that delivers a node to everybody. */
    Optional<Endpoint> endpointOf(String workspace, NodeSnapshot node) {
        return endpoints.stream()
                .filter(endpoint -> reads(endpoint, workspace)
                        && node.path().startsWith(endpoint.rootPath() + "/")
                        && node.isOfType(endpoint.nodeTypes().orElse(List.of()), endpoint.strict()))
                .findFirst();
    }

    private static boolean reads(Endpoint endpoint, String workspace) {
        return endpoint.workspace().filter(workspace::equals).isPresent();
    }
}
