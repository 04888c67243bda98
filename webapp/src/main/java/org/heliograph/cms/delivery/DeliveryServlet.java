package org.heliograph.cms.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.index.Hits;
import org.heliograph.cms.index.InvalidQueryException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.web.AccessFilter;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;
import org.jspecify.annotations.Nullable;

/** Answers {@code /.rest/<endpoint>}: a query, {@code /<path>} for a node, {@code /<path>/@nodes} for its children. */
public final class DeliveryServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "/.rest/";
    private static final String CHILDREN = "@nodes";
    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(JsonpCharacterEscapes.instance());

    private final transient ReadModel readModel;
    private final transient ContentRepository repository;
    private final transient View view;
    private final transient Links links;
    private transient volatile State state;

    /** The definitions that hold now, all of one load. */
    private record State(Definitions definitions, EndpointTable endpoints) {}

    /**
     * @param readModel holds the content
     * @param repository knows workspaces and node types
     * @param view the state of the content that is shown
     * @param baseUrl of absolute links, without slash at the end
     * @param contextPath of this host, empty or with a leading slash
     * @param definitions to start with
     */
    public DeliveryServlet(
            ReadModel readModel,
            ContentRepository repository,
            View view,
            String baseUrl,
            String contextPath,
            Definitions definitions) {
        this.readModel = readModel;
        this.repository = repository;
        this.view = view;
        this.links = new Links(baseUrl, contextPath);
        this.state = stateOf(definitions);
    }

    /** Serves other definitions from the next request on. */
    public void use(Definitions definitions) {
        state = stateOf(definitions);
    }

    private static State stateOf(Definitions definitions) {
        return new State(definitions, new EndpointTable(definitions.endpoints().values()));
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        State now = state;
        EndpointTable.Match match = now.endpoints()
                .find(endpointPath(request))
                .orElseThrow(() ->
                        RestException.notFound("Could not find resource for full path: " + request.getRequestURL()));
        if (!isReading(request, response)) {
            return;
        }
        Accept.requireJson(request.getHeader("Accept"));
        try (Snapshot snapshot = readModel.acquire()) {
            new Answer(now.definitions(), match, snapshot, request, response).send();
        } catch (InvalidQueryException e) {
            throw new RestException(400, e.code(), e.getMessage());
        }
    }

    /** What follows {@code /.rest/}, still encoded and without path parameters such as {@code ;jsessionid=x}. */
    private static String endpointPath(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith(PREFIX) ? path.substring(PREFIX.length()).replaceAll(";[^/]*", "") : "";
    }

    private static boolean isReading(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                return true;
            }
            case "OPTIONS" -> {
                response.setHeader("Allow", "HEAD, GET, OPTIONS");
                response.setContentType("text/plain;charset=UTF-8");
                response.getWriter().write("HEAD, GET, OPTIONS");
                return false;
            }
            default -> {
                throw RestException.methodNotAllowed(request.getMethod(), "HEAD, GET, OPTIONS");
            }
        }
    }

    /** One request and its answer. */
    private final class Answer {
        private final Endpoint endpoint;
        private final Snapshot snapshot;
        private final HttpServletResponse response;
        private final QueryString query;
        private final Language language;
        private final String path;
        private final String workspace;
        private final boolean readable;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        private final JsonGenerator json = JSON.createGenerator(bytes);
        private final NodeWriter writer;

        Answer(
                Definitions definitions,
                EndpointTable.Match match,
                Snapshot snapshot,
                HttpServletRequest request,
                HttpServletResponse response)
                throws IOException, RepositoryException {
            this.endpoint = match.endpoint();
            this.snapshot = snapshot;
            this.response = response;
            this.query = QueryString.parse(Optional.ofNullable(request.getQueryString()));
            Optional<String> header = Optional.ofNullable(request.getHeader("Accept-Language"));
            this.language = Language.of(definitions.site().i18n(), query.first("lang"), header);
            this.path = match.rest();
            this.workspace = existingWorkspace();
            requireTypes();
            Caller caller = AccessFilter.callerOf(request);
            this.readable = endpoint.bypassWorkspaceAcls() || caller.mayRead(workspace);
            this.writer = new NodeWriter(json, snapshot, view, endpoint, language, definitions, links);
        }

        private String existingWorkspace() throws RepositoryException {
            String name = endpoint.workspace()
                    .orElseThrow(() -> new RestException(
                            500, "unknown", "The endpoint " + endpoint.id() + " is defined without workspace."));
            if (!repository.workspaces().contains(name)) {
                throw new RestException(
                        500,
                        "noSuchWorkspace",
                        "The endpoint " + endpoint.id() + " is defined on workspace " + name + ", which is not there.");
            }
            return name;
        }

        private void requireTypes() {
            List<String> types = endpoint.nodeTypes()
                    .orElseThrow(
                            () -> RestException.notFound("nodeTypes are configured as null, not serving any content"));
            if (types.isEmpty()) {
                throw RestException.notFound("nodeTypes are configured as empty, not serving any content");
            }
        }

        void send() throws IOException, RepositoryException {
            if (path.isEmpty() || path.equals("/")) {
                writeHits();
            } else if (path.endsWith(CHILDREN)) {
                writeChildren(nodePath(path.substring(0, path.length() - CHILDREN.length())));
            } else {
                writeNode(nodePath(path));
            }
            json.close();
            setHeaders();
            response.setContentLength(bytes.size());
            bytes.writeTo(response.getOutputStream());
        }

        private void setHeaders() {
            response.setContentType("application/json");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-cache, no-store, must-revalidate, max-age=0");
            language.locale().ifPresent(l -> response.setHeader("Content-Language", l.toLanguageTag()));
            if (query.first("lang").isEmpty()) {
                response.setHeader("Vary", "Accept-Language");
            }
        }

        /** The full path in the workspace, checked. */
        private String nodePath(String encoded) {
            String decoded = decode(encoded);
            String relative = decoded.endsWith("/") ? decoded.substring(0, decoded.length() - 1) : decoded;
            for (String segment :
                    relative.substring(Math.min(1, relative.length())).split("/", -1)) {
                boolean valid =
                        relative.isEmpty() || !segment.isBlank() && !segment.equals(".") && !segment.equals("..");
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
                    .filter(p -> readable)
                    .flatMap(p -> snapshot.byPath(view, workspace, p))
                    .orElseThrow(() -> new RestException(404, "pathNotFound", nodePath));
        }

        private void writeNode(String nodePath) throws IOException {
            NodeSnapshot node = readNode(nodePath);
            if (!node.isOfType(endpoint.nodeTypes().orElseThrow(), endpoint.strict())) {
                throw RestException.notFound("Node 'node " + nodePath + "' does not match any configured node type");
            }
            writer.write(workspace, node);
        }

        private void writeChildren(String nodePath) throws IOException {
            NodeSnapshot parent = readNode(nodePath);
            json.writeStartArray();
            for (NodeSnapshot child : snapshot.children(
                    view, workspace, parent, endpoint.nodeTypes().orElseThrow(), endpoint.strict())) {
                writer.write(workspace, child);
            }
            json.writeEndArray();
        }

        private void writeHits() throws IOException, RepositoryException {
            requireKnownTypes();
            Search search = query.search(endpoint, view, workspace);
            Hits hits = readable ? snapshot.search(search) : new Hits(0, List.of());
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

        private void requireKnownTypes() throws RepositoryException {
            Set<String> known = repository.nodeTypes();
            for (String type : endpoint.nodeTypes().orElseThrow()) {
                if (!known.contains(type)) {
                    throw new RestException(
                            500,
                            "noSuchNodeType",
                            "The endpoint " + endpoint.id() + " is defined on node type " + type
                                    + ", which is not registered.");
                }
            }
        }
    }

    /** The part of content negotiation (RFC 9110, 12.5.1) that a server of nothing but JSON needs. */
    private static final class Accept {

        private static final Set<String> JSON_RANGES = Set.of("application/json", "application/*", "*/*");

        static void requireJson(@Nullable String header) {
            if (header == null || header.isBlank()) {
                return;
            }
            boolean found = false;
            for (String range : header.split(",")) {
                found |= isJson(range);
            }
            if (!found) {
                throw new RestException(406, "notAcceptable", "No match for accept header: only JSON is served.");
            }
        }

        private static boolean isJson(String range) {
            String type = range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (type.indexOf('/') < 1 || type.endsWith("/")) {
                throw RestException.badRequest("The Accept header is malformed: " + type);
            }
            boolean refused = range.replace(" ", "").matches("(?i).*;q=0(\\.0{0,3})?(;.*)?");
            return JSON_RANGES.contains(type) && !refused;
        }
    }
}
