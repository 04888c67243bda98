package org.heliograph.cms.content;

import java.util.Optional;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.Editor.Act;
import org.heliograph.cms.content.RefusedException.Kind;
import org.heliograph.cms.repository.ContentRepository;

/** Where items are: moves them, with all below, and gives them other names and places among their siblings. */
public final class ItemPlaces {

    private final ContentRepository repository;
    private final Items items;

    /** @param items that are moved */
    public ItemPlaces(ContentRepository repository, Items items) {
        this.repository = repository;
        this.items = items;
    }

    /**
     * Where an item goes.
     *
     * @param parent path of its new parent; empty for the one it has
     * @param name its new name; empty for the one it has
     * @param before name of the sibling that it goes before; empty for the place it has, or the last one below another
     *     parent
     */
    public record Move(Optional<String> parent, Optional<String> name, Optional<String> before) {}

    /**
     * Moves an item.
     *
     * @return where it is now
     */
    public ItemState move(String workspace, String path, Move move, Editor editor) throws RepositoryException {
        move.name().ifPresent(NodeNames::require);
        return repository.write(workspace, session -> {
            Node node = Editing.item(session, path);
            Node parent = move.parent().isPresent()
                    ? Editing.parent(session, move.parent().get())
                    : node.getParent();
            String target = Editing.below(parent, move.name().orElse(node.getName()));
            if (!target.equals(path)) {
                relocate(session, workspace, node, target, editor);
                items.editing().stamp(node, "mgnl:lastModified", editor);
            }
            if (move.before().isPresent()) {
                order(workspace, node, move.before().get(), editor);
            }
            return items.editing().state(workspace, node);
        });
    }

    private static void relocate(Session session, String workspace, Node node, String target, Editor editor)
            throws RepositoryException {
        String path = node.getPath();
        if (target.startsWith(path + "/")) {
            throw RefusedException.of(Kind.WRONG, "move-into-itself");
        }
        requireMove(workspace, node, path, target, editor);
        if (session.nodeExists(target)) {
            throw RefusedException.of(Kind.CONFLICT, "name-taken", target.substring(target.lastIndexOf('/') + 1));
        }
        session.move(path, target);
    }

    /** What lies below goes along. */
    private static void requireMove(String workspace, Node node, String path, String target, Editor editor)
            throws RepositoryException {
        editor.require(Act.REMOVE, workspace, path);
        editor.require(Act.ADD, workspace, target);
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            Node child = each.nextNode();
            if (ItemNode.isItem(child)) {
                String name = "/" + child.getName();
                requireMove(workspace, child, path + name, target + name, editor);
            }
        }
    }

    private static void order(String workspace, Node node, String before, Editor editor) throws RepositoryException {
        Node parent = node.getParent();
        editor.require(Act.CHANGE, workspace, node.getPath());
        if (!before.equals(node.getName())) {
            if (!NodeNames.isChild(parent, before)) {
                throw RefusedException.of(Kind.MISSING, "sibling-missing", before);
            }
            parent.orderBefore(node.getName(), before);
        }
    }
}
