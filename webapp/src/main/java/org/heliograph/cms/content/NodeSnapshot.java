package org.heliograph.cms.content;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node as it was after a save, without its session.
 *
 * @param name node name
 * @param path absolute path in its workspace
 * @param id JCR identifier
 * @param primaryType name of the primary type
 * @param types the primary type, its supertypes and the mixins
 * @param properties name to value in alphabetical order; without {@code jcr:primaryType}, {@code jcr:mixinTypes},
 *     {@code jcr:uuid} and the languages of a published node
 */
public record NodeSnapshot(
        String name, String path, String id, String primaryType, List<String> types, Map<String, Property> properties) {

    /** The same node under another path. */
    public NodeSnapshot at(String otherPath) {
        return new NodeSnapshot(
                otherPath.substring(otherPath.lastIndexOf('/') + 1), otherPath, id, primaryType, types, properties);
    }

    /** The property of that name. */
    public Optional<Property> property(String propertyName) {
        return Optional.ofNullable(properties.get(propertyName));
    }

    /**
     * Whether the node is of one of these types.
     *
     * @param strict whether only the primary type counts
     */
    public boolean isOfType(Collection<String> wanted, boolean strict) {
        return strict ? wanted.contains(primaryType) : types.stream().anyMatch(wanted::contains);
    }

    /** Whether a property belongs to the system, by Magnolia's rule on its prefix. */
    public static boolean isSystemProperty(String propertyName) {
        return propertyName.startsWith("jcr:") || propertyName.startsWith("mgnl:");
    }

    /**
     * The values of a property.
     *
     * @param type one of {@link javax.jcr.PropertyType}'s numbers
     * @param multiple whether it is a list, of any length
     * @param values of the Java type that stands for the JCR type: {@code Long}, {@code Double}, {@code BigDecimal},
     *     {@code Boolean}, {@link java.time.OffsetDateTime} for dates, {@code String} for all others; a binary is its
     *     UTF-8 text
     */
    public record Property(int type, boolean multiple, List<Object> values) {

        /** The first value as text, empty where there is none. */
        public String text() {
            return values.isEmpty() ? "" : values.get(0).toString();
        }
    }
}
