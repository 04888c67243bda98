package org.heliograph.cms.transfer;

import java.util.Optional;
import java.util.regex.Pattern;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.nodetype.NodeType;

/** Questions to a session. */
final class StoredNodes {

    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private StoredNodes() {}

    /** The node of an identifier; none of what cannot be one, at which the repository would fail. */
    static Optional<Node> find(Session session, String id) throws RepositoryException {
        if (!IDENTIFIER.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(session.getNodeByIdentifier(id));
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** What a node type can be used for. */
    enum Use {
        ITEM,
        PART,
        MIXIN
    }

    /** @param type name of a registered node type */
    static boolean isUsable(Session session, String type, Use use) throws RepositoryException {
        NodeType known = session.getWorkspace().getNodeTypeManager().getNodeType(type);
        boolean item =
                known.isNodeType("mgnl:content") || known.isNodeType("mgnl:folder") || known.isNodeType("mgnl:asset");
        return switch (use) {
            case MIXIN -> known.isMixin();
            case ITEM -> item;
            case PART -> !item && !known.isMixin() && !known.isAbstract() && !type.startsWith("rep:");
        };
    }
}
