package org.heliograph.cms.site;

import java.util.List;
import java.util.Optional;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.delivery.Asset;
import org.heliograph.cms.delivery.Language;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.security.Rights;

/**
 * The content that a page is made of, all of one moment. What is published is for everybody who may ask for the page;
 * working content is for whom it is readable.
 *
 * @param snapshot notes what is looked at
 * @param view which state of the content
 * @param rights to read working content
 * @param definitions that hold
 * @param language of the page
 * @param links how addresses are written
 */
record Reading(
        Snapshot snapshot, View view, Rights rights, Definitions definitions, Language language, SiteLinks links) {

    Optional<NodeSnapshot> byPath(String workspace, String path) {
        return snapshot.byPath(view, workspace, path).filter(node -> isReadable(workspace, node));
    }

    Optional<NodeSnapshot> byId(String workspace, String id) {
        return snapshot.byId(view, workspace, id).filter(node -> isReadable(workspace, node));
    }

    List<NodeSnapshot> children(String workspace, NodeSnapshot parent) {
        return snapshot.children(view, workspace, parent).stream()
                .filter(node -> isReadable(workspace, node))
                .toList();
    }

    Optional<NodeSnapshot> child(String workspace, NodeSnapshot parent, String name) {
        return name.isEmpty() || name.indexOf('/') >= 0
                ? Optional.empty()
                : byPath(workspace, (parent.path().equals("/") ? "" : parent.path()) + "/" + name);
    }

    Optional<NodeSnapshot> parent(String workspace, NodeSnapshot node) {
        int slash = node.path().lastIndexOf('/');
        return slash <= 0 ? Optional.empty() : byPath(workspace, node.path().substring(0, slash));
    }

    Optional<Asset> asset(String id) {
        return Asset.find(snapshot, view, id).filter(asset -> isReadable(Asset.WORKSPACE, asset.node()));
    }

    boolean isReadable(String workspace, NodeSnapshot node) {
        return view == View.PUBLISHED || rights.mayRead(workspace, node.path());
    }
}
