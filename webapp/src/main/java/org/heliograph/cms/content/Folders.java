package org.heliograph.cms.content;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** Where facts about content are kept in the host's own workspace: nodes in folders that are made when first needed. */
final class Folders {

    /** Of folders and of what is in them: no identifiers, no notes, any property. */
    static final String TYPE = "nt:unstructured";

    private Folders() {}

    /** The folder of some names below a node; made where it is not there. */
    static Node of(Node root, String... names) throws RepositoryException {
        Node folder = root;
        for (String name : names) {
            folder = folder.hasNode(name) ? folder.getNode(name) : folder.addNode(name, TYPE);
        }
        return folder;
    }

    /**
     * The folder of an identifier below another: one of 256 by its first two digits, so that none has too many nodes.
     */
    static Node ofId(Node folder, String id) throws RepositoryException {
        return of(folder, id.substring(0, 2));
    }
}
