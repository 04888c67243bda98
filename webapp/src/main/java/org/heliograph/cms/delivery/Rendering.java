package org.heliograph.cms.delivery;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.index.Hits;
import org.heliograph.cms.index.PathRule;
import org.heliograph.cms.index.Reads;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.web.EntityTag;
import org.heliograph.cms.web.RestException;

/** Makes the JSON of one answer from one snapshot. */
final class Rendering {

    private static final String CHILDREN = "@nodes";

    private final Asked asked;
    private final Endpoint endpoint;
    private final QueryString query;
    private final Snapshot snapshot;
    private final View view;
    private final Set<String> nodeTypes;
    private final String workspace;
    private final Fragments fragments;
    private final Links links;
    private final Language language;
    private final String shape;
    private final Options options;
    private final List<byte[]> pieces = new ArrayList<>();
    /** Of the pieces, for the validator. */
    private final List<byte[]> digests = new ArrayList<>();

    private final Reads reads = new Reads();
    private int nodes;

    /**
     * @param repository knows workspaces and node types
     * @throws RestException if the endpoint cannot serve anything
     */
    Rendering(
            Asked asked,
            QueryString query,
            Snapshot snapshot,
            View view,
            ContentRepository repository,
            Links links,
            Fragments fragments) {
        this.asked = asked;
        this.endpoint = asked.endpoint();
        this.query = query;
        this.snapshot = snapshot;
        this.view = view;
        this.links = links;
        this.language = asked.language(query);
        this.shape = query.shape();
        this.fragments = fragments;
        this.nodeTypes = repository.nodeTypes();
        this.workspace = existingWorkspace(repository.workspaces());
        requireTypes();
        this.options = Options.of(query, endpoint, asked.definitions());
        language.locale()
                .ifPresent(locale -> snapshot.showOnly(
                        language.taken(asked.definitions().site().i18n())));
    }

    private String existingWorkspace(Set<String> workspaces) {
        String name = endpoint.workspace()
                .orElseThrow(() -> new RestException(
                        500, "unknown", "The endpoint " + endpoint.id() + " is defined without workspace."));
        if (!workspaces.contains(name) || name.equals(ContentRepository.MESSAGES)) {
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
     * The answer.
     *
     * @throws RestException if there is nothing at the path, or the query is wrong
     */
    Answer answer() throws IOException {
        snapshot.noteIn(reads);
        String path = asked.path();
        if (asked.isQuery()) {
            writeHits();
        } else if (path.endsWith(CHILDREN)) {
            writeChildren(nodePath(path.substring(0, path.length() - CHILDREN.length())));
        } else {
            writeNode(nodePath(path));
        }
        Optional<String> tag = language.locale().map(Locale::toLanguageTag);
        return new Answer(pieces, EntityTag.of(digests), tag, snapshot.basis(reads));
    }

    private void write(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        pieces.add(bytes);
        digests.add(bytes);
    }

    private void writeAll(List<String> ids, PageChildren.Shown pageShown) throws IOException {
        write("[");
        for (int i = 0; i < ids.size(); i++) {
            if (i > 0) {
                write(",");
            }
            write(fragment(ids.get(i), pageShown));
        }
        write("]");
    }

    private void write(Fragment fragment) {
        nodes += fragment.nodes();
        options.requireFewer(nodes);
        pieces.add(fragment.json());
        digests.add(fragment.digest());
        reads.addAll(fragment.basis());
    }

    private Fragment fragment(String id, PageChildren.Shown pageShown) throws IOException {
        Fragment.Key key = new Fragment.Key(
                asked.definitions(), endpoint.id(), asked.preview(), language, shape, pageShown, asked.rights(), id);
        return fragments.get(key, () -> make(key));
    }

    private Fragment make(Fragment.Key key) throws IOException {
        String id = key.node();
        Reads own = new Reads();
        snapshot.noteIn(own);
        try {
            NodeWriter writer = new NodeWriter(snapshot, view, asked, language, links, options, key.pageShown());
            NodeSnapshot node = snapshot.byId(view, workspace, id)
                    .orElseThrow(() -> new IllegalStateException("A snapshot lost node " + id));
            byte[] json = writer.json(workspace, node);
            return new Fragment(json, EntityTag.digest(json), writer.written(), snapshot.basis(own));
        } finally {
            snapshot.noteIn(reads);
        }
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
        write(fragment(node.id(), PageChildren.Shown.WITH_INHERITED));
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
        List<String> types = endpoint.nodeTypes().orElseThrow();
        List<String> children = snapshot.children(view, workspace, parent, types, endpoint.strict()).stream()
                .filter(child -> asked.rights().mayRead(workspace, child.path()))
                .map(NodeSnapshot::id)
                .toList();
        writeAll(children, PageChildren.Shown.WITH_UNMADE_AREAS);
    }

    private void writeHits() throws IOException {
        requireKnownTypes();
        Search search = query.search(endpoint, view, workspace).among(readable());
        Optional<Cursor> cursor = query.first("cursor").map(text -> Cursor.read(text, asked, query, search));
        Hits hits =
                cursor.isPresent() ? snapshot.searchAfter(search, cursor.get().place()) : snapshot.search(search);
        write("{\"total\":" + hits.total() + ",\"offset\":" + search.offset() + ",\"limit\":" + search.limit());
        if (cursor.isPresent() && hits.next().isPresent()) {
            write(",\"nextCursor\":\"" + cursor.get().at(hits.next().get()).text() + "\"");
        }
        Optional<String> facets = query.first("facets");
        if (facets.isPresent()) {
            FacetQuery wanted = FacetQuery.parse(facets.get(), endpoint, asked.definitions());
            write(",\"facets\":" + wanted.json(names -> snapshot.facets(search, names)));
        }
        write(",\"results\":");
        writeAll(hits.ids(), PageChildren.Shown.STORED);
        write("}");
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
