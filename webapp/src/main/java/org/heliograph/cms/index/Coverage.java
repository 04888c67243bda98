package org.heliograph.cms.index;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.repository.ContentRepository;

/**
 * The nodes that an index holds.
 *
 * @param workspaces names of workspaces, {@link ContentRepository#PUBLISHED} included
 * @param only primary type of the nodes that are held besides the root, without what is below them; empty for all nodes
 */
record Coverage(Predicate<String> workspaces, Optional<String> only) {

    /** Passwords, settings, messages and the host's own facts are never read through the index of the content. */
    private static final Set<String> NO_CONTENT = Set.of(
            "users", "usergroups", "userroles", "config", ContentRepository.MESSAGES, ContentRepository.INTERNAL);

    /** All content. */
    static final Coverage CONTENT = new Coverage(workspace -> !NO_CONTENT.contains(workspace), Optional.empty());

    /** The nodes of one type in one workspace. */
    static Coverage of(String workspace, String nodeType) {
        return new Coverage(workspace::equals, Optional.of(nodeType));
    }

    boolean holds(String workspace) {
        return workspaces.test(workspace);
    }

    boolean holds(Node node) throws RepositoryException {
        return only.isEmpty()
                || only.get().equals(node.getPrimaryNodeType().getName())
                || node.getPath().equals("/");
    }

    boolean holdsSomeBelow(Node node) throws RepositoryException {
        return only.isEmpty() || !only.get().equals(node.getPrimaryNodeType().getName());
    }
}
