package org.heliograph.cms.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.index.Hits;
import org.heliograph.cms.index.PathRule;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.web.RestException;

/** Makes the JSON of one answer from one snapshot. */
final class Rendering {

    private static final String CHILDREN = "@nodes";
    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(JsonpCharacterEscapes.instance());

    private final Asked asked;
    private final Endpoint endpoint;
    private final QueryString query;
    private final Snapshot snapshot;
    private final View view;
    private final Set<String> nodeTypes;
    private final String workspace;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final JsonGenerator json = JSON.createGenerator(bytes);
    private final NodeWriter writer;

    /**
     * @param repository knows workspaces and node types
     * @throws RestException if the endpoint cannot serve anything
     */
    Rendering(Asked asked, QueryString query, Snapshot snapshot, View view, ContentRepository repository, Links links)
            throws IOException {
        this.asked = asked;
        this.endpoint = asked.endpoint();
        this.query = query;
        this.snapshot = snapshot;
        this.view = view;
        this.nodeTypes = repository.nodeTypes();
        this.workspace = existingWorkspace(repository.workspaces());
        requireTypes();
        FieldSelection fields = query.first("fields").map(FieldSelection::parse).orElse(FieldSelection.ALL);
        this.writer = new NodeWriter(json, snapshot, view, endpoint, asked, links, fields);
    }

    private String existingWorkspace(Set<String> workspaces) {
        String name = endpoint.workspace()
                .orElseThrow(() -> new RestException(
                        500, "unknown", "The endpoint " + endpoint.id() + " is defined without workspace."));
        if (!workspaces.contains(name)) {
            throw new RestException(
                    500,
                    "noSuchWorkspace",
                    "The endpoint " + endpoint.id() + " is defined on workspace " + name + ", which is not there.");
        }
        return name;
    }

    private void requireTypes() {
        List<String> types = endpoint.nodeTypes()
                .orElseThrow(() -> RestException.notFound("nodeTypes are configured as null, not serving any content"));
        if (types.isEmpty()) {
            throw RestException.notFound("nodeTypes are configured as empty, not serving any content");
        }
    }

    /**
     * The JSON in UTF-8.
     *
     * @throws RestException if there is nothing at the path, or the query is wrong
     */
    byte[] render() throws IOException {
        String path = asked.path();
        if (asked.isQuery()) {
            writeHits();
        } else if (path.endsWith(CHILDREN)) {
            writeChildren(nodePath(path.substring(0, path.length() - CHILDREN.length())));
        } else {
            writeNode(nodePath(path));
        }
        json.close();
        return bytes.toByteArray();
    }

    /** The full path in the workspace, checked. */
    private String nodePath(String encoded) {
        String decoded = decode(encoded);
        String relative = decoded.endsWith("/") ? decoded.substring(0, decoded.length() - 1) : decoded;
        for (String segment : relative.substring(Math.min(1, relative.length())).split("/", -1)) {
            boolean valid = relative.isEmpty() || !segment.isBlank() && !segment.equals(".") && !segment.equals("..");
            if (!valid) {
                throw RestException.badRequest("Invalid path: " + relative);
            }
        }
        String full = endpoint.rootPath() + relative;
        return full.isEmpty() ? "/" : full;
    }

    private String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RestException.badRequest("The path holds a broken percent escape.");
        }
    }

    private NodeSnapshot readNode(String nodePath) {
        return Optional.of(nodePath)
                .filter(p -> asked.rights().mayRead(workspace, p))
                .flatMap(p -> snapshot.byPath(view, workspace, p))
                .orElseThrow(() -> new RestException(404, "pathNotFound", nodePath));
    }

    private void writeNode(String nodePath) throws IOException {
        NodeSnapshot node = readNode(nodePath);
        if (!node.isOfType(endpoint.nodeTypes().orElseThrow(), endpoint.strict())) {
            throw RestException.notFound("Node 'node " + nodePath + "' does not match any configured node type");
        }
        requireNoVersion(nodePath);
        writer.write(workspace, node);
    }

    /** Only the current state is delivered, and giving that for another one would be a lie. */
    private void requireNoVersion(String nodePath) {
        String version = query.first("version").orElse("");
        if (!version.isEmpty()) {
            throw RestException.notFound("There is no version " + version + " of " + nodePath
                    + ". Leave the parameter out for the current state.");
        }
    }

    private void writeChildren(String nodePath) throws IOException {
        NodeSnapshot parent = readNode(nodePath);
        json.writeStartArray();
        for (NodeSnapshot child :
                snapshot.children(view, workspace, parent, endpoint.nodeTypes().orElseThrow(), endpoint.strict())) {
            if (asked.rights().mayRead(workspace, child.path())) {
                writer.write(workspace, child);
            }
        }
        json.writeEndArray();
    }

    private void writeHits() throws IOException {
        requireKnownTypes();
        Search search = query.search(endpoint, view, workspace);
        Hits hits = snapshot.search(search, readable());
        json.writeStartObject();
        json.writeNumberField("total", hits.total());
        json.writeNumberField("offset", search.offset());
        json.writeNumberField("limit", search.limit());
        json.writeArrayFieldStart("results");
        for (NodeSnapshot hit : hits.nodes()) {
            writer.write(workspace, hit);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private List<PathRule> readable() {
        return asked.rights()
                .readRules(workspace)
                .map(rules -> rules.stream()
                        .map(rule -> new PathRule(rule.pattern(), rule.readable()))
                        .toList())
                .orElse(PathRule.ALL);
    }

    private void requireKnownTypes() {
        for (String type : endpoint.nodeTypes().orElseThrow()) {
            if (!nodeTypes.contains(type)) {
                throw new RestException(
                        500,
                        "noSuchNodeType",
                        "The endpoint " + endpoint.id() + " is defined on node type " + type
                                + ", which is not registered.");
            }
        }
    }
}
