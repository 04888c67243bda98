package org.heliograph.cms.management;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.ValueFormatException;
import org.heliograph.cms.repository.JcrNames;
import org.heliograph.cms.repository.TextValues;
import org.heliograph.cms.web.RestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A property that a request wants stored.
 *
 * @param name JCR name
 * @param type one of {@link PropertyType}
 * @param multiple whether it holds a list
 * @param values in text form; exactly one unless {@code multiple}
 */
record StoredProperty(String name, int type, boolean multiple, List<String> values) {

    private static final Logger LOG = LoggerFactory.getLogger(StoredProperty.class);

    /** Types that no content type has. Magnolia's service takes and loses their values. */
    private static final Set<Integer> LOST = Set.of(
            PropertyType.NAME, PropertyType.PATH, PropertyType.URI, PropertyType.REFERENCE, PropertyType.WEAKREFERENCE);

    /** @throws RestException 400 if name or number of values are wrong */
    StoredProperty {
        Optional<String> fault = JcrNames.fault(name);
        if (fault.isPresent()) {
            throw RestException.badRequest("The property name '" + name + "' " + fault.get() + ".");
        }
        if (!multiple && values.size() != 1) {
            throw RestException.badRequest("Property '" + name + "' needs one value but has " + values.size()
                    + "; several need multiple=true.");
        }
    }

    /**
     * The number of a type name.
     *
     * @return empty if there is no such type; names are case-sensitive, as in Magnolia
     */
    static Optional<Integer> type(String name) {
        try {
            int type = PropertyType.valueFromName(name);
            return type == PropertyType.UNDEFINED ? Optional.empty() : Optional.of(type);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Names of the properties that are of no type that is stored. */
    static List<String> namesOfLost(List<StoredProperty> properties) {
        return properties.stream()
                .filter(StoredProperty::isLost)
                .map(StoredProperty::name)
                .toList();
    }

    private boolean isLost() {
        return LOST.contains(type);
    }

    /**
     * Stores it, unless it is of a type that is not stored; the node keeps what it has then.
     *
     * @throws RestException 400 if a value is not of the type or the node does not take it
     */
    void setOn(Node node) throws RepositoryException {
        if (isLost()) {
            LOG.warn(
                    "Property {} of {} is not stored: the type {} is none that a content type has",
                    name,
                    node.getPath(),
                    PropertyType.nameFromValue(type));
            return;
        }
        List<Value> parsed = new ArrayList<>();
        for (String text : values) {
            parsed.add(parse(node.getSession(), text));
        }
        if (node.hasProperty(name) && node.getProperty(name).isMultiple() != multiple) {
            node.getProperty(name).remove();
        }
        if (multiple) {
            node.setProperty(name, parsed.toArray(Value[]::new), type);
        } else {
            node.setProperty(name, parsed.get(0), type);
        }
    }

    private Value parse(Session session, String text) throws RepositoryException {
        try {
            String written = type == PropertyType.DATE ? WrittenDate.iso(text) : text;
            return TextValues.parse(session.getValueFactory(), written, type);
        } catch (ValueFormatException e) {
            throw RestException.badRequest("Property '" + name + "': " + e.getMessage() + ".");
        }
    }
}
