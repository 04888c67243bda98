package org.heliograph.magnolia;

import info.magnolia.cms.beans.config.ServerConfiguration;
import java.util.Locale;
import java.util.Optional;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.PublishedContent;

/** What is there on a public instance; on an author instance, what Magnolia notes as activated. */
final class ActivatedContent implements PublishedContent {

    private static final String ACTIVATED = "mgnl:activationStatus";
    private static final String TITLE = "title";

    private final ContentSessions sessions;
    private final ServerConfiguration server;

    ActivatedContent(ContentSessions sessions, ServerConfiguration server) {
        this.sessions = sessions;
        this.server = server;
    }

    @Override
    public Optional<Item> find(String workspace, String idOrPath, Locale language) throws RepositoryException {
        return sessions.read(workspace, session -> {
            Optional<Node> node = node(session, idOrPath);
            return node.isPresent() && isPublished(node.get())
                    ? Optional.of(
                            new Item(node.get().getIdentifier(), node.get().getPath(), title(node.get(), language)))
                    : Optional.<Item>empty();
        });
    }

    private static Optional<Node> node(Session session, String idOrPath) throws RepositoryException {
        if (idOrPath.startsWith("/")) {
            return session.nodeExists(idOrPath) ? Optional.of(session.getNode(idOrPath)) : Optional.empty();
        }
        try {
            return Optional.of(session.getNodeByIdentifier(idOrPath));
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        }
    }

    private boolean isPublished(Node node) throws RepositoryException {
        return !server.isAdmin()
                || node.hasProperty(ACTIVATED) && node.getProperty(ACTIVATED).getBoolean();
    }

    private static String title(Node node, Locale language) throws RepositoryException {
        for (String property : new String[] {TITLE + "_" + language.getLanguage(), TITLE}) {
            if (node.hasProperty(property)) {
                return node.getProperty(property).getString();
            }
        }
        return node.getName();
    }
}
