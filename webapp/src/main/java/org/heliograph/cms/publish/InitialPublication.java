package org.heliograph.cms.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.ItemWriter;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Endpoint.JcrResolver;
import org.heliograph.cms.repository.ContentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what came with an installation, in all languages and as it is, as on a Magnolia pair whose instances were
 * installed alike. Only what delivery can show counts: a visitor's message must not be copied.
 */
public final class InitialPublication {

    private static final Logger LOG = LoggerFactory.getLogger(InitialPublication.class);
    /** Says that what the repository held before there was published content has been published. */
    private static final String COMPLETE = "hg:complete";

    private static final Set<String> ALWAYS_SHOWN = Set.of("dam", "website");

    private final Publishing publishing;

    /** @param publishing knows what is content */
    public InitialPublication(Publishing publishing) {
        this.publishing = publishing;
    }

    /**
     * Publishes everything, once in the life of a repository: one that an earlier version filled showed it all.
     *
     * @throws RepositoryException if the repository fails; the next start goes on
     */
    public void complete() throws RepositoryException {
        ContentRepository repository = publishing.repository();
        if (repository.read(
                ContentRepository.PUBLISHED, session -> session.getRootNode().hasNode(COMPLETE))) {
            return;
        }
        for (String workspace : shown()) {
            for (String path : repository.read(workspace, InitialPublication::topmost)) {
                publish(workspace, List.of(path));
            }
        }
        repository.write(ContentRepository.PUBLISHED, session -> {
            session.getRootNode().addNode(COMPLETE, "mgnl:contentNode");
            return true;
        });
    }

    private static List<String> topmost(Session session) throws RepositoryException {
        List<String> paths = new ArrayList<>();
        for (NodeIterator each = session.getRootNode().getNodes(); each.hasNext(); ) {
            Node node = each.nextNode();
            if (ItemNode.isItem(node)) {
                paths.add(node.getPath());
            }
        }
        return paths;
    }

    /** The workspaces that delivery shows anything of. */
    private Set<String> shown() {
        Set<String> shown = new TreeSet<>(ALWAYS_SHOWN);
        for (Endpoint endpoint : publishing.definitions().endpoints().values()) {
            endpoint.workspace().ifPresent(shown::add);
            endpoint.references().stream()
                    .map(Endpoint.Reference::resolver)
                    .filter(JcrResolver.class::isInstance)
                    .forEach(resolver ->
                            ((JcrResolver) resolver).targetWorkspace().ifPresent(shown::add));
        }
        shown.removeIf(workspace -> !publishing.isContent(workspace));
        return shown;
    }

    /**
     * Publishes nodes with all below them. Where editors took back what is above one, that stays so, and the node with it.
     *
     * @param paths absolute, in the working content
     */
    public void publish(String workspace, List<String> paths) throws RepositoryException {
        if (!shown().contains(workspace)) {
            return;
        }
        ContentRepository repository = publishing.repository();
        repository.exclusively(Set.of(workspace), () -> {
            List<Tree> trees = repository.read(workspace, session -> read(session, workspace, paths));
            return repository.write(ContentRepository.PUBLISHED, session -> {
                for (Tree tree : trees) {
                    replace(session, tree);
                }
                return trees.size();
            });
        });
    }

    /** An item, and all of it with the items below. */
    private record Tree(Working working, ItemNode whole) {}

    private static List<Tree> read(Session session, String workspace, List<String> paths) throws RepositoryException {
        List<Tree> trees = new ArrayList<>();
        for (String path : paths) {
            if (session.nodeExists(path) && ItemNode.isItem(session.getNode(path))) {
                Node node = session.getNode(path);
                trees.add(new Tree(
                        Working.of(node, workspace), ItemNode.withItems(node).withWeakReferences()));
            }
        }
        return trees;
    }

    private void replace(Session session, Tree tree) throws RepositoryException {
        Working working = tree.working();
        try {
            Optional<Node> before = PublishedTree.find(session, working.id());
            if (before.isPresent()) {
                before.get().remove();
            }
            Node parent = PublishedTree.place(session, working, Set.of());
            new ItemWriter(publishing.names(working.workspace(), working.item().type()), language -> true)
                    .write(tree.whole(), parent);
        } catch (Obstructed e) {
            LOG.warn("Not published: {}", e.getMessage());
        }
    }
}
