package org.heliograph.cms.repository;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** Which nodes and properties count as a part of an item, and which of them somebody asked for. */
public interface ItemScope {

    /** Everything below an item, as where a file describes a whole tree. */
    ItemScope ALL = new ItemScope() {
        @Override
        public boolean hasChild(Node child) {
            return true;
        }

        @Override
        public boolean hasProperty(Node node, String name) {
            return true;
        }

        @Override
        public boolean isNote(String property) {
            return false;
        }
    };

    /** Whether a child belongs to the same item as its parent, rather than being an item of its own. */
    boolean hasChild(Node child) throws RepositoryException;

    /**
     * Whether a property counts.
     *
     * @param node the item or a part of it
     */
    boolean hasProperty(Node node, String name) throws RepositoryException;

    /**
     * Whether a property only notes who did what when. Notes are written along with a change, and are none themselves.
     */
    boolean isNote(String property);
}
