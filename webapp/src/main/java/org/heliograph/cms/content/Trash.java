package org.heliograph.cms.content;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Comparator;
import java.util.GregorianCalendar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.Editor.Act;
import org.heliograph.cms.content.Lookup.Found;
import org.heliograph.cms.content.RefusedException.Kind;
import org.heliograph.cms.repository.ContentRepository;

/**
 * Deleted items, which may be brought back with all below them and their identifiers, until they have been here for some
 * days.
 */
public final class Trash {

    private static final String FOLDER = "trash";
    private static final String WORKSPACE = "workspace";
    private static final String PATH = "path";
    private static final String ITEM_ID = "id";
    private static final String TITLE = "title";
    private static final String TYPE = "type";
    private static final String DELETED = "deleted";
    private static final String DELETED_BY = "deletedBy";
    private static final String ITEMS = "items";

    /** Items that are deleted at once. */
    private static final int MOST_ITEMS = 1_000;

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final ContentRepository repository;
    private final Items items;
    private final Uses uses;
    private final Clock clock;
    private final Duration kept;

    /**
     * Something deleted.
     *
     * @param id of the entry
     * @param workspace where it was
     * @param path where it was
     * @param item its identifier
     * @param title in any language
     * @param type node type
     * @param deleted when
     * @param deletedBy by whom
     * @param items how many items it is, those below it included
     */
    public record Entry(
            String id,
            String workspace,
            String path,
            String item,
            String title,
            String type,
            Instant deleted,
            String deletedBy,
            int items) {}

    /**
     * @param uses tells who uses an item
     * @param kept how long what was deleted is kept
     */
    public Trash(ContentRepository repository, Items items, Uses uses, Clock clock, Duration kept) {
        this.repository = repository;
        this.items = items;
        this.uses = uses;
        this.clock = clock;
        this.kept = kept;
    }

    /**
     * Moves an item with all below it to the trash.
     *
     * @param force whether it goes although others use it, which takes the right to publish
     * @throws RefusedException of the kind CONFLICT if it is published or others use it; the details say who
     */
    public Entry delete(String workspace, String path, boolean force, Editor editor) throws RepositoryException {
        return repository.write(workspace, session -> {
            Node node = Editing.item(session, path);
            Set<String> ids = new LinkedHashSet<>();
            requireRemoval(workspace, node, ids, editor);
            requireUnpublished(ids);
            if (force) {
                editor.require(Act.PUBLISH, workspace, path);
            } else {
                requireUnused(ids, editor);
            }
            Entry entry = keep(workspace, path, ItemNode.withItems(node), ids.size(), editor);
            node.remove();
            return entry;
        });
    }

    private static void requireRemoval(String workspace, Node node, Set<String> ids, Editor editor)
            throws RepositoryException {
        editor.require(Act.REMOVE, workspace, node.getPath());
        ids.add(node.getIdentifier());
        if (ids.size() > MOST_ITEMS) {
            throw RefusedException.of(Kind.WRONG, "too-many-items", MOST_ITEMS);
        }
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            Node child = each.nextNode();
            if (ItemNode.isItem(child)) {
                requireRemoval(workspace, child, ids, editor);
            }
        }
    }

    private void requireUnpublished(Set<String> ids) throws RepositoryException {
        List<String> published = repository.read(ContentRepository.PUBLISHED, session -> {
            List<String> found = new ArrayList<>();
            for (String id : ids) {
                if (find(session, id).isPresent()) {
                    found.add(id);
                }
            }
            return found;
        });
        if (!published.isEmpty()) {
            throw RefusedException.of(Kind.CONFLICT, "item-published", published.size())
                    .with("published", published);
        }
    }

    private static Optional<Node> find(Session session, String id) throws RepositoryException {
        try {
            return Optional.of(session.getNodeByIdentifier(id));
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Items that the editor may not see are told of by number only. */
    private void requireUnused(Set<String> ids, Editor editor) {
        List<Found> users = uses.of(ids);
        if (!users.isEmpty()) {
            List<Found> seen = users.stream()
                    .filter(user -> editor.mayRead(user.workspace(), user.node().path()))
                    .toList();
            throw RefusedException.of(Kind.CONFLICT, "item-used", users.size())
                    .with("users", seen)
                    .with("hidden", users.size() - seen.size());
        }
    }

    private Entry keep(String workspace, String path, ItemNode item, int count, Editor editor)
            throws RepositoryException {
        return repository.write(ContentRepository.INTERNAL, session -> {
            Node folder = Folders.of(session.getRootNode(), FOLDER);
            purgeExpired(folder);
            Node entry = folder.addNode(UUID.randomUUID().toString(), Folders.TYPE);
            Calendar now = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
            now.setTimeInMillis(clock.millis());
            entry.setProperty(WORKSPACE, workspace);
            entry.setProperty(PATH, path);
            entry.setProperty(ITEM_ID, item.id());
            entry.setProperty(TITLE, Titles.of(item, items.editing().languages()));
            entry.setProperty(TYPE, item.type());
            entry.setProperty(DELETED, now);
            entry.setProperty(DELETED_BY, editor.name());
            entry.setProperty(ITEMS, count);
            ItemText.store(item, entry);
            return entry(entry);
        });
    }

    private void purgeExpired(Node folder) throws RepositoryException {
        Instant oldest = clock.instant().minus(kept);
        for (NodeIterator each = folder.getNodes(); each.hasNext(); ) {
            Node entry = each.nextNode();
            if (entry.getProperty(DELETED).getDate().toInstant().isBefore(oldest)) {
                entry.remove();
            }
        }
    }

    private static Entry entry(Node node) throws RepositoryException {
        return new Entry(
                node.getName(),
                node.getProperty(WORKSPACE).getString(),
                node.getProperty(PATH).getString(),
                node.getProperty(ITEM_ID).getString(),
                node.getProperty(TITLE).getString(),
                node.getProperty(TYPE).getString(),
                node.getProperty(DELETED).getDate().toInstant(),
                node.getProperty(DELETED_BY).getString(),
                (int) node.getProperty(ITEMS).getLong());
    }

    /**
     * What an editor may see of it, the last deleted first. What is still where it was, because a kill came between, is not
     * in it.
     */
    public List<Entry> list(Editor editor) throws RepositoryException {
        Instant oldest = clock.instant().minus(kept);
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : stored()) {
            if (!entry.deleted().isBefore(oldest)
                    && repository.workspaces().contains(entry.workspace())
                    && editor.mayRead(entry.workspace(), entry.path())
                    && !isThere(entry)) {
                entries.add(entry);
            }
        }
        entries.sort(Comparator.comparing(Entry::deleted).reversed());
        return entries;
    }

    private List<Entry> stored() throws RepositoryException {
        return repository.read(ContentRepository.INTERNAL, session -> {
            List<Entry> all = new ArrayList<>();
            if (session.nodeExists("/" + FOLDER)) {
                for (NodeIterator each = session.getNode("/" + FOLDER).getNodes(); each.hasNext(); ) {
                    all.add(entry(each.nextNode()));
                }
            }
            return all;
        });
    }

    private boolean isThere(Entry entry) throws RepositoryException {
        return repository.read(
                entry.workspace(), session -> find(session, entry.item()).isPresent());
    }

    /**
     * Brings something back where it was.
     *
     * @param parent path of the parent that it goes below instead
     */
    public ItemState restore(String id, Optional<String> parent, Editor editor) throws RepositoryException {
        Entry entry = find(id, editor);
        ItemNode item = repository.read(
                ContentRepository.INTERNAL, session -> ItemText.load(session.getNode("/" + FOLDER + "/" + id)));
        String above = entry.path().substring(0, Math.max(1, entry.path().lastIndexOf('/')));
        Editing editing = items.editing();
        ItemState restored = repository.write(entry.workspace(), session -> {
            Node target = Editing.parent(session, parent.orElse(above));
            editor.require(Act.ADD, entry.workspace(), Editing.below(target, item.name()));
            if (target.hasNode(item.name())) {
                throw RefusedException.of(Kind.CONFLICT, "name-taken", item.name());
            }
            requireFree(session, item);
            Node node = new ItemWriter(editing.names(entry.workspace(), item), language -> true).write(item, target);
            return editing.state(entry.workspace(), node);
        });
        remove(id);
        return restored;
    }

    private static void requireFree(Session session, ItemNode item) throws RepositoryException {
        Optional<Node> other = find(session, item.id());
        if (other.isPresent()) {
            throw RefusedException.of(
                    Kind.CONFLICT, "item-there-already", other.get().getPath());
        }
    }

    /** Deletes something for ever, which takes the rights to remove it and to publish it. */
    public void purge(String id, Editor editor) throws RepositoryException {
        Entry entry = find(id, editor);
        editor.require(Act.REMOVE, entry.workspace(), entry.path());
        editor.require(Act.PUBLISH, entry.workspace(), entry.path());
        remove(id);
    }

    private Entry find(String id, Editor editor) throws RepositoryException {
        if (!ID.matcher(id).matches()) {
            throw RefusedException.missing();
        }
        return list(editor).stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(RefusedException::missing);
    }

    private void remove(String id) throws RepositoryException {
        repository.write(ContentRepository.INTERNAL, session -> {
            String path = "/" + FOLDER + "/" + id;
            if (session.nodeExists(path)) {
                session.getNode(path).remove();
            }
            return id;
        });
    }
}
