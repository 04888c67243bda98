package org.heliograph.cms.publish;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.ItemWriter;
import org.heliograph.cms.content.NodeLanguages;
import org.heliograph.cms.content.PublishedLanguages;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;

/** Takes items back that are published, or their values in some languages, all together or nothing. */
public final class Unpublish {

    private final Publishing publishing;
    private final Caller caller;
    private final UnpublishRequest request;
    private final String schedule;

    Unpublish(Publishing publishing, Caller caller, UnpublishRequest request, String schedule) {
        this.publishing = publishing;
        this.caller = caller;
        this.request = request;
        this.schedule = schedule;
    }

    /** What would be taken back, and what stands against it. Changes nothing. */
    public Plan check() throws RepositoryException {
        return publishing.repository().read(ContentRepository.PUBLISHED, this::plan);
    }

    /**
     * Takes back. When this returns, readers see it no more.
     *
     * @return what was taken back
     * @throws NotPublishedException with all that stands against it; nothing was taken back then
     * @throws RepositoryException if the repository fails
     */
    public Plan execute() throws NotPublishedException, RepositoryException {
        Set<String> held = new TreeSet<>();
        request.items().forEach(item -> held.add(item.workspace()));
        held.removeIf(workspace -> !publishing.isContent(workspace));
        Plan plan = publishing.repository().exclusively(held, this::attempt);
        return plan.orRefused();
    }

    private Plan attempt() throws RepositoryException {
        Map<Boolean, Marks.Mark> marks = new LinkedHashMap<>();
        Map<Boolean, String> names = new LinkedHashMap<>();
        Plan done = publishing.repository().write(ContentRepository.PUBLISHED, session -> {
            Plan plan = plan(session);
            if (plan.obstacles().isEmpty()) {
                marks.putAll(takeBack(session, plan));
                for (Map.Entry<Boolean, Marks.Mark> mark : marks.entrySet()) {
                    names.put(mark.getKey(), publishing.marks().add(session, mark.getValue()));
                }
            }
            return plan;
        });
        names.forEach((active, name) -> publishing.marks().writeLater(name, marks.get(active)));
        return done;
    }

    /** Tells by whether something is left of it what is to be noted on the items. */
    private Map<Boolean, Marks.Mark> takeBack(Session session, Plan plan) throws RepositoryException {
        Map<Boolean, Set<ItemId>> items = new LinkedHashMap<>();
        for (Working each : plan.inOrder()) {
            Optional<Node> node = PublishedTree.find(session, each.id());
            // What was below an item that is gone is gone too.
            boolean left = node.isPresent() && takeBack(node.get(), each);
            items.computeIfAbsent(left, l -> new TreeSet<>()).add(each.id());
        }
        Map<Boolean, Marks.Mark> marks = new LinkedHashMap<>();
        items.forEach((left, ids) -> marks.put(
                left, new Marks.Mark(Marks.withoutVersions(ids), publishing.now(), caller.name(), left, schedule)));
        return marks;
    }

    /** Tells whether something of the item is left. */
    private boolean takeBack(Node node, Working published) throws RepositoryException {
        Set<String> left = left(node, published);
        if (left.isEmpty()) {
            node.remove();
            return false;
        }
        if (isLocalized(published)) {
            NodeLanguages names = names(published);
            Set<Optional<Locale>> gone = new HashSet<>();
            request.languages().forEach(locale -> gone.add(Optional.of(locale)));
            ItemNode rest = published.item().only(names, language -> !gone.contains(language), Optional.empty());
            new ItemWriter(names, gone::contains).write(rest, node.getParent());
            PublishedTree.say(node, left);
        }
        return true;
    }

    private NodeLanguages names(Working published) {
        return publishing.names(published.workspace(), published.item().type());
    }

    private boolean isLocalized(Working published) {
        return !ItemLanguages.of(published.item(), names(published), Optional.empty())
                .isEmpty();
    }

    /** The languages that stay published; an item without values per language stays in all of them. */
    private Set<String> left(Node node, Working published) throws RepositoryException {
        if (request.languages().isEmpty()) {
            return Set.of();
        }
        return isLocalized(published)
                ? ItemLanguages.without(PublishedLanguages.of(node), request.languages(), publishing.i18n())
                : Set.of("");
    }

    private Plan plan(Session published) throws RepositoryException {
        Plan plan = new Plan();
        publishing.checkLanguages(plan, caller, publishing.meant(request.languages()));
        for (ItemId id : request.items()) {
            Optional<Node> node = PublishedTree.find(published, id);
            if (node.isEmpty()) {
                plan.refuse(Obstacle.of("publish-not-published", id.workspace(), id.id()));
            } else {
                add(plan, node.get(), id.workspace());
            }
        }
        for (Working item : plan.inOrder()) {
            Node node = PublishedTree.find(published, item.id()).orElseThrow();
            if (left(node, item).isEmpty()) {
                addBelow(plan, node, item);
            }
        }
        return plan;
    }

    private void add(Plan plan, Node node, String workspace) throws RepositoryException {
        Working item = Working.published(node, workspace);
        if (!caller.rights().mayRead(workspace, item.path())) {
            plan.refuse(Obstacle.of("publish-not-published", workspace, node.getIdentifier()));
        } else if (!caller.rights().may(Permission.PUBLISH, workspace, item.path())) {
            plan.refuse(Obstacle.of("publish-not-allowed", workspace, item.path()));
        } else {
            plan.add(item);
        }
    }

    private void addBelow(Plan plan, Node node, Working above) throws RepositoryException {
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            Node child = each.nextNode();
            ItemId id = new ItemId(above.workspace(), child.getIdentifier());
            if (ItemNode.isItem(child) && !plan.has(id)) {
                if (request.withBelow()) {
                    add(plan, child, above.workspace());
                } else {
                    String path = PublishedTree.pathOf(child, above.workspace());
                    boolean known = caller.rights().mayRead(above.workspace(), path);
                    plan.refuse(Obstacle.of(
                            "publish-below-published",
                            above.workspace(),
                            above.path(),
                            known ? path : child.getIdentifier()));
                }
            }
            addBelow(plan, child, above);
        }
    }
}
