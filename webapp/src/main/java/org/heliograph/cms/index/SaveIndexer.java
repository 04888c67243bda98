package org.heliograph.cms.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.observation.Event;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldDocs;
import org.heliograph.cms.content.NodeReader;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.PublishedLanguages;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentRepository;

/**
 * Brings the saves of the repository into the index.
 *
 * <p>A node's document knows its parent and its position among the siblings, so that adding a child does not touch the
 * parent: in a folder of many thousands a save costs what it changes. Positions only grow; a new child is the last one.
 */
final class SaveIndexer {

    private static final Sort BY_POSITION = new Sort(new SortField(Fields.POSITION, SortField.Type.LONG));

    private final ContentRepository repository;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final AtomicLong position = new AtomicLong();
    private final Coverage coverage;

    private volatile SearchCatalog catalog;

    SaveIndexer(
            ContentRepository repository,
            IndexWriter writer,
            SearcherManager searchers,
            SearchCatalog catalog,
            Coverage coverage) {
        this.coverage = coverage;
        this.catalog = catalog;
        this.repository = repository;
        this.writer = writer;
        this.searchers = searchers;
    }

    /** What a save did, sorted out. */
    private static final class Changes {
        final Set<String> removed = new LinkedHashSet<>();
        final Set<String> removedPaths = new LinkedHashSet<>();
        final Map<String, String> added = new LinkedHashMap<>();
        final Set<String> changed = new LinkedHashSet<>();
        final Set<String> changedPaths = new LinkedHashSet<>();
        final Set<String> reordered = new TreeSet<>();
        /** Names of the properties that changed. */
        final Set<String> properties = new HashSet<>();

        static Changes of(Area area, List<Event> events) throws RepositoryException {
            Changes changes = new Changes();
            for (Event event : events) {
                changes.take(event, area.pathOf(event.getPath()));
            }
            changes.removed.removeAll(changes.added.keySet());
            changes.changed.removeAll(changes.added.keySet());
            changes.changed.removeAll(changes.removed);
            return changes;
        }

        private void take(Event event, String path) throws RepositoryException {
            switch (event.getType()) {
                case Event.NODE_ADDED -> added.put(event.getIdentifier(), path);
                case Event.NODE_REMOVED -> {
                    removed.add(event.getIdentifier());
                    removedPaths.add(path);
                }
                case Event.NODE_MOVED -> {
                    if (event.getInfo().containsKey("srcChildRelPath")) {
                        reordered.add(parentOf(path));
                    }
                }
                default -> {
                    changed.add(event.getIdentifier());
                    changedPaths.add(parentOf(parentOf(path)));
                    properties.add(path.substring(path.lastIndexOf('/') + 1));
                }
            }
        }

        /** Whether answers about which nodes there are may differ. */
        private boolean changesMembers() {
            return !added.isEmpty()
                    || !removed.isEmpty()
                    || !reordered.isEmpty()
                    || properties.contains(PublishedLanguages.PROPERTY)
                    || properties.contains("jcr:mixinTypes")
                    || properties.contains("jcr:primaryType");
        }

        /** Notes what answers may have been made from that this save changed. */
        void markIn(Reads marks, String scope) {
            if (changesMembers()) {
                marks.add(Reads.members(scope));
            }
            // Nodes below a removed or moved one have no events of their own.
            if (!removedPaths.isEmpty()) {
                marks.add(Reads.places(scope));
            }
            added.keySet().forEach(id -> marks.add(Reads.node(scope, id)));
            removed.forEach(id -> marks.add(Reads.node(scope, id)));
            changed.forEach(id -> marks.add(Reads.node(scope, id)));
            properties.forEach(name -> marks.add(Reads.property(scope, name)));
            if (!properties.isEmpty()) {
                marks.add(Reads.content(scope));
            }
        }

        /** Nodes that may be parts of items: what is searched of those changes with them. */
        Set<String> touched() {
            Set<String> paths = new LinkedHashSet<>(addedByParent().keySet());
            removedPaths.forEach(path -> paths.add(parentOf(path)));
            paths.addAll(reordered);
            paths.addAll(changedPaths);
            return paths;
        }

        /** The added nodes whose parent is not new itself. */
        Map<String, List<String>> addedByParent() {
            Set<String> paths = new HashSet<>(added.values());
            Map<String, List<String>> byParent = new LinkedHashMap<>();
            added.forEach((id, path) -> {
                String parent = parentOf(path);
                if (!paths.contains(parent)) {
                    byParent.computeIfAbsent(parent, p -> new ArrayList<>()).add(id);
                }
            });
            return byParent;
        }

        private static String parentOf(String path) {
            int slash = path.lastIndexOf('/');
            return slash <= 0 ? "/" : path.substring(0, slash);
        }
    }

    /** The largest position so far, to go on from with {@link #startAt}. */
    long lastPosition() {
        return position.get();
    }

    /** What the search box finds. */
    SearchCatalog catalog() {
        return catalog;
    }

    /** The workspaces whose items would be searched otherwise. */
    Set<String> workspacesChangedBy(SearchCatalog changed) {
        Set<String> workspaces = catalog.changedIn(changed);
        workspaces.retainAll(repository.workspaces());
        return workspaces;
    }

    /** From now on indexes what these definitions let the search box find. */
    void use(SearchCatalog changed) {
        catalog = changed;
    }

    /** Indexes workspaces anew, and what is published of them. */
    void indexAnew(Set<String> workspaces) throws IOException, RepositoryException {
        for (String workspace : workspaces) {
            for (View view : View.values()) {
                indexAll(new Area(view, workspace));
            }
        }
        searchers.maybeRefreshBlocking();
    }

    /** Indexes all of an area, and tells how many nodes that are. */
    long indexAll(Area area) throws RepositoryException {
        return repository.read(area.stored(), session -> {
            String root = area.storedPath("/");
            return session.nodeExists(root) ? indexTree(area, session.getNode(root)) : 0;
        });
    }

    void startAt(long lastPosition) {
        position.set(lastPosition);
    }

    /**
     * Indexes a save and makes it visible. To be called for one at a time, though workspaces may be saved at once: making
     * one save visible would show what is indexed of the other by then.
     *
     * @param stored workspace of the repository
     * @return what the save touched
     */
    Reads saved(String stored, List<Event> events) throws IOException, RepositoryException {
        Reads marks = new Reads();
        for (Map.Entry<Area, List<Event>> each : Area.of(stored, events).entrySet()) {
            index(each.getKey(), Changes.of(each.getKey(), each.getValue()), marks);
        }
        searchers.maybeRefreshBlocking();
        return marks;
    }

    private void index(Area area, Changes changes, Reads marks) throws IOException, RepositoryException {
        changes.markIn(marks, area.scope());
        remove(area, changes);
        if (changes.added.containsValue("/")) {
            // The first that is published of a workspace.
            indexAll(area);
            return;
        }
        repository.read(area.stored(), session -> {
            for (Map.Entry<String, List<String>> each : changes.addedByParent().entrySet()) {
                add(area, session, each.getKey(), each.getValue(), changes);
                markParent(marks, area, session, each.getKey());
            }
            for (String id : changes.changed) {
                update(area, session, id);
            }
            // Before the new order, which an update does not see yet.
            updateItems(area, session, changes);
            for (String parent : changes.reordered) {
                reorder(area, session, parent);
                markParent(marks, area, session, parent);
            }
            return true;
        });
    }

    /** The list of children of a node is a part of the node. */
    private static void markParent(Reads marks, Area area, Session session, String path) throws RepositoryException {
        if (session.nodeExists(area.storedPath(path))) {
            marks.add(Reads.node(
                    area.scope(), session.getNode(area.storedPath(path)).getIdentifier()));
        }
    }

    private void remove(Area area, Changes changes) throws IOException {
        String scope = area.scope();
        for (String id : changes.removed) {
            writer.deleteDocuments(new Term(Fields.KEY, Fields.scoped(scope, id)));
        }
        for (String path : changes.removedPaths) {
            writer.deleteDocuments(new Term(Fields.ANCESTOR, Fields.scoped(scope, path)));
        }
    }

    private void add(Area area, Session session, String parent, List<String> ids, Changes changes)
            throws RepositoryException {
        if (!session.nodeExists(area.storedPath(parent))) {
            return; // removed by a later save, which is indexed in its turn
        }
        List<Node> last = lastChildren(session.getNode(area.storedPath(parent)), ids.size());
        Set<String> lastIds = new HashSet<>();
        for (Node node : last) {
            lastIds.add(node.getIdentifier());
        }
        if (lastIds.containsAll(ids)) {
            for (Node node : last) {
                indexTree(area, node, changes.changed::remove);
            }
        } else {
            indexScattered(area, session, ids, changes);
            changes.reordered.add(parent);
        }
    }

    private static List<Node> lastChildren(Node parent, int count) throws RepositoryException {
        NodeIterator children = parent.getNodes();
        children.skip(Math.max(0, children.getSize() - count));
        List<Node> last = new ArrayList<>();
        while (children.hasNext()) {
            last.add(children.nextNode());
        }
        return last;
    }

    private void indexScattered(Area area, Session session, List<String> ids, Changes changes)
            throws RepositoryException {
        for (String id : ids) {
            try {
                indexTree(area, session.getNodeByIdentifier(id), changes.changed::remove);
            } catch (ItemNotFoundException e) {
                // Removed by a later save, which is indexed in its turn.
                continue;
            }
        }
    }

    /** Indexes a node and all below it in their natural order, and tells how many they are. */
    long indexTree(Area area, Node node) throws RepositoryException {
        return indexTree(area, node, id -> {});
    }

    /** @param indexed is told each identifier: what changed below a moved node has its new place by then */
    private long indexTree(Area area, Node node, Consumer<String> indexed) throws RepositoryException {
        if (node.getName().equals("jcr:system")) {
            return 0;
        }
        write(area, node, position.incrementAndGet());
        indexed.accept(node.getIdentifier());
        long nodes = 1;
        for (NodeIterator children = node.getNodes(); children.hasNext() && coverage.holdsSomeBelow(node); ) {
            nodes += indexTree(area, children.nextNode(), indexed);
        }
        return nodes;
    }

    /** Items whose parts this save changed; those that were indexed themselves have all their parts already. */
    private void updateItems(Area area, Session session, Changes changes) throws RepositoryException {
        Set<String> items = ItemsAbove.of(
                changes.touched().stream().map(area::storedPath).toList(),
                session,
                type -> catalog.isItem(area.workspace(), type));
        items.removeAll(changes.added.keySet());
        items.removeAll(changes.changed);
        for (String id : items) {
            update(area, session, id);
        }
    }

    private void update(Area area, Session session, String id) throws RepositoryException {
        try {
            Node node = session.getNodeByIdentifier(id);
            write(area, node, positionOf(key(area, id)));
        } catch (ItemNotFoundException e) {
            // Removed by a later save, which is indexed in its turn.
            return;
        }
    }

    private void write(Area area, Node node, long place) throws RepositoryException {
        if (!coverage.holds(node)) {
            return;
        }
        NodeSnapshot snapshot = NodeReader.snapshot(node).at(area.pathOf(node.getPath()));
        boolean root = snapshot.path().equals("/");
        String parent = root ? "" : node.getParent().getIdentifier();
        try {
            Document document = NodeDocument.of(snapshot, area.scope(), parent, place, writer.getAnalyzer());
            if (area.view() == View.PUBLISHED) {
                Unspoken.addTo(document, PublishedLanguages.of(node));
            }
            addSearchFields(document, area, snapshot, node.getSession());
            writer.updateDocument(key(area, snapshot.id()), document);
        } catch (IOException e) {
            throw new RepositoryException("Cannot index " + snapshot.path(), e);
        }
    }

    private void addSearchFields(Document document, Area area, NodeSnapshot item, Session session)
            throws RepositoryException {
        SearchType type =
                catalog.type(area.workspace(), item.primaryType(), item.path()).orElse(null);
        if (type == null) {
            SearchFields.addNone(document);
        } else {
            SearchFields.add(document, area.view(), catalog, type, item, ItemText.all(type, item, (parent, name) -> {
                List<NodeSnapshot> children = new ArrayList<>();
                for (NodeIterator each =
                                session.getNode(area.storedPath(parent.path())).getNodes();
                        each.hasNext(); ) {
                    Node child = each.nextNode();
                    if (name.test(child.getName())) {
                        children.add(NodeReader.snapshot(child).at(area.pathOf(child.getPath())));
                    }
                }
                return children;
            }));
        }
    }

    private static Term key(Area area, String id) {
        return new Term(Fields.KEY, Fields.scoped(area.scope(), id));
    }

    private void reorder(Area area, Session session, String parent) throws RepositoryException {
        if (!session.nodeExists(area.storedPath(parent))) {
            return;
        }
        try {
            for (NodeIterator children =
                            session.getNode(area.storedPath(parent)).getNodes();
                    children.hasNext(); ) {
                writer.updateNumericDocValue(
                        key(area, children.nextNode().getIdentifier()), Fields.POSITION, position.incrementAndGet());
            }
        } catch (IOException e) {
            throw new RepositoryException("Cannot index the order below " + parent, e);
        }
    }

    private long positionOf(Term key) throws RepositoryException {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                TopFieldDocs found = searcher.search(new TermQuery(key), 1, BY_POSITION);
                return found.scoreDocs.length == 0
                        ? position.incrementAndGet()
                        : (Long) ((FieldDoc) found.scoreDocs[0]).fields[0];
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new RepositoryException("Cannot read the index", e);
        }
    }
}
