package org.heliograph.cms.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.jcr.ItemExistsException;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.nodetype.NodeType;
import org.apache.jackrabbit.core.NodeImpl;

/**
 * Puts an item into a session: makes its node and parts with their identifiers, or brings those that are there to the
 * item's state. Items below it stay. Nothing is saved.
 */
public final class ItemWriter {

    private final NodeLanguages names;
    private final Predicate<Optional<Locale>> chosen;

    /**
     * @param names which values of the item belong to which language
     * @param chosen which languages are written; it is asked with nothing for what all languages share. Values of others
     *     stay as they are, and so does the choice and order of parts where the shared is not chosen
     */
    public ItemWriter(NodeLanguages names, Predicate<Optional<Locale>> chosen) {
        this.names = names;
        this.chosen = chosen;
    }

    /**
     * Writes an item below a parent. If the session has a node of the item's identifier elsewhere, it moves here, and gets
     * the item's name.
     *
     * @return the item's node
     * @throws ItemExistsException if another node has the name
     */
    public Node write(ItemNode item, Node parent) throws RepositoryException {
        Node node = existing(item, parent).orElse(null);
        if (node == null) {
            node = add(item, parent);
        }
        writeInto(item, node, names);
        return node;
    }

    private static Optional<Node> existing(ItemNode item, Node parent) throws RepositoryException {
        Session session = parent.getSession();
        Optional<Node> found = find(session, item.id());
        String path = (parent.getDepth() == 0 ? "" : parent.getPath()) + "/" + item.name();
        boolean isThere = found.isPresent() && found.get().getPath().equals(path);
        if (!isThere && parent.hasNode(item.name())) {
            throw new ItemExistsException(path);
        }
        if (found.isPresent() && !isThere) {
            session.move(found.get().getPath(), path);
        }
        return found;
    }

    private static Optional<Node> find(Session session, String id) throws RepositoryException {
        try {
            return Optional.of(session.getNodeByIdentifier(id));
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** With its identifier, or another one if that is in use. */
    private static Node add(ItemNode source, Node parent) throws RepositoryException {
        boolean free = find(parent.getSession(), source.id()).isEmpty();
        // JCR itself has no way to add a node with an identifier, short of feeding it a whole system view.
        return free
                ? ((NodeImpl) parent).addNodeWithUuid(source.name(), source.type(), source.id())
                : parent.addNode(source.name(), source.type());
    }

    private void writeInto(ItemNode source, Node node, NodeLanguages here) throws RepositoryException {
        if (isChosen(here.inherited())) {
            writeTypes(source, node);
        }
        writeProperties(source, node, here);
        writeParts(source, node, here);
    }

    private boolean isChosen(Optional<Locale> language) {
        return chosen.test(language);
    }

    private static void writeTypes(ItemNode source, Node node) throws RepositoryException {
        if (!node.getPrimaryNodeType().getName().equals(source.type())) {
            node.setPrimaryType(source.type());
        }
        Set<String> surplus = new TreeSet<>();
        for (NodeType mixin : node.getMixinNodeTypes()) {
            surplus.add(mixin.getName());
        }
        for (String mixin : source.mixins()) {
            if (!surplus.remove(mixin)) {
                node.addMixin(mixin);
            }
        }
        for (String mixin : surplus) {
            node.removeMixin(mixin);
        }
    }

    private void writeProperties(ItemNode source, Node node, NodeLanguages here) throws RepositoryException {
        Set<String> all = new TreeSet<>(source.propertyNames());
        List<Property> surplus = new ArrayList<>();
        for (PropertyIterator each = node.getProperties(); each.hasNext(); ) {
            Property property = each.nextProperty();
            if (!property.getDefinition().isProtected()) {
                all.add(property.getName());
                surplus.add(property);
            }
        }
        surplus.removeIf(property -> source.properties().containsKey(nameOf(property)));
        for (Property property : surplus) {
            if (isChosen(here.of(property.getName(), all))) {
                property.remove();
            }
        }
        for (String name : source.propertyNames()) {
            if (isChosen(here.of(name, all))) {
                set(node, name, source.properties().get(name));
            }
        }
    }

    private static String nameOf(Property property) {
        try {
            return property.getName();
        } catch (RepositoryException e) {
            throw new IllegalStateException("a property knows its name", e);
        }
    }

    private static void set(Node node, String name, ItemValue value) throws RepositoryException {
        if (node.hasProperty(name)) {
            Property stored = node.getProperty(name);
            if (ItemValue.of(stored).equals(value)) {
                return;
            }
            if (stored.isMultiple() != value.multiple()) {
                stored.remove();
            }
        }
        Value[] values = value.values(node.getSession().getValueFactory());
        if (value.multiple()) {
            node.setProperty(name, values, value.type());
        } else {
            node.setProperty(name, values[0], value.type());
        }
    }

    private void writeParts(ItemNode source, Node node, NodeLanguages here) throws RepositoryException {
        List<Node> stored = parts(node);
        Set<String> all = new TreeSet<>(source.childNames());
        for (Node part : stored) {
            all.add(part.getName());
        }
        Map<String, Node> matches = matches(source.children(), stored);
        for (Node surplus : stored) {
            if (isChosen(here.of(surplus.getName(), all))) {
                surplus.remove();
            }
        }
        rename(source.children(), matches, node);
        List<Node> written = new ArrayList<>();
        for (ItemNode part : source.children()) {
            Optional<Node> match = Optional.ofNullable(matches.get(part.id()));
            writePart(part, node, match, here.below(part.name(), all)).ifPresent(written::add);
        }
        if (isChosen(here.inherited())) {
            order(node, written);
        }
    }

    /**
     * The stored nodes of parts by the parts' identifiers: the ones with the identifier, or else with the name.
     *
     * @param stored from which they are taken away
     */
    private static Map<String, Node> matches(List<ItemNode> parts, List<Node> stored) throws RepositoryException {
        Map<String, Node> matches = new HashMap<>();
        for (ItemNode part : parts) {
            take(stored, node -> node.getIdentifier().equals(part.id()))
                    .ifPresent(node -> matches.put(part.id(), node));
        }
        for (ItemNode part : parts) {
            if (!matches.containsKey(part.id())) {
                take(stored, node -> node.getName().equals(part.name()))
                        .ifPresent(node -> matches.put(part.id(), node));
            }
        }
        return matches;
    }

    private interface NodeTest {
        boolean test(Node node) throws RepositoryException;
    }

    private static Optional<Node> take(List<Node> stored, NodeTest test) throws RepositoryException {
        for (Node node : stored) {
            if (test.test(node)) {
                stored.remove(node);
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    /** Out of each other's way first, since two parts may have changed their names with each other. */
    private static void rename(List<ItemNode> parts, Map<String, Node> matches, Node node) throws RepositoryException {
        for (ItemNode part : parts) {
            Node match = matches.get(part.id());
            if (match != null && !match.getName().equals(part.name())) {
                node.getSession().move(match.getPath(), node.getPath() + "/" + part.id());
            }
        }
        for (ItemNode part : parts) {
            Node match = matches.get(part.id());
            if (match != null && !match.getName().equals(part.name())) {
                node.getSession().move(match.getPath(), node.getPath() + "/" + part.name());
            }
        }
    }

    private static List<Node> parts(Node node) throws RepositoryException {
        List<Node> parts = new ArrayList<>();
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            Node child = each.nextNode();
            if (!ItemNode.isItem(child)) {
                parts.add(child);
            }
        }
        return parts;
    }

    private Optional<Node> writePart(ItemNode part, Node node, Optional<Node> match, NodeLanguages below)
            throws RepositoryException {
        if (match.isEmpty() && !isChosen(below.inherited())) {
            return Optional.empty();
        }
        Node target = match.isPresent() ? match.get() : add(part, node);
        writeInto(part, target, below);
        return Optional.of(target);
    }

    private static void order(Node node, List<Node> parts) throws RepositoryException {
        if (!node.getPrimaryNodeType().hasOrderableChildNodes() || isOrdered(node, parts)) {
            return;
        }
        for (int i = parts.size() - 2; i >= 0; i--) {
            node.orderBefore(parts.get(i).getName(), parts.get(i + 1).getName());
        }
    }

    private static boolean isOrdered(Node node, List<Node> parts) throws RepositoryException {
        List<String> stored = new ArrayList<>();
        for (Node part : parts(node)) {
            stored.add(part.getIdentifier());
        }
        List<String> wanted = new ArrayList<>();
        for (Node part : parts) {
            wanted.add(part.getIdentifier());
        }
        stored.retainAll(wanted);
        return stored.equals(wanted);
    }
}
