package org.heliograph.cms.content;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.RepositoryException;
import javax.jcr.nodetype.NodeType;

/**
 * An item as it was when it was read: its node with its parts, without a session. What is published, versioned, compared
 * and moved to the trash is this.
 *
 * <p>A node of the types {@code mgnl:content}, {@code mgnl:folder} and {@code mgnl:asset} and of their subtypes is an item
 * of its own. Every other node is a part of the nearest item above it.
 *
 * @param name node name
 * @param id JCR identifier
 * @param type primary type
 * @param mixins that were added to the node
 * @param properties by name; without those that the repository keeps by itself
 * @param children the parts, in their order; for {@link #withItems} the items below too
 */
public record ItemNode(
        String name,
        String id,
        String type,
        List<String> mixins,
        SortedMap<String, ItemValue> properties,
        List<ItemNode> children) {

    private static final List<String> ITEM_TYPES = List.of("mgnl:content", "mgnl:folder", "mgnl:asset");

    /** Whether a node is an item of its own. */
    public static boolean isItem(NodeSnapshot node) {
        return node.isOfType(ITEM_TYPES, false);
    }

    /** Whether a node is an item of its own. */
    public static boolean isItem(Node node) throws RepositoryException {
        for (String type : ITEM_TYPES) {
            if (node.isNodeType(type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a property is content, rather than a note on who did what when; the revision covers content alone. */
    public static boolean isContent(String property) {
        return Revision.isContent(property);
    }

    /** The item that a node is, or is a part of; empty for a node that has no item above it. */
    public static Optional<Node> itemOf(Node node) throws RepositoryException {
        Node each = node;
        while (each.getDepth() > 0) {
            if (isItem(each)) {
                return Optional.of(each);
            }
            each = each.getParent();
        }
        return Optional.empty();
    }

    /** A node with its parts. */
    public static ItemNode of(Node node) throws RepositoryException {
        return read(node, false);
    }

    /** A node with all below it. */
    public static ItemNode withItems(Node node) throws RepositoryException {
        return read(node, true);
    }

    private static ItemNode read(Node node, boolean withItems) throws RepositoryException {
        List<ItemNode> children = new ArrayList<>();
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            Node child = each.nextNode();
            if (withItems || !isItem(child)) {
                children.add(read(child, withItems));
            }
        }
        return new ItemNode(
                node.getName(),
                node.getIdentifier(),
                node.getPrimaryNodeType().getName(),
                mixins(node),
                properties(node),
                List.copyOf(children));
    }

    private static List<String> mixins(Node node) throws RepositoryException {
        List<String> mixins = new ArrayList<>();
        for (NodeType mixin : node.getMixinNodeTypes()) {
            mixins.add(mixin.getName());
        }
        return List.copyOf(mixins);
    }

    private static SortedMap<String, ItemValue> properties(Node node) throws RepositoryException {
        SortedMap<String, ItemValue> properties = new TreeMap<>();
        for (PropertyIterator each = node.getProperties(); each.hasNext(); ) {
            Property property = each.nextProperty();
            if (!property.getDefinition().isProtected()) {
                properties.put(property.getName(), ItemValue.of(property));
            }
        }
        return Collections.unmodifiableSortedMap(properties);
    }

    /** The names of the properties. */
    public Set<String> propertyNames() {
        return properties.keySet();
    }

    /** The names of the children. */
    public Set<String> childNames() {
        return children.stream().map(ItemNode::name).collect(Collectors.toSet());
    }

    /** The child of that name. */
    public Optional<ItemNode> child(String childName) {
        return children.stream().filter(each -> each.name().equals(childName)).findFirst();
    }

    /** The same with references that may lead nowhere, for a workspace that need not hold what they lead to. */
    public ItemNode withWeakReferences() {
        return withValues(ItemValue::weak);
    }

    private ItemNode withValues(UnaryOperator<ItemValue> change) {
        SortedMap<String, ItemValue> changed = new TreeMap<>();
        properties.forEach((key, value) -> changed.put(key, change.apply(value)));
        return new ItemNode(
                name,
                id,
                type,
                mixins,
                Collections.unmodifiableSortedMap(changed),
                children.stream().map(each -> each.withValues(change)).toList());
    }

    /**
     * The values and parts of chosen languages alone.
     *
     * @param names which values of this node belong to which language
     * @param chosen which languages count; it is asked with nothing for what all languages share
     * @param beside the item in another state, whose names help to tell what has a value per language
     */
    public ItemNode only(NodeLanguages names, Predicate<Optional<Locale>> chosen, Optional<ItemNode> beside) {
        Set<String> propertyNames = union(propertyNames(), beside.map(ItemNode::propertyNames));
        SortedMap<String, ItemValue> kept = new TreeMap<>(properties);
        kept.keySet().removeIf(key -> !chosen.test(names.of(key, propertyNames)));
        Set<String> childNames = union(childNames(), beside.map(ItemNode::childNames));
        List<ItemNode> keptChildren = new ArrayList<>();
        for (ItemNode child : children) {
            Optional<ItemNode> other = beside.flatMap(state -> state.counterpart(child));
            ItemNode inner = child.only(names.below(child.name(), childNames), chosen, other);
            boolean isEmpty = inner.properties().isEmpty() && inner.children().isEmpty();
            if (chosen.test(names.of(child.name(), childNames)) || !isEmpty) {
                keptChildren.add(inner);
            }
        }
        return new ItemNode(name, id, type, mixins, Collections.unmodifiableSortedMap(kept), List.copyOf(keptChildren));
    }

    private static Set<String> union(Set<String> some, Optional<Set<String>> others) {
        Set<String> union = new TreeSet<>(some);
        others.ifPresent(union::addAll);
        return union;
    }

    /** The child that is a part's, or stands for it. */
    private Optional<ItemNode> counterpart(ItemNode part) {
        return children.stream()
                .filter(each -> each.id().equals(part.id()))
                .findFirst()
                .or(() -> child(part.name()));
    }

    /**
     * A digest of the values and the parts, without notes on who did what when, and without name and place of the item. It
     * changes when an editor changes something, and only then.
     */
    public String revision() {
        return Revision.of(this);
    }
}
