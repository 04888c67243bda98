package org.heliograph.cms.publish;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.apache.jackrabbit.core.NodeImpl;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.ItemWriter;
import org.heliograph.cms.content.NodeLanguages;
import org.heliograph.cms.content.PublishedLanguages;
import org.heliograph.cms.content.View;

/** Changes published content in a session of its workspace; nothing is saved. */
final class PublishedTree {

    private static final String FOLDER = "mgnl:folder";

    private PublishedTree() {}

    /** The published node of an item; empty if it is not published. */
    static Optional<Node> find(Session session, ItemId id) throws RepositoryException {
        Optional<Node> node = byId(session, id.id());
        return node.isPresent() && isIn(node.get(), id.workspace()) ? node : Optional.empty();
    }

    private static Optional<Node> byId(Session session, String id) throws RepositoryException {
        if (!ItemId.isIdentifier(id)) {
            return Optional.empty();
        }
        try {
            return Optional.of(session.getNodeByIdentifier(id));
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        }
    }

    private static boolean isIn(Node node, String workspace) throws RepositoryException {
        return node.getPath().startsWith(View.PUBLISHED.path(workspace, "/") + "/");
    }

    /** The path of a published node in the workspace that it was published from. */
    static String pathOf(Node node, String workspace) throws RepositoryException {
        return node.getPath().substring(View.PUBLISHED.path(workspace, "/").length());
    }

    /**
     * Brings a published item to the state of the working one.
     *
     * @param names which of its values belong to which language
     * @param languages that are published; values of others stay as they are
     * @param others tells which published nodes will find their place later, and may be put aside
     * @throws Obstructed if its place cannot be had
     */
    static Node write(Session session, Working working, NodeLanguages names, Set<Locale> languages, Set<String> others)
            throws RepositoryException {
        Node parent = place(session, working, others);
        Optional<Node> before = find(session, working.id());
        Set<String> published = languages(before, working, names, languages);
        ItemNode item = ItemLanguages.saying(working.item().withWeakReferences(), published);
        Set<Optional<Locale>> chosen = new HashSet<>(Set.of(Optional.empty()));
        languages.forEach(locale -> chosen.add(Optional.of(locale)));
        Node node = new ItemWriter(names, chosen::contains).write(item, parent);
        // Also of parts in other languages, which were not written.
        say(node, published);
        return node;
    }

    /**
     * The node that an item belongs below, where its name is free.
     *
     * @throws Obstructed if there is none
     */
    static Node place(Session session, Working working, Set<String> others) throws RepositoryException {
        Optional<Node> before = published(session, working);
        Node parent = parent(session, working);
        makeRoom(session, working, before, parent, others);
        return parent;
    }

    private static Optional<Node> published(Session session, Working working) throws RepositoryException {
        Optional<Node> node = byId(session, working.item().id());
        if (node.isPresent() && !isIn(node.get(), working.workspace())) {
            throw new Obstructed(Obstacle.of("publish-identifier-taken", working.workspace(), working.path()));
        }
        return node;
    }

    private static Set<String> languages(
            Optional<Node> before, Working working, NodeLanguages names, Set<Locale> languages)
            throws RepositoryException {
        Optional<ItemNode> beside = before.isPresent() ? Optional.of(ItemNode.of(before.get())) : Optional.empty();
        if (ItemLanguages.of(working.item(), names, beside).isEmpty()) {
            return Set.of();
        }
        boolean wasLocalized = beside.isPresent()
                && !ItemLanguages.of(beside.get(), names, Optional.of(working.item()))
                        .isEmpty();
        Optional<Set<String>> said = wasLocalized ? Optional.of(PublishedLanguages.of(before.get())) : Optional.empty();
        return ItemLanguages.united(said, languages, names.languages().i18n());
    }

    /** Says of a node and its parts what languages they are published in. */
    static void say(Node node, Set<String> languages) throws RepositoryException {
        PublishedLanguages.set(node, languages);
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            Node child = each.nextNode();
            if (!ItemNode.isItem(child)) {
                say(child, languages);
            }
        }
    }

    /** The node above an item; folders that are not published are made, without any values of theirs. */
    private static Node parent(Session session, Working working) throws RepositoryException {
        List<Working.Step> above = working.above();
        int known = above.size();
        Optional<Node> published = Optional.empty();
        while (published.isEmpty() && known > 0) {
            published = find(
                    session,
                    new ItemId(working.workspace(), above.get(known - 1).id()));
            known -= published.isPresent() ? 0 : 1;
        }
        Node parent = published.isPresent() ? published.get() : area(session, working.workspace());
        for (Working.Step step : above.subList(known, above.size())) {
            if (!step.folder()
                    || parent.hasNode(step.name())
                    || byId(session, step.id()).isPresent()) {
                throw new Obstructed(
                        Obstacle.of("publish-parent-missing", working.workspace(), working.path(), step.path()));
            }
            parent = ((NodeImpl) parent).addNodeWithUuid(step.name(), step.type(), step.id());
        }
        return parent;
    }

    private static Node area(Session session, String workspace) throws RepositoryException {
        Node root = session.getRootNode();
        return root.hasNode(workspace) ? root.getNode(workspace) : root.addNode(workspace, FOLDER);
    }

    private static void makeRoom(
            Session session, Working working, Optional<Node> before, Node parent, Set<String> others)
            throws RepositoryException {
        boolean isBelowItself = before.isPresent()
                && (parent.getPath() + "/").startsWith(before.get().getPath() + "/");
        if (isBelowItself) {
            throw new Obstructed(Obstacle.of(
                    "publish-parent-missing",
                    working.workspace(),
                    working.path(),
                    pathOf(parent, working.workspace())));
        }
        String name = working.item().name();
        if (!parent.hasNode(name)) {
            return;
        }
        Node there = parent.getNode(name);
        if (there.getIdentifier().equals(working.item().id())) {
            return;
        }
        if (!others.contains(there.getIdentifier())) {
            throw new Obstructed(Obstacle.of("publish-place-taken", working.workspace(), working.path()));
        }
        session.move(there.getPath(), parent.getPath() + "/" + there.getIdentifier());
    }
}
