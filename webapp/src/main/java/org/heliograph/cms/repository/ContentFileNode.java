package org.heliograph.cms.repository;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import org.heliograph.cms.definition.Location;

/** A node as a content file describes it, before any session has seen it. */
final class ContentFileNode {

    private static final String DEFAULT_TYPE = "mgnl:contentNode";

    private final Location location;
    private final String name;
    private final List<Property> properties = new ArrayList<>();
    private final List<ContentFileNode> children = new ArrayList<>();
    private final Set<String> propertyNames = new HashSet<>();
    private final Set<String> childNames = new HashSet<>();
    private String primaryType = DEFAULT_TYPE;
    private List<String> mixins = List.of();
    private Optional<String> identifier = Optional.empty();

    /**
     * A property of the file.
     *
     * @param type one of {@link javax.jcr.PropertyType}; tells the type where there is no value
     */
    record Property(Location location, String name, int type, boolean multiple, List<Value> values) {

        List<String> strings() throws RepositoryException {
            List<String> strings = new ArrayList<>();
            for (Value value : values) {
                strings.add(value.getString());
            }
            return strings;
        }
    }

    /** @throws ContentImportException if nothing may bear that name */
    ContentFileNode(Location location, String name) throws ContentImportException {
        this.location = location;
        this.name = checkedName(location, name);
    }

    private static String checkedName(Location location, String name) throws ContentImportException {
        Optional<String> fault = JcrNames.fault(name);
        if (fault.isPresent()) {
            throw new ContentImportException(location, "The name '" + name + "' " + fault.get(), "Rename it");
        }
        return name;
    }

    /**
     * Adds a property; those that the repository treats apart take their place in this node instead.
     *
     * @throws ContentImportException if the node has it already or its value cannot be
     */
    void add(Property property) throws RepositoryException {
        checkedName(property.location(), property.name());
        if (!propertyNames.add(property.name())) {
            throw new ContentImportException(
                    property.location(), "'" + property.name() + "' occurs twice in one node", "Remove one of them");
        }
        switch (property.name()) {
            case "jcr:primaryType" -> primaryType = one(property);
            case "jcr:mixinTypes" -> mixins = property.strings();
            case "jcr:uuid" -> identifier = Optional.of(uuid(property));
            case "jcr:created", "jcr:createdBy" -> {
                // The repository notes these itself, as Magnolia's does.
            }
            default -> properties.add(property);
        }
    }

    /** @throws ContentImportException if there is a child of that name already */
    void add(ContentFileNode child) throws ContentImportException {
        if (!childNames.add(child.name)) {
            throw new ContentImportException(
                    child.location, "Two nodes of one parent are named '" + child.name + "'", "Rename one of them");
        }
        children.add(child);
    }

    private static String one(Property property) throws RepositoryException {
        List<String> values = property.strings();
        if (values.size() != 1) {
            throw new ContentImportException(
                    property.location(), property.name() + " needs exactly one value", "Write one");
        }
        return values.get(0);
    }

    private static String uuid(Property property) throws RepositoryException {
        String uuid = one(property);
        if (!TextValues.isIdentifier(uuid)) {
            throw new ContentImportException(
                    property.location(),
                    "'" + uuid + "' is not an identifier",
                    "Write a UUID in its 36 characters or leave jcr:uuid out");
        }
        return uuid.toLowerCase(Locale.ROOT);
    }

    Location location() {
        return location;
    }

    String name() {
        return name;
    }

    String primaryType() {
        return primaryType;
    }

    List<String> mixins() {
        return mixins;
    }

    Optional<String> identifier() {
        return identifier;
    }

    List<Property> properties() {
        return properties;
    }

    List<ContentFileNode> children() {
        return children;
    }
}
