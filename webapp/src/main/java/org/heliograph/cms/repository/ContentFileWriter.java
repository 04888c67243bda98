package org.heliograph.cms.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.nodetype.NodeType;
import javax.jcr.nodetype.PropertyDefinition;
import org.apache.jackrabbit.core.NodeImpl;

/** Puts the nodes of one content file into a session. */
final class ContentFileWriter {

    private final Session session;
    private final List<ContentFileNode.Property> references = new ArrayList<>();

    ContentFileWriter(Session session) {
        this.session = session;
    }

    /** Adds a node with all below it, in the place of the one that bore its name before. */
    void replace(Node parent, ContentFileNode file) throws RepositoryException {
        if (parent.getPath().startsWith("/jcr:system") || file.name().startsWith("jcr:") && parent.getDepth() == 0) {
            throw new ContentImportException(
                    file.location(), "The repository's own nodes cannot be imported", "Import single nodes below /");
        }
        Optional<String> next = nameAfter(parent, file.name());
        if (parent.hasNode(file.name())) {
            parent.getNode(file.name()).remove();
        }
        add(parent, file);
        if (next.isPresent()) {
            parent.orderBefore(file.name(), next.get());
        }
    }

    private static Optional<String> nameAfter(Node parent, String name) throws RepositoryException {
        if (!parent.getPrimaryNodeType().hasOrderableChildNodes() || !parent.hasNode(name)) {
            return Optional.empty();
        }
        for (NodeIterator nodes = parent.getNodes(); nodes.hasNext(); ) {
            if (nodes.nextNode().getName().equals(name)) {
                return nodes.hasNext() ? Optional.of(nodes.nextNode().getName()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Adds a node with all below it, where there is none of its name. */
    void add(Node parent, ContentFileNode file) throws ContentImportException {
        Node node = create(parent, file);
        for (ContentFileNode.Property property : file.properties()) {
            set(node, property);
        }
        for (ContentFileNode child : file.children()) {
            add(node, child);
        }
    }

    private Node create(Node parent, ContentFileNode file) throws ContentImportException {
        try {
            checkIdentifierIsFree(file);
            // JCR itself has no way to add a node with an identifier, short of feeding it a whole system view.
            Node node = ((NodeImpl) parent)
                    .addNodeWithUuid(
                            file.name(), file.primaryType(), file.identifier().orElse(null));
            for (String mixin : file.mixins()) {
                node.addMixin(mixin);
            }
            return node;
        } catch (ContentImportException e) {
            throw e;
        } catch (RepositoryException e) {
            throw new ContentImportException(
                    file.location(),
                    "Node '" + file.name() + "' of type " + file.primaryType() + " is refused: " + e.getMessage(),
                    "Check that the parent takes it and that its type, mixins and prefixes are registered",
                    e);
        }
    }

    private void checkIdentifierIsFree(ContentFileNode file) throws RepositoryException {
        if (file.identifier().isPresent()) {
            Optional<Node> user = find(file.identifier().get());
            if (user.isPresent()) {
                throw new ContentImportException(
                        file.location(),
                        "jcr:uuid " + file.identifier().get() + " belongs to "
                                + user.get().getPath() + " already",
                        "Delete that node first, or give this one another identifier or none");
            }
        }
    }

    private Optional<Node> find(String identifier) throws RepositoryException {
        try {
            return Optional.of(session.getNodeByIdentifier(identifier));
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Gives a stored property the value of the file, whatever it was before. */
    void change(Node node, ContentFileNode.Property property) throws RepositoryException {
        boolean otherForm = node.hasProperty(property.name())
                && (node.getProperty(property.name()).isMultiple() != property.multiple()
                        || node.getProperty(property.name()).getType() != property.type());
        if (otherForm && !isProtected(node, property.name())) {
            node.getProperty(property.name()).remove();
        }
        set(node, property);
    }

    private void set(Node node, ContentFileNode.Property property) throws ContentImportException {
        try {
            if (isProtected(node, property.name())) {
                return;
            }
            Value[] values = property.values().toArray(Value[]::new);
            if (property.multiple()) {
                node.setProperty(property.name(), values, property.type());
            } else {
                node.setProperty(property.name(), values[0], property.type());
            }
            if (property.type() == PropertyType.REFERENCE) {
                references.add(property);
            }
        } catch (RepositoryException e) {
            throw new ContentImportException(
                    property.location(),
                    "Property '" + property.name() + "' is refused: " + e.getMessage(),
                    "Check its type, and whether it holds one value or many, against the node type",
                    e);
        }
    }

    /** The repository keeps such a property by itself and would refuse any value. */
    private static boolean isProtected(Node node, String name) throws RepositoryException {
        if (isProtected(node.getPrimaryNodeType(), name)) {
            return true;
        }
        for (NodeType mixin : node.getMixinNodeTypes()) {
            if (isProtected(mixin, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isProtected(NodeType type, String name) {
        for (PropertyDefinition definition : type.getPropertyDefinitions()) {
            if (definition.isProtected() && definition.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Fails if a hard reference of what was added leads nowhere; the save would fail without telling the line. */
    void checkReferences() throws RepositoryException {
        for (ContentFileNode.Property property : references) {
            for (String identifier : property.strings()) {
                if (find(identifier).isEmpty()) {
                    throw new ContentImportException(
                            property.location(),
                            "Property '" + property.name() + "' refers to " + identifier
                                    + ", which is not in this workspace",
                            "Import the node it refers to first, or make it a WeakReference or String");
                }
            }
        }
    }
}
