package org.heliograph.cms.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.PropertyIterator;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;

/** What a mirror removes: stored items within the trees of an archive that the archive lacks. */
final class LostItems {

    private final ContentRepository repository;
    private final Manifest manifest;
    private final Rights rights;
    private final ImportReport report;
    private final Map<String, List<String>> topmost = new HashMap<>();

    LostItems(ContentRepository repository, Manifest manifest, Rights rights, ImportReport report) {
        this.repository = repository;
        this.manifest = manifest;
        this.rights = rights;
        this.report = report;
    }

    /** Identifiers of the topmost ones of a workspace, once they were looked for. */
    List<String> topmost(String workspace) {
        return topmost.getOrDefault(workspace, List.of());
    }

    /** Whether a place lies within the trees of the archive. */
    boolean covers(String workspace, String path) {
        return manifest.places().stream().anyMatch(place -> place.covers(new Selection.Place(workspace, path)));
    }

    /** Looks for them, and tells the report of each and of what keeps it from being removed. */
    void find() throws RepositoryException {
        for (Selection.Place place : manifest.places()) {
            if (repository.contentWorkspaces().contains(place.workspace())) {
                find(place, kept(place.workspace()));
            }
        }
    }

    private Set<String> kept(String workspace) {
        Set<String> kept = new HashSet<>();
        manifest.items().stream()
                .filter(entry -> entry.workspace().equals(workspace))
                .forEach(entry -> kept.add(entry.id()));
        return kept;
    }

    private void find(Selection.Place place, Set<String> kept) throws RepositoryException {
        repository.read(place.workspace(), session -> {
            if (session.nodeExists(place.path())) {
                Node top = session.getNode(place.path());
                if (top.getDepth() > 0 && !kept.contains(top.getIdentifier())) {
                    lose(place.workspace(), top, kept);
                } else {
                    findBelow(place.workspace(), top, kept);
                }
            }
            return place;
        });
    }

    private void findBelow(String workspace, Node node, Set<String> kept) throws RepositoryException {
        for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
            Node child = children.nextNode();
            if (ItemNode.isItem(child) && kept.contains(child.getIdentifier())) {
                findBelow(workspace, child, kept);
            } else if (ItemNode.isItem(child)) {
                lose(workspace, child, kept);
            }
        }
    }

    private void lose(String workspace, Node node, Set<String> kept) throws RepositoryException {
        topmost.computeIfAbsent(workspace, w -> new ArrayList<>()).add(node.getIdentifier());
        loseTree(workspace, node, node.getPath(), kept);
    }

    private void loseTree(String workspace, Node node, String top, Set<String> kept) throws RepositoryException {
        String place = workspace + ":" + node.getPath();
        if (ItemNode.isItem(node)) {
            report.lose(place);
            if (!rights.may(List.of(Permission.READ, Permission.REMOVE), workspace, node.getPath())) {
                report.obstruct(Finding.at(workspace + ":" + top, "not-allowed", "remove"));
            }
        }
        if (kept.contains(node.getIdentifier())) {
            report.obstruct(Finding.at(place, "lost-holds-kept", workspace + ":" + top));
        }
        for (PropertyIterator references = node.getReferences(); references.hasNext(); ) {
            String user = references.nextProperty().getParent().getPath();
            if (!user.equals(top) && !user.startsWith(top + "/")) {
                report.obstruct(Finding.at(place, "lost-referenced", workspace + ":" + user));
            }
        }
        for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
            loseTree(workspace, children.nextNode(), top, kept);
        }
    }
}
