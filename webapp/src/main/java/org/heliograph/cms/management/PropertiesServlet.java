package org.heliograph.cms.management;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Credentials;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.RestException;

/**
 * {@code /.rest/properties/v1/<workspace>/<path>}: GET shows the property of that path, PUT adds one to the node of that
 * path, POST changes and DELETE removes the property of that path. Name, value, type and multiple are query parameters.
 */
public final class PropertiesServlet extends ManagementServlet {

    private static final long serialVersionUID = 1L;

    private final transient ContentRepository repository;
    private final transient Function<HttpServletRequest, Caller> caller;

    /** @param caller tells who sends a request */
    public PropertiesServlet(ContentRepository repository, Function<HttpServletRequest, Caller> caller) {
        this.repository = repository;
        this.caller = caller;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, RepositoryException {
        ItemPath item = ItemPath.of(request);
        requireRight(item, request);
        switch (request.getMethod()) {
            case "GET", "HEAD" -> show(item, request, response);
            case "PUT" -> tellLost(response, create(item.writable(), request));
            case "POST" -> tellLost(response, update(item.writable(), request));
            case "DELETE" -> delete(item.writable(), caller.apply(request).name());
            default -> throw RestException.methodNotAllowed(request.getMethod(), "GET, HEAD, PUT, POST, DELETE");
        }
    }

    /** A property is its node's: adding, changing and removing one changes the node. */
    private void requireRight(ItemPath item, HttpServletRequest request) {
        boolean ofNode = request.getMethod().equals("PUT");
        String node = ofNode
                ? item.path()
                : item.path().substring(0, Math.max(1, item.path().lastIndexOf('/')));
        boolean reading =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        Permission needed = reading ? Permission.READ : Permission.CHANGE;
        require(caller.apply(request).rights(), needed, item.workspace(), node);
    }

    private void show(ItemPath item, HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        try {
            repository.read(item.workspace(), session -> {
                write(existing(session, item), request, response);
                return item;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Property property, HttpServletRequest request, HttpServletResponse response)
            throws RepositoryException {
        try {
            ItemWriter writer = Items.writer(request, response, new Selection(0, Set.of(), true, Rights.ALL));
            writer.property(property);
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> create(ItemPath item, HttpServletRequest request) throws RepositoryException {
        String name = Optional.ofNullable(request.getParameter("name"))
                .orElseThrow(() -> RestException.badRequest("Give the property's name as ?name=..."));
        StoredProperty property = property(name, request);
        repository.write(item.workspace(), session -> {
            Node node = Items.node(session, item.path()).orElseThrow(Refusal::notFound);
            if (node.hasProperty(name)) {
                throw Refusal.badRequest("Property already exists");
            }
            Trace.changed(node, caller.apply(request).name());
            property.setOn(node);
            return item;
        });
        return StoredProperty.namesOfLost(List.of(property));
    }

    private List<String> update(ItemPath item, HttpServletRequest request) throws RepositoryException {
        StoredProperty property = property(item.path().substring(item.path().lastIndexOf('/') + 1), request);
        repository.write(item.workspace(), session -> {
            Node node = existing(session, item).getParent();
            Trace.changed(node, caller.apply(request).name());
            property.setOn(node);
            return item;
        });
        return StoredProperty.namesOfLost(List.of(property));
    }

    private void delete(ItemPath item, String editor) throws RepositoryException {
        repository.write(item.workspace(), session -> {
            Property property = existing(session, item);
            Trace.changed(property.getParent(), editor);
            property.remove();
            return item;
        });
    }

    private static StoredProperty property(String name, HttpServletRequest request) {
        String type = Optional.ofNullable(request.getParameter("type")).orElse("String");
        int number = StoredProperty.type(type).orElseThrow(() -> Refusal.badRequest("unknown type: " + type));
        boolean multiple = Boolean.parseBoolean(request.getParameter("multiple"));
        String[] values =
                Optional.ofNullable(request.getParameterValues("value")).orElse(new String[0]);
        if (!multiple && values.length != 1) {
            throw Refusal.badRequest("Multiple values are used but the multiple flag is set to false");
        }
        return new StoredProperty(name, number, multiple, List.of(values));
    }

    private static Property existing(Session session, ItemPath item) throws RepositoryException {
        if (item.path().equals("/") || !session.propertyExists(item.path())) {
            throw Refusal.notFound();
        }
        Property property = session.getProperty(item.path());
        if (Credentials.isOne(item.workspace(), property.getName())) {
            throw Refusal.notFound();
        }
        return property;
    }
}
