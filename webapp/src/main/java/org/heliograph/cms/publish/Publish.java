package org.heliograph.cms.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.FieldProblem;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.NodeLanguages;
import org.heliograph.cms.content.Versions;
import org.heliograph.cms.publish.PublishRequest.References;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;

/** Publishes items together, all or nothing. */
public final class Publish {

    /** Items that one save may publish: they are held in memory until then. */
    static final int MOST_ITEMS = 5000;

    private final Publishing publishing;
    private final Caller caller;
    private final PublishRequest request;
    private final String schedule;
    private final Set<Locale> languages;

    Publish(Publishing publishing, Caller caller, PublishRequest request, String schedule) {
        this.publishing = publishing;
        this.caller = caller;
        this.request = request;
        this.schedule = schedule;
        this.languages = publishing.meant(request.languages());
    }

    /** What would be published, and what stands against it. Changes nothing. */
    public Plan check() throws RepositoryException {
        Plan plan = plan();
        if (plan.obstacles().isEmpty()) {
            try {
                // Tried out in a session that is not saved.
                publishing.repository().read(ContentRepository.PUBLISHED, session -> write(session, plan));
            } catch (Obstructed e) {
                plan.refuse(e.obstacle());
            }
        }
        return plan;
    }

    /**
     * Publishes. When this returns, readers see it.
     *
     * @return what was published
     * @throws NotPublishedException with all that stands against it; nothing was published then
     * @throws RepositoryException if the repository fails
     */
    public Plan execute() throws NotPublishedException, RepositoryException {
        Set<String> held = new TreeSet<>();
        request.items().forEach(item -> held.add(item.workspace()));
        held.removeIf(workspace -> !publishing.isContent(workspace));
        Plan plan = publishing.repository().exclusively(held, () -> attempt(held));
        while (!held.containsAll(plan.workspaces())) {
            // What is referred to may be in other workspaces, which must not change meanwhile either.
            held.addAll(plan.workspaces());
            plan = publishing.repository().exclusively(held, () -> attempt(held));
        }
        return plan.orRefused();
    }

    private Plan attempt(Set<String> held) throws RepositoryException {
        Plan plan = plan();
        if (plan.obstacles().isEmpty() && held.containsAll(plan.workspaces())) {
            carryOut(plan);
        }
        return plan;
    }

    private void carryOut(Plan plan) throws RepositoryException {
        ContentRepository repository = publishing.repository();
        Map<String, Marks.Mark> mark = new HashMap<>();
        try {
            repository.exclusively(
                    Set.of(ContentRepository.INTERNAL, ContentRepository.PUBLISHED),
                    () -> repository.write(ContentRepository.PUBLISHED, session -> {
                        keepSlugs(session, plan);
                        write(session, plan);
                        // Before the save: better a version of what was not published than none of what was.
                        Marks.Mark made =
                                new Marks.Mark(addVersions(plan), publishing.now(), caller.name(), true, schedule);
                        mark.put(publishing.marks().add(session, made), made);
                        return plan;
                    }));
            mark.forEach(publishing.marks()::writeLater);
        } catch (Obstructed e) {
            plan.refuse(e.obstacle());
        }
    }

    /** What is published under another slug from now on is found under the one before, too. */
    private void keepSlugs(Session session, Plan plan) throws RepositoryException {
        for (Working each : plan.all()) {
            Optional<Node> before = PublishedTree.find(session, each.id());
            if (before.isPresent()) {
                ItemNode published = ItemLanguages.plain(ItemNode.of(before.get()));
                ItemNode after = each.item().only(names(each), this::isChosen, Optional.of(published));
                publishing.slugs().keep(each.workspace(), published, after, names(each));
            }
        }
    }

    private boolean isChosen(Optional<Locale> language) {
        return language.map(languages::contains).orElse(true);
    }

    private Map<ItemId, String> addVersions(Plan plan) throws RepositoryException {
        List<Versions.Kept> states = plan.all().stream()
                .map(each -> new Versions.Kept(each.workspace(), each.path(), each.item(), languages))
                .toList();
        Map<String, Integer> numbers = publishing.versions().add(states, caller.name(), request.comment());
        Map<ItemId, String> versions = new TreeMap<>();
        plan.all()
                .forEach(each -> versions.put(
                        each.id(), String.valueOf(numbers.get(each.item().id()))));
        return versions;
    }

    private Plan write(Session session, Plan plan) throws RepositoryException {
        Set<String> left = new HashSet<>();
        plan.all().forEach(each -> left.add(each.item().id()));
        List<Working> inOrder = plan.inOrder();
        for (Working each : inOrder) {
            left.remove(each.item().id());
            PublishedTree.write(session, each, names(each), languages, left);
        }
        publishing.order().restore(session, inOrder);
        return plan;
    }

    private NodeLanguages names(Working item) {
        return publishing.names(item.workspace(), item.item().type());
    }

    private Plan plan() throws RepositoryException {
        Plan plan = new Plan();
        publishing.checkLanguages(plan, caller, languages);
        publishing.repository().read(ContentRepository.PUBLISHED, published -> {
            Planning planning = new Planning(plan, new ArrayDeque<>(request.items()));
            planning.planAll(published);
            return plan;
        });
        return plan;
    }

    /** Adds to a plan until it is complete. */
    private final class Planning {
        private final Plan plan;
        private final Deque<ItemId> queue;
        /** What has to be published by then. */
        private final Set<Needed> needed = new LinkedHashSet<>();

        private record Needed(String obstacle, Working by, ItemId item, String name) {}

        Planning(Plan plan, Deque<ItemId> queue) {
            this.plan = plan;
            this.queue = queue;
        }

        void planAll(Session published) throws RepositoryException {
            while (!queue.isEmpty()) {
                if (plan.all().size() == MOST_ITEMS) {
                    plan.refuse(Obstacle.of("publish-too-many", "", "", String.valueOf(MOST_ITEMS)));
                    return;
                }
                ItemId id = queue.poll();
                if (!plan.has(id)) {
                    add(published, id);
                }
            }
            for (Needed each : needed) {
                if (!plan.has(each.item())
                        && PublishedTree.find(published, each.item()).isEmpty()) {
                    plan.refuse(Obstacle.of(
                            each.obstacle(), each.by().workspace(), each.by().path(), each.name()));
                }
            }
        }

        private void add(Session published, ItemId id) throws RepositoryException {
            Optional<Working> found = publishing.working(id);
            if (found.isEmpty()
                    || !caller.rights().mayRead(id.workspace(), found.get().path())) {
                plan.refuse(Obstacle.of("publish-item-gone", id.workspace(), id.id()));
                return;
            }
            Working item = found.get();
            if (plan.has(item.id())) {
                return;
            }
            if (!caller.rights().may(Permission.PUBLISH, item.workspace(), item.path())) {
                plan.refuse(Obstacle.of("publish-not-allowed", item.workspace(), item.path()));
            }
            plan.add(item);
            check(item);
            if (request.withBelow()) {
                queue.addAll(publishing.repository().read(item.workspace(), item::below));
            }
            addParents(published, item);
            addReferences(published, item);
        }

        private void check(Working item) throws RepositoryException {
            for (FieldProblem problem : publishing.check().forPublishing(item.workspace(), item.item(), languages)) {
                plan.refuse(new Obstacle(
                        problem.id(),
                        item.workspace(),
                        item.path(),
                        problem.pointer(),
                        problem.language().map(Locale::toString).orElse(""),
                        problem.arguments().stream().map(String::valueOf).toList()));
            }
        }

        private void addParents(Session published, Working item) throws RepositoryException {
            for (Working.Step step : item.above()) {
                ItemId parent = new ItemId(item.workspace(), step.id());
                if (step.item() && PublishedTree.find(published, parent).isEmpty()) {
                    if (request.withParents()) {
                        queue.add(parent);
                    } else {
                        needed.add(new Needed("publish-parent-missing", item, parent, step.path()));
                    }
                }
            }
        }

        /** By the path, for whoever may know it. */
        private String named(Working item) {
            boolean known = caller.rights().mayRead(item.workspace(), item.path());
            return item.workspace() + ":" + (known ? item.path() : item.item().id());
        }

        private void addReferences(Session published, Working item) throws RepositoryException {
            if (request.references() == References.LEAVE) {
                return;
            }
            Set<ItemId> references = ItemReferences.of(
                    item,
                    names(item),
                    Publish.this::isChosen,
                    publishing.definitions().contentTypes());
            for (ItemId id : references) {
                Optional<Working> target =
                        PublishedTree.find(published, id).isPresent() ? Optional.empty() : publishing.working(id);
                if (target.isPresent() && request.references() == References.INCLUDE) {
                    queue.add(target.get().id());
                } else if (target.isPresent()) {
                    needed.add(new Needed(
                            "publish-reference-missing", item, target.get().id(), named(target.get())));
                }
            }
        }
    }
}
