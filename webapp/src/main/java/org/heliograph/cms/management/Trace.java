package org.heliograph.cms.management;

import java.util.Calendar;
import java.util.TimeZone;
import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** Notes on nodes who made and changed them, as Magnolia does. Nodes whose type has no place for it stay as they are. */
final class Trace {

    private Trace() {}

    /** @param user name of who creates */
    static void created(Node node, String user) throws RepositoryException {
        if (node.isNodeType("mgnl:created")) {
            note(node, "mgnl:created", user);
        }
        changed(node, user);
    }

    /** @param user name of who changes */
    static void changed(Node node, String user) throws RepositoryException {
        if (node.isNodeType("mgnl:lastModified")) {
            note(node, "mgnl:lastModified", user);
        }
    }

    private static void note(Node node, String property, String user) throws RepositoryException {
        node.setProperty(property, Calendar.getInstance(TimeZone.getTimeZone("UTC")));
        node.setProperty(property + "By", user);
    }
}
