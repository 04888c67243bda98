package org.heliograph.cms.management;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.repository.JcrNames;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.RestException;

/**
 * {@code /.rest/nodes/v1/<workspace>/<path>}: GET shows a node, PUT adds a child to it, POST changes its properties,
 * DELETE removes it.
 */
public final class NodesServlet extends ManagementServlet {

    private static final long serialVersionUID = 1L;
    private static final int DEFAULT_MAX_BODY = 20_000_000;
    private static final Pattern UNUSABLE = Pattern.compile("^\\.|[ \\[\\]*\"\\\\';/?+%!#@=&{|}~]");

    private final transient ContentRepository repository;
    private final transient Function<HttpServletRequest, Caller> caller;
    private final int maxBody;

    /**
     * Bodies may have 20 MB.
     *
     * @param caller tells who sends a request
     */
    public NodesServlet(ContentRepository repository, Function<HttpServletRequest, Caller> caller) {
        this(repository, caller, DEFAULT_MAX_BODY);
    }

    /**
     * @param caller tells who sends a request
     * @param maxBody largest body, in bytes
     */
    public NodesServlet(ContentRepository repository, Function<HttpServletRequest, Caller> caller, int maxBody) {
        this.repository = repository;
        this.caller = caller;
        this.maxBody = maxBody;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, RepositoryException {
        ItemPath item = ItemPath.of(request);
        Caller by = caller.apply(request);
        switch (request.getMethod()) {
            case "GET", "HEAD" -> show(item, request, response);
            case "PUT" -> tellLost(response, create(item.writable(), NodeBody.of(request, maxBody), by));
            case "POST" -> tellLost(response, update(item.writable(), NodeBody.of(request, maxBody), by));
            case "DELETE" -> delete(item.writable(), by);
            default -> throw RestException.methodNotAllowed(request.getMethod(), "GET, HEAD, PUT, POST, DELETE");
        }
    }

    private void show(ItemPath item, HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        Rights rights = caller.apply(request).rights();
        Selection selection = Selection.of(request, rights);
        require(rights, Permission.READ, item.workspace(), item.path());
        try {
            repository.read(item.workspace(), session -> {
                Node node = Items.node(session, item.path()).orElseThrow(Refusal::notFound);
                write(node, selection, request, response);
                return item;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Node node, Selection selection, HttpServletRequest request, HttpServletResponse response)
            throws RepositoryException {
        try {
            ItemWriter writer = Items.writer(request, response, selection);
            writer.node(node, selection.depth());
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> create(ItemPath parent, NodeBody body, Caller creator) throws RepositoryException {
        String given = body.givenName().orElseThrow(() -> Refusal.badRequest("Node name not specified"));
        String type = body.givenType().orElseThrow(() -> Refusal.badRequest("Node type not specified"));
        if (body.isAtOtherPathThan(parent.child(given))) {
            throw Refusal.badRequest("Invalid path");
        }
        refuseNodes(body);
        String name = usable(given);
        checkName("node name", name);
        checkName("node type", type);
        List<StoredProperty> properties = body.stored();
        require(creator.rights(), Permission.ADD, parent.workspace(), parent.child(name));
        repository.write(parent.workspace(), session -> {
            Node holder = existing(session, parent);
            if (session.itemExists(parent.child(name))) {
                throw Refusal.badRequest("The path already exists");
            }
            Node node = holder.addNode(name, type);
            Trace.created(node, creator.name());
            setAll(node, properties);
            return parent;
        });
        return StoredProperty.namesOfLost(properties);
    }

    private List<String> update(ItemPath item, NodeBody body, Caller editor) throws RepositoryException {
        if (body.isAtOtherPathThan(item.path())) {
            throw Refusal.badRequest("The paths do not match");
        }
        if (body.givenName().filter(name -> !item.path().endsWith("/" + name)).isPresent()) {
            throw Refusal.badRequest("Invalid path");
        }
        refuseNodes(body);
        List<StoredProperty> properties = body.stored();
        require(editor.rights(), Permission.CHANGE, item.workspace(), item.path());
        repository.write(item.workspace(), session -> {
            Node node = existing(session, item);
            refuseOther("type", body.givenType(), node.getPrimaryNodeType().getName());
            refuseOther("identifier", body.givenIdentifier(), node.getIdentifier());
            Trace.changed(node, editor.name());
            setAll(node, properties);
            return item;
        });
        return StoredProperty.namesOfLost(properties);
    }

    /** Type and identifier of a node are for ever; a body may repeat but not change them. */
    private static void refuseOther(String what, Optional<String> given, String is) {
        if (given.filter(value -> !value.equals(is)).isPresent()) {
            throw Refusal.badRequest("Invalid node " + what);
        }
    }

    private void delete(ItemPath item, Caller remover) throws RepositoryException {
        if (item.path().equals("/")) {
            throw RestException.badRequest("The root of a workspace cannot be deleted.");
        }
        repository.write(item.workspace(), session -> {
            Node node = Items.node(session, item.path()).orElseThrow(Refusal::notFound);
            requireRemoval(remover.rights(), item.workspace(), node);
            node.remove();
            return item;
        });
    }

    /** What lies below goes too. */
    static void requireRemoval(Rights rights, String workspace, Node node) throws RepositoryException {
        if (!rights.isEverything()) {
            require(rights, Permission.REMOVE, workspace, node.getPath());
            for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
                requireRemoval(rights, workspace, each.nextNode());
            }
        }
    }

    /**
     * The name that a new node gets: as in Magnolia, characters that paths, queries and addresses use otherwise become
     * hyphens. Unlike there, letters of any script stay, and a colon behind a prefix.
     */
    private static String usable(String given) {
        return UNUSABLE.matcher(given).replaceAll("-");
    }

    private static void checkName(String what, String name) {
        Optional<String> fault = JcrNames.fault(name);
        if (fault.isPresent()) {
            throw RestException.badRequest("The " + what + " '" + name + "' " + fault.get() + ".");
        }
    }

    private static void refuseNodes(NodeBody body) {
        if (body.hasNodes()) {
            throw Refusal.badRequest("Adding sub nodes is not supported");
        }
    }

    private static Node existing(Session session, ItemPath item) throws RepositoryException {
        return Items.node(session, item.path()).orElseThrow(() -> Refusal.notFound("Parent path not found"));
    }

    private static void setAll(Node node, List<StoredProperty> properties) throws RepositoryException {
        for (StoredProperty property : properties) {
            property.setOn(node);
        }
    }
}
