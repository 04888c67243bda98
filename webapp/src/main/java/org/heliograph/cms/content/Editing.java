package org.heliograph.cms.content;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import javax.jcr.ItemNotFoundException;
import javax.jcr.NoSuchWorkspaceException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.Editor.Act;
import org.heliograph.cms.content.RefusedException.Kind;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;

/**
 * What every change of an item has in common: it is made in a session of its own, then looked at as a whole, and only saved
 * if the editor may change what differs and what differs may be stored.
 *
 * <p>Whoever writes to a workspace of content may write to the host's own one meanwhile, never the other way round.
 */
final class Editing {

    private final ContentRepository repository;
    private final Definitions definitions;
    private final Slugs slugs;
    private final Clock clock;

    Editing(ContentRepository repository, Definitions definitions, Slugs slugs, Clock clock) {
        this.repository = repository;
        this.definitions = definitions;
        this.slugs = slugs;
        this.clock = clock;
    }

    Definitions definitions() {
        return definitions;
    }

    Languages languages() {
        return new Languages(definitions.site().i18n());
    }

    /** Which values of an item belong to which language. */
    NodeLanguages names(String workspace, ItemNode item) {
        return languages().of(Declared.of(definitions, workspace, item.type()));
    }

    /** The item at a path. */
    static Node item(Session session, String path) throws RepositoryException {
        Node node = session.nodeExists(path) && !path.equals("/") ? session.getNode(path) : null;
        if (node == null || !ItemNode.isItem(node)) {
            throw RefusedException.missing();
        }
        return node;
    }

    ItemState state(String workspace, Node node) throws RepositoryException {
        ItemNode item = ItemNode.of(node);
        return new ItemState(workspace, node.getPath(), item, names(workspace, item));
    }

    ItemState read(String workspace, String path) throws RepositoryException {
        try {
            return repository.read(workspace, session -> state(workspace, item(session, path)));
        } catch (NoSuchWorkspaceException e) {
            throw RefusedException.missing();
        }
    }

    /** Changes an item in a session. */
    interface Work {
        /**
         * @param before the item as it is
         * @return as it is to be
         */
        ItemNode on(ItemState before) throws RepositoryException;
    }

    /**
     * Changes an item, if the work's result may be stored.
     *
     * @throws RefusedException if it may not
     */
    ItemState change(String workspace, String path, Editor editor, Work work) throws RepositoryException {
        return repository.write(workspace, session -> {
            Node node = item(session, path);
            ItemState before = state(workspace, node);
            Optional<ItemNode> wanted = accept(before, editor, work);
            if (wanted.isEmpty()) {
                return before;
            }
            keepSlugs(workspace, wanted.get(), before.names());
            new ItemWriter(before.names(), language -> true).write(wanted.get(), node.getParent());
            stamp(node, "mgnl:lastModified", editor);
            return state(workspace, node);
        });
    }

    /**
     * Refuses what {@link #change} would refuse, and changes nothing.
     *
     * @throws RefusedException if the work's result may not be stored
     */
    void tryChange(String workspace, String path, Editor editor, Work work) throws RepositoryException {
        accept(read(workspace, path), editor, work);
    }

    /** @return what is to be stored; empty if it is stored already */
    private Optional<ItemNode> accept(ItemState before, Editor editor, Work work) throws RepositoryException {
        String workspace = before.workspace();
        editor.require(Act.CHANGE, workspace, before.path());
        ItemNode edited = work.on(before);
        List<ItemChange> changes = ItemChange.between(before.item(), edited, before.names());
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        requireLanguages(changes, editor);
        ItemNode wanted = slugs.complete(workspace, edited, before.names());
        check(workspace, before.item(), wanted, changes, before.names());
        return Optional.of(wanted);
    }

    static void requireLanguages(List<ItemChange> changes, Editor editor) {
        List<FieldProblem> problems = new ArrayList<>();
        for (ItemChange change : changes) {
            Optional<Locale> language = change.language();
            if (language.isPresent() && !editor.mayEdit(language.get())) {
                problems.add(new FieldProblem(
                        "/" + change.field() + "/" + language.get().toLanguageTag(),
                        language,
                        "field-language-not-yours",
                        List.of(language.get().toLanguageTag())));
            }
        }
        if (!problems.isEmpty()) {
            throw RefusedException.fields(problems);
        }
    }

    /** What is wrong already and stays as it is keeps nobody from changing something else. */
    void check(String workspace, ItemNode before, ItemNode wanted, List<ItemChange> changes, NodeLanguages names)
            throws RepositoryException {
        Set<String> changed = changes.stream().map(ItemChange::field).collect(Collectors.toSet());
        List<FieldProblem> problems = new ArrayList<>(new ItemCheck(definitions, repository)
                .forSaving(workspace, wanted).stream()
                        .filter(problem -> changed.contains(problem.field()))
                        .toList());
        problems.addAll(slugs.check(workspace, before, wanted, names));
        if (!problems.isEmpty()) {
            throw RefusedException.fields(problems);
        }
    }

    private void keepSlugs(String workspace, ItemNode wanted, NodeLanguages names) throws RepositoryException {
        Optional<ItemNode> published = published(wanted.id());
        if (published.isPresent()) {
            slugs.keep(workspace, published.get(), wanted, names);
        }
    }

    /** An item as it is published. */
    private Optional<ItemNode> published(String id) throws RepositoryException {
        return repository.read(ContentRepository.PUBLISHED, session -> {
            try {
                return Optional.of(ItemNode.of(session.getNodeByIdentifier(id)));
            } catch (ItemNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** Notes who did something when, as Magnolia does. */
    void stamp(Node node, String property, Editor editor) throws RepositoryException {
        if (node.isNodeType(property)) {
            Calendar now = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
            now.setTimeInMillis(clock.millis());
            node.setProperty(property, now);
            node.setProperty(property + "By", editor.name());
        }
    }

    /** A node that items may be put below: the root, a folder or an item. */
    static Node parent(Session session, String path) throws RepositoryException {
        if (!session.nodeExists(path)) {
            throw RefusedException.of(Kind.MISSING, "parent-missing", path);
        }
        Node parent = session.getNode(path);
        if (parent.getDepth() > 0 && !ItemNode.isItem(parent)) {
            throw RefusedException.of(Kind.WRONG, "parent-no-item", path);
        }
        return parent;
    }

    static String below(Node parent, String name) throws RepositoryException {
        return (parent.getDepth() == 0 ? "" : parent.getPath()) + "/" + name;
    }
}
