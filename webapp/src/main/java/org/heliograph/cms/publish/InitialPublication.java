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

    private static final int MOST_AT_ONCE = 500;
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
            publishAll(workspace);
        }
        repository.write(ContentRepository.PUBLISHED, session -> {
            session.getRootNode().addNode(COMPLETE, "mgnl:contentNode");
            return true;
        });
    }

    /** A part at a time: what is saved together is held in memory until then. */
    private void publishAll(String workspace) throws RepositoryException {
        List<String> paths = new ArrayList<>();
        publishing.repository().read(workspace, session -> addItems(session.getRootNode(), paths));
        for (int from = 0; from < paths.size(); from += MOST_AT_ONCE) {
            publishEach(workspace, paths.subList(from, Math.min(from + MOST_AT_ONCE, paths.size())));
        }
    }

    /** Those above others come first. */
    private static boolean addItems(Node node, List<String> paths) throws RepositoryException {
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            Node child = each.nextNode();
            if (ItemNode.isItem(child)) {
                paths.add(child.getPath());
            }
            if (!child.getName().equals("jcr:system")) {
                addItems(child, paths);
            }
        }
        return true;
    }

    private void publishEach(String workspace, List<String> paths) throws RepositoryException {
        ContentRepository repository = publishing.repository();
        repository.exclusively(Set.of(workspace), () -> {
            List<Working> items = new ArrayList<>();
            repository.read(workspace, session -> {
                for (String path : paths) {
                    if (session.nodeExists(path)) {
                        items.add(Working.of(session.getNode(path), workspace));
                    }
                }
                return true;
            });
            return repository.write(ContentRepository.PUBLISHED, session -> {
                for (Working item : items) {
                    write(session, item, item.item().withWeakReferences());
                }
                return true;
            });
        });
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
        Optional<Node> before = PublishedTree.find(session, working.id());
        if (before.isPresent()) {
            before.get().remove();
        }
        write(session, working, tree.whole());
    }

    private void write(Session session, Working working, ItemNode item) throws RepositoryException {
        try {
            Node parent = PublishedTree.place(session, working, Set.of());
            new ItemWriter(publishing.names(working.workspace(), working.item().type()), language -> true)
                    .write(item, parent);
        } catch (Obstructed e) {
            LOG.warn("Not published: {}", e.getMessage());
        }
    }
}
