package org.heliograph.cms.management;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.ValueFormatException;
import org.heliograph.cms.repository.JcrNames;
import org.heliograph.cms.repository.TextValues;
import org.heliograph.cms.web.RestException;

/**
 * A property that a request wants stored.
 *
 * @param name JCR name
 * @param type one of {@link PropertyType}
 * @param multiple whether it holds a list
 * @param values in text form; exactly one unless {@code multiple}
 */
record StoredProperty(String name, int type, boolean multiple, List<String> values) {

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

    /** @throws RestException 400 if a value is not of the type or the node does not take it */
    void setOn(Node node) throws RepositoryException {
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
            if (type == PropertyType.REFERENCE) {
                session.getNodeByIdentifier(
                        TextValues.parse(session.getValueFactory(), text, type).getString());
            }
            return TextValues.parse(session.getValueFactory(), text, type);
        } catch (ItemNotFoundException e) {
            throw RestException.badRequest("Property '" + name + "' refers to " + text
                    + ", which is not in this workspace; use WeakReference or String.");
        } catch (ValueFormatException e) {
            throw RestException.badRequest("Property '" + name + "': " + e.getMessage() + ".");
        }
    }
}
