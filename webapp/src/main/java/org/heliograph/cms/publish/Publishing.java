package org.heliograph.cms.publish;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.content.ItemCheck;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.NodeLanguages;
import org.heliograph.cms.content.PublishedLanguages;
import org.heliograph.cms.content.Slugs;
import org.heliograph.cms.content.Versions;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;

/**
 * Makes working content public and takes it back. What is done together is one save of the workspace
 * {@link ContentRepository#PUBLISHED}: readers see all of it or nothing, and so does whoever starts after a kill.
 */
public final class Publishing {

    private final ContentRepository repository;
    private final ReadModel readModel;
    private final Clock clock;
    private final Marks marks;
    private final SiblingOrder order;
    private final Versions versions;
    private final Slugs slugs;
    private volatile Definitions definitions;

    /**
     * @param readModel tells the order of siblings
     * @param versions keeps what is published
     * @param slugs keeps those that are given up
     * @param clock that notes are dated by
     * @param definitions to start with
     */
    public Publishing(
            ContentRepository repository,
            ReadModel readModel,
            Versions versions,
            Slugs slugs,
            Clock clock,
            Definitions definitions) {
        this.versions = versions;
        this.slugs = slugs;
        this.repository = repository;
        this.readModel = readModel;
        this.clock = clock;
        this.marks = new Marks(repository);
        this.order = new SiblingOrder(readModel);
        this.definitions = definitions;
    }

    /** Goes by other definitions from the next call on. */
    public void use(Definitions changed) {
        definitions = changed;
    }

    /** Notes on working items what a killed process did not get to. */
    public void heal() throws RepositoryException {
        marks.heal();
    }

    /** Publishing some items, to be checked or done. */
    public Publish publish(Caller caller, PublishRequest request) {
        return publish(caller, request, "");
    }

    Publish publish(Caller caller, PublishRequest request, String schedule) {
        return new Publish(this, caller, request, schedule);
    }

    /** Taking some items back, to be checked or done. */
    public Unpublish unpublish(Caller caller, UnpublishRequest request) {
        return unpublish(caller, request, "");
    }

    Unpublish unpublish(Caller caller, UnpublishRequest request, String schedule) {
        return new Unpublish(this, caller, request, schedule);
    }

    ContentRepository repository() {
        return repository;
    }

    ReadModel readModel() {
        return readModel;
    }

    Definitions definitions() {
        return definitions;
    }

    Site.I18n i18n() {
        return definitions.site().i18n();
    }

    Instant now() {
        return clock.instant();
    }

    Marks marks() {
        return marks;
    }

    Versions versions() {
        return versions;
    }

    Slugs slugs() {
        return slugs;
    }

    ItemCheck check() {
        return new ItemCheck(definitions, repository);
    }

    SiblingOrder order() {
        return order;
    }

    /** Which values of an item belong to which language. */
    NodeLanguages names(String workspace, String nodeType) {
        return new Languages(i18n()).of(Declared.of(definitions, workspace, nodeType));
    }

    /** The working state of an item; empty if there is none. */
    Optional<Working> working(ItemId id) throws RepositoryException {
        return isContent(id.workspace())
                ? repository.read(id.workspace(), session -> Working.find(session, id.workspace(), id.id()))
                : Optional.empty();
    }

    /** An item as editors and as readers see it; empty if editors have none. */
    Optional<Comparison> compare(ItemId id) throws RepositoryException {
        Optional<Working> working = working(id).filter(item -> item.item().id().equals(id.id()));
        if (working.isEmpty()) {
            return Optional.empty();
        }
        NodeLanguages names = names(id.workspace(), working.get().item().type());
        return Optional.of(repository.read(ContentRepository.PUBLISHED, session -> {
            Optional<Node> node = PublishedTree.find(session, id);
            return node.isEmpty()
                    ? new Comparison(working.get(), Optional.empty(), Set.of(), names)
                    : new Comparison(
                            working.get(),
                            Optional.of(Working.published(node.get(), id.workspace())),
                            PublishedLanguages.of(node.get()),
                            names);
        }));
    }

    /**
     * The item at a path, or that the node there is a part of.
     *
     * @param view whose paths are meant
     */
    public Optional<ItemId> at(View view, String workspace, String path) throws RepositoryException {
        if (!isContent(workspace)) {
            return Optional.empty();
        }
        return repository.read(view.workspace(workspace), session -> {
            String stored = view.path(workspace, path);
            Optional<Node> item =
                    session.nodeExists(stored) ? ItemNode.itemOf(session.getNode(stored)) : Optional.empty();
            return item.isPresent()
                    ? Optional.of(new ItemId(workspace, item.get().getIdentifier()))
                    : Optional.empty();
        });
    }

    /** Whether items of a workspace can be published: not accounts, settings or the host's own facts. */
    boolean isContent(String workspace) {
        return repository.workspaces().contains(workspace) && !NEVER_PUBLISHED.contains(workspace);
    }

    private static final Set<String> NEVER_PUBLISHED =
            Set.of("users", "usergroups", "userroles", "config", ContentRepository.MESSAGES);

    /** The languages that a request means, which names none for all. */
    Set<Locale> meant(Set<Locale> languages) {
        return languages.isEmpty() ? Set.copyOf(i18n().locales()) : languages;
    }

    /** Refuses languages that the site lacks, or that the caller may not edit. */
    void checkLanguages(Plan plan, Caller caller, Collection<Locale> languages) {
        for (Locale language : languages) {
            if (!i18n().locales().contains(language)) {
                plan.refuse(new Obstacle("publish-language-unknown", "", "", "", language.toString(), List.of()));
            } else if (!caller.rights().mayEdit(language.toString())) {
                plan.refuse(new Obstacle("publish-language-not-allowed", "", "", "", language.toString(), List.of()));
            }
        }
    }
}
