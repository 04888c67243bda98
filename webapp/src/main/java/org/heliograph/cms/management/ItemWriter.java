package org.heliograph.cms.management;

import java.io.IOException;
import java.util.List;
import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Value;

/** Writes items in one of the formats that a client may ask for. Written piece by piece: a subtree may be large. */
interface ItemWriter {

    /**
     * Writes a node.
     *
     * @param depth how many levels of children to add
     */
    void node(Node node, int depth) throws IOException, RepositoryException;

    /** Writes a single property. */
    void property(Property property) throws IOException, RepositoryException;

    /** Ends the document; not to be called after a failure, whose answer takes its place. */
    void finish() throws IOException;

    /** The values of a property with one or many. */
    static List<Value> values(Property property) throws RepositoryException {
        return property.isMultiple() ? List.of(property.getValues()) : List.of(property.getValue());
    }
}
