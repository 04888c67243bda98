package org.heliograph.cms.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.ItemNode;

/**
 * An item of the working content as it was read.
 *
 * @param workspace where it is
 * @param path in that
 * @param item its node and parts
 * @param above the nodes above it, the topmost first
 */
record Working(String workspace, String path, ItemNode item, List<Step> above) {

    private static final String FOLDER = "mgnl:folder";

    /**
     * A node above an item.
     *
     * @param item whether it is one itself, but no folder
     * @param folder whether it is a folder
     */
    record Step(String id, String name, String type, String path, boolean item, boolean folder) {}

    ItemId id() {
        return new ItemId(workspace, item.id());
    }

    /** The node that an item is below of; empty at the top of the workspace. */
    Optional<Step> parent() {
        return above.isEmpty() ? Optional.empty() : Optional.of(above.get(above.size() - 1));
    }

    /** The item with an identifier, or the one that the node with it is a part of. */
    static Optional<Working> find(Session session, String workspace, String id) throws RepositoryException {
        if (!ItemId.isIdentifier(id)) {
            return Optional.empty();
        }
        try {
            Optional<Node> node = ItemNode.itemOf(session.getNodeByIdentifier(id));
            return node.isPresent() ? Optional.of(of(node.get(), workspace)) : Optional.empty();
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** @param node of an item */
    static Working of(Node node, String workspace) throws RepositoryException {
        return new Working(workspace, node.getPath(), ItemNode.of(node), above(node));
    }

    /** A published item, with the path that it has in the workspace it was published from. */
    static Working published(Node node, String workspace) throws RepositoryException {
        List<Step> above = above(node);
        return new Working(
                workspace,
                PublishedTree.pathOf(node, workspace),
                ItemLanguages.plain(ItemNode.of(node)),
                above.subList(1, above.size()));
    }

    private static List<Step> above(Node node) throws RepositoryException {
        List<Step> above = new ArrayList<>();
        for (Node each = node.getParent(); each.getDepth() > 0; each = each.getParent()) {
            boolean folder = each.isNodeType(FOLDER);
            above.add(new Step(
                    each.getIdentifier(),
                    each.getName(),
                    each.getPrimaryNodeType().getName(),
                    each.getPath(),
                    ItemNode.isItem(each) && !folder,
                    folder));
        }
        Collections.reverse(above);
        return Collections.unmodifiableList(above);
    }

    /** The items directly below this one or its parts. */
    List<ItemId> below(Session session) throws RepositoryException {
        List<ItemId> below = new ArrayList<>();
        addBelow(session.getNode(path), workspace, below);
        return below;
    }

    private static void addBelow(Node node, String workspace, List<ItemId> below) throws RepositoryException {
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            Node child = each.nextNode();
            if (ItemNode.isItem(child)) {
                below.add(new ItemId(workspace, child.getIdentifier()));
            } else {
                addBelow(child, workspace, below);
            }
        }
    }
}
