package org.heliograph.cms.repository;

import java.util.ArrayList;
import java.util.Calendar;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import org.heliograph.cms.definition.Location;

/** Describes a stored item as a content file would. */
final class StoredContent {

    /** Kept although the repository looks after them itself. */
    private static final Set<String> IDENTITY = Set.of("jcr:primaryType", "jcr:mixinTypes", "jcr:uuid");

    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    private final ItemScope scope;

    StoredContent(ItemScope scope) {
        this.scope = scope;
    }

    /**
     * The node with what belongs to it: properties by name, children in their order.
     *
     * @throws ContentImportException if a name could not be read back from a file
     */
    ContentFileNode read(Node node) throws RepositoryException {
        ContentFileNode read = new ContentFileNode(new Location(node.getPath(), 0, 0), node.getName());
        for (Property property : properties(node)) {
            read.add(described(property));
        }
        for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
            Node child = children.nextNode();
            if (scope.hasChild(child)) {
                read.add(read(child));
            }
        }
        return read;
    }

    private List<Property> properties(Node node) throws RepositoryException {
        List<String> names = new ArrayList<>();
        for (PropertyIterator each = node.getProperties(); each.hasNext(); ) {
            Property property = each.nextProperty();
            boolean kept = IDENTITY.contains(property.getName())
                    || !property.getDefinition().isProtected() && scope.hasProperty(node, property.getName());
            if (kept) {
                names.add(property.getName());
            }
        }
        names.sort(
                Comparator.comparing((String name) -> !IDENTITY.contains(name)).thenComparing(name -> name));
        List<Property> sorted = new ArrayList<>();
        for (String name : names) {
            sorted.add(node.getProperty(name));
        }
        return sorted;
    }

    private static ContentFileNode.Property described(Property property) throws RepositoryException {
        Location location = new Location(property.getPath(), 0, 0);
        if (property.isMultiple()) {
            return new ContentFileNode.Property(
                    location, property.getName(), property.getType(), true, List.of(property.getValues()));
        }
        return new ContentFileNode.Property(
                location, property.getName(), property.getType(), false, List.of(written(property)));
    }

    /** When something was done is an instant: the offset of the clock that noted it says nothing. */
    private static Value written(Property property) throws RepositoryException {
        Value value = property.getValue();
        if (property.getType() != PropertyType.DATE || !property.getName().startsWith("mgnl:")) {
            return value;
        }
        Calendar utc = Calendar.getInstance(UTC);
        utc.setTimeInMillis(value.getDate().getTimeInMillis());
        return property.getSession().getValueFactory().createValue(utc);
    }
}
