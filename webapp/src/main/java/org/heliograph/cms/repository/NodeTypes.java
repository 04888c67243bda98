package org.heliograph.cms.repository;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.nodetype.NodeTypeManager;
import javax.jcr.nodetype.NodeTypeTemplate;
import org.heliograph.cms.definition.ContentType;

/** Node types made from content types, as Magnolia makes them. */
final class NodeTypes {

    private NodeTypes() {}

    /**
     * Registers the type of the model below {@code mgnl:content} and those of its sub-models below
     * {@code mgnl:contentNode}. They define no property: Magnolia's types take any.
     */
    static void register(Session session, ContentType type) throws RepositoryException {
        registerMissing(session, type.model().nodeType(), "mgnl:content");
        for (ContentType.SubModel subModel : type.model().subModels()) {
            registerMissing(session, subModel.nodeType(), "mgnl:contentNode");
        }
    }

    private static void registerMissing(Session session, String name, String supertype) throws RepositoryException {
        NodeTypeManager manager = session.getWorkspace().getNodeTypeManager();
        if (manager.hasNodeType(name)) {
            return;
        }
        NodeTypeTemplate template = manager.createNodeTypeTemplate();
        template.setName(name);
        template.setDeclaredSuperTypeNames(new String[] {supertype});
        template.setOrderableChildNodes(true);
        manager.registerNodeType(template, false);
    }
}
