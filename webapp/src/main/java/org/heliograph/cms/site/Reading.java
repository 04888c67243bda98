package org.heliograph.cms.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.delivery.Asset;
import org.heliograph.cms.delivery.Language;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.security.Rights;

/**
 * The content that a page is made of, all of one moment. What is published is for everybody who may ask for the page;
 * working content is for whom it is readable. Scripts ask for the same again and again, so that what was looked up is kept
 * until the page is made.
 *
 * @param snapshot notes what is looked at
 * @param view which state of the content
 * @param rights to read working content
 * @param definitions that hold
 * @param language of the page
 * @param links how addresses are written
 * @param draft that is shown as it is worked on, if there is one
 * @param known what was looked up
 */
record Reading(
        Snapshot snapshot,
        View view,
        Rights rights,
        Definitions definitions,
        Language language,
        SiteLinks links,
        Optional<Draft> draft,
        Map<Sought, Optional<NodeSnapshot>> known) {

    /** A node that was asked for. */
    record Sought(String workspace, String idOrPath) {}

    /** Nothing was looked up yet. */
    Reading(
            Snapshot snapshot,
            View view,
            Rights rights,
            Definitions definitions,
            Language language,
            SiteLinks links,
            Optional<Draft> draft) {
        this(snapshot, view, rights, definitions, language, links, draft, new HashMap<>());
    }

    private boolean isDraft(String workspace, String path) {
        return draft.isPresent() && draft.get().holds(workspace, path);
    }

    /** The state in which a node is read. */
    View viewOf(String workspace, String path) {
        return isDraft(workspace, path) ? View.WORKING : view;
    }

    private Optional<NodeSnapshot> look(String workspace, String idOrPath, Supplier<Optional<NodeSnapshot>> looking) {
        Sought sought = new Sought(workspace, idOrPath);
        Optional<NodeSnapshot> before = known.get(sought);
        if (before != null) {
            return before;
        }
        Optional<NodeSnapshot> now = looking.get();
        known.put(sought, now);
        return now;
    }

    Optional<NodeSnapshot> byPath(String workspace, String path) {
        return path.startsWith("/") ? look(workspace, path, () -> atPath(workspace, path)) : Optional.empty();
    }

    private Optional<NodeSnapshot> atPath(String workspace, String path) {
        return snapshot.byPath(viewOf(workspace, path), workspace, path).filter(node -> isReadable(workspace, node));
    }

    Optional<NodeSnapshot> byId(String workspace, String id) {
        return id.startsWith("/") ? Optional.empty() : look(workspace, id, () -> withId(workspace, id));
    }

    private Optional<NodeSnapshot> withId(String workspace, String id) {
        Optional<NodeSnapshot> ofDraft = draft.filter(each -> each.workspace().equals(workspace))
                .flatMap(each -> snapshot.byId(View.WORKING, workspace, id))
                .filter(node -> isDraft(workspace, node.path()));
        return ofDraft.isPresent()
                ? ofDraft
                : snapshot.byId(view, workspace, id).filter(node -> isReadable(workspace, node));
    }

    List<NodeSnapshot> children(String workspace, NodeSnapshot parent) {
        return snapshot.children(viewOf(workspace, parent.path()), workspace, parent).stream()
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
        return Asset.find(snapshot, view, id)
                .filter(asset -> isReadable(Asset.WORKSPACE, asset.node()))
                .or(() -> draft.filter(each -> each.mentions().test(id))
                        .flatMap(each -> Asset.find(snapshot, View.WORKING, id)));
    }

    /** Where the file of an asset is that only a draft shows; empty for all others. */
    Optional<String> addressOfDraft(Asset asset) {
        return draft.filter(
                        each -> Asset.find(snapshot, view, asset.node().id()).isEmpty())
                .map(each -> each.address() + "/dam/jcr:" + asset.node().id() + "/file");
    }

    /** Whether a node of the site may be part of a page. What a draft would inherit from pages above may be a
     * draft too, and is left out. */
    boolean isShownWith(NodeSnapshot page, NodeSnapshot node) {
        return isDraft(SiteLinks.WEBSITE, page.path())
                ? isDraft(SiteLinks.WEBSITE, node.path())
                : isReadable(SiteLinks.WEBSITE, node);
    }

    boolean isReadable(String workspace, NodeSnapshot node) {
        return view == View.PUBLISHED || isDraft(workspace, node.path()) || rights.mayRead(workspace, node.path());
    }
}
