package org.heliograph.cms.management;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

/** Finds items and chooses the format of answers that show them. */
final class Items {

    private Items() {}

    static Optional<Node> node(Session session, String path) throws RepositoryException {
        return session.nodeExists(path) ? Optional.of(session.getNode(path)) : Optional.empty();
    }

    /** XML for a client that asks for it and not for JSON, JSON for everybody else. */
    static ItemWriter writer(HttpServletRequest request, HttpServletResponse response, Selection selection)
            throws IOException {
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        boolean xml = accept.contains("application/xml") && !accept.contains("application/json");
        response.setContentType(xml ? "application/xml" : "application/json");
        response.setCharacterEncoding("UTF-8");
        return xml
                ? new XmlItemWriter(response.getOutputStream(), selection)
                : new JsonItemWriter(response.getOutputStream(), selection);
    }
}
