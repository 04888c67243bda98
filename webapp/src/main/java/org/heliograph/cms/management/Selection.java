package org.heliograph.cms.management;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Credentials;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.RestException;

/**
 * Which parts of a node an answer shows.
 *
 * @param depth levels of children; 0 shows none
 * @param excludedTypes primary types of children that are left out with all below them
 * @param metadata whether properties whose names start with {@code jcr:} or {@code mgnl:} are shown
 * @param rights of the caller: children that may not be read are left out
 */
record Selection(int depth, Set<String> excludedTypes, boolean metadata, Rights rights) {

    /** Deeper content does not occur, and each level takes a frame of the stack. */
    private static final int MAX_DEPTH = 200;

    /** @throws RestException 404 in Magnolia's words if the depth is no number */
    static Selection of(HttpServletRequest request, Rights rights) {
        Set<String> excluded = new HashSet<>();
        for (String types : Optional.ofNullable(request.getParameterValues("excludeNodeTypes"))
                .orElse(new String[0])) {
            excluded.addAll(Arrays.asList(types.split("\\s*,\\s*")));
        }
        boolean metadata = Boolean.parseBoolean(request.getParameter("includeMetadata"));
        return new Selection(
                depth(Optional.ofNullable(request.getParameter("depth")).orElse("0")), excluded, metadata, rights);
    }

    private static int depth(String text) {
        try {
            return Math.min(Integer.parseInt(text), MAX_DEPTH);
        } catch (NumberFormatException e) {
            throw RestException.notFound("Unable to extract parameter from http request:"
                    + " javax.ws.rs.QueryParam(\"depth\") value is '" + text + "'");
        }
    }

    List<Node> children(Node node) throws RepositoryException {
        String workspace = node.getSession().getWorkspace().getName();
        List<Node> children = new ArrayList<>();
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            Node child = each.nextNode();
            boolean system = child.getDepth() == 1 && child.getName().equals("jcr:system");
            if (!system
                    && !excludedTypes.contains(child.getPrimaryNodeType().getName())
                    && rights.mayRead(workspace, child.getPath())) {
                children.add(child);
            }
        }
        return children;
    }

    List<Property> properties(Node node) throws RepositoryException {
        String workspace = node.getSession().getWorkspace().getName();
        List<Property> properties = new ArrayList<>();
        for (PropertyIterator each = node.getProperties(); each.hasNext(); ) {
            Property property = each.nextProperty();
            String name = property.getName();
            boolean shown = metadata || !name.startsWith("jcr:") && !name.startsWith("mgnl:");
            if (shown && !Credentials.isOne(workspace, name)) {
                properties.add(property);
            }
        }
        return properties;
    }
}
