package org.heliograph.cms.transfer;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentFileName;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.repository.ItemFile;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;

/**
 * Writes working content as an archive: a file for each item, and a manifest. The same content makes the same archive, byte
 * for byte.
 */
public final class ContentExport {

    /** Longest name of a file, in bytes; file systems take 255. */
    private static final int MOST_NAME_BYTES = 200;

    private final ContentRepository repository;
    private final Definitions definitions;

    /** @param definitions whose content types tell languages and references */
    public ContentExport(ContentRepository repository, Definitions definitions) {
        this.repository = repository;
        this.definitions = definitions;
    }

    /** An item that goes along. */
    private record Chosen(String workspace, String id) {}

    /**
     * What a caller may take along of a selection, decided before the first byte is written.
     *
     * @throws TransferException if something selected is not there or may not be read
     */
    public Prepared prepare(Selection selection, Rights rights) throws RepositoryException, TransferException {
        Prepared prepared = new Prepared(selection, rights);
        for (Selection.Place place : selection.places()) {
            prepared.choose(place);
        }
        if (selection.references()) {
            prepared.follow();
        }
        return prepared;
    }

    /** An export that may begin. */
    public final class Prepared {

        private final Selection selection;
        private final Rights rights;
        private final Set<Chosen> chosen = new HashSet<>();
        /** Nodes that lead to chosen ones. */
        private final Set<Chosen> above = new HashSet<>();

        private Prepared(Selection selection, Rights rights) {
            this.selection = selection;
            this.rights = rights;
        }

        private void choose(Selection.Place place) throws RepositoryException, TransferException {
            boolean found = repository.read(place.workspace(), session -> {
                if (!session.nodeExists(place.path()) || !mayTake(place.workspace(), session.getNode(place.path()))) {
                    return false;
                }
                Node top = session.getNode(place.path());
                chooseAbove(place.workspace(), top, false);
                return true;
            });
            if (!found) {
                throw new TransferException(Finding.at(place.toString(), "selection-missing"));
            }
            Optional<Selection.Place> hidden = repository.read(
                    place.workspace(), session -> chooseTree(place.workspace(), session.getNode(place.path())));
            if (hidden.isPresent()) {
                throw new TransferException(Finding.at(place.toString(), "selection-not-readable"));
            }
        }

        private boolean mayTake(String workspace, Node node) throws RepositoryException {
            return node.getDepth() == 0
                    ? rights.maySomewhere(Permission.READ, workspace)
                    : rights.mayRead(workspace, node.getPath());
        }

        /** @return a node that may not be read, if there is one */
        private Optional<Selection.Place> chooseTree(String workspace, Node node) throws RepositoryException {
            if (!mayTake(workspace, node)) {
                return Optional.of(new Selection.Place(workspace, node.getPath()));
            }
            if (node.getDepth() > 0) {
                chosen.add(new Chosen(workspace, node.getIdentifier()));
            }
            for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
                Node child = children.nextNode();
                if (ItemNode.isItem(child)) {
                    Optional<Selection.Place> hidden = chooseTree(workspace, child);
                    if (hidden.isPresent()) {
                        return hidden;
                    }
                }
            }
            return Optional.empty();
        }

        /** Folders always go along, so that what is in them has its place; other items above only with references. */
        private void chooseAbove(String workspace, Node node, boolean content) throws RepositoryException {
            Node each = node;
            while (each.getDepth() > 0) {
                each = each.getParent();
                Chosen item = new Chosen(workspace, each.getIdentifier());
                above.add(item);
                if (each.getDepth() > 0 && (content || each.isNodeType("mgnl:folder")) && mayTake(workspace, each)) {
                    chosen.add(item);
                }
            }
        }

        private void follow() throws RepositoryException {
            Deque<Chosen> open = new ArrayDeque<>(chosen);
            Set<String> seen = new HashSet<>();
            while (!open.isEmpty()) {
                Chosen item = open.pop();
                for (String mentioned : mentions(item)) {
                    if (seen.add(mentioned)) {
                        find(mentioned).ifPresent(open::push);
                    }
                }
            }
        }

        private List<String> mentions(Chosen item) throws RepositoryException {
            return repository.read(item.workspace(), session -> {
                Node node = session.getNodeByIdentifier(item.id());
                try (ItemFile file = ItemFile.of(node, scope(item.workspace()))) {
                    return file.mentions().stream()
                            .map(ItemFile.Mention::identifier)
                            .toList();
                }
            });
        }

        /** The item that holds a node, if it was not chosen before and may be read; what may not be is not there. */
        private Optional<Chosen> find(String id) throws RepositoryException {
            for (String workspace : repository.contentWorkspaces()) {
                Optional<Chosen> found = repository.read(workspace, session -> {
                    Optional<Node> item = nodeOf(session, id);
                    boolean taken = item.isPresent() && mayTake(workspace, item.get());
                    if (!taken) {
                        return Optional.empty();
                    }
                    chooseAbove(workspace, item.get(), true);
                    Chosen one = new Chosen(workspace, item.get().getIdentifier());
                    return chosen.add(one) ? Optional.of(one) : Optional.empty();
                });
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        private static Optional<Node> nodeOf(Session session, String id) throws RepositoryException {
            Optional<Node> node = StoredNodes.find(session, id);
            return node.isPresent() ? ItemNode.itemOf(node.get()) : Optional.empty();
        }

        private ArchiveScope scope(String workspace) {
            return new ArchiveScope(definitions, workspace, selection.languages());
        }

        /** How many items there will be. */
        public int items() {
            return chosen.size();
        }

        /**
         * Writes the archive; the target is not closed.
         *
         * @throws IOException if the target fails
         */
        public void write(ArchiveTarget target) throws IOException, RepositoryException {
            Writing writing = new Writing(target);
            visit(writing::item);
            try (OutputStream out = target.open(Manifest.FILE)) {
                ManifestJson.write(
                        new Manifest(selection.languages(), selection.places(), writing.types, writing.entries), out);
            }
        }

        /** Shows the items in the order of the trees. */
        void visit(Visitor visitor) throws IOException, RepositoryException {
            Set<String> workspaces = new TreeSet<>();
            chosen.forEach(item -> workspaces.add(item.workspace()));
            try {
                for (String workspace : workspaces) {
                    repository.read(workspace, session -> {
                        visitChildren(workspace, session.getRootNode(), visitor);
                        return workspace;
                    });
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private void visitChildren(String workspace, Node node, Visitor visitor) throws RepositoryException {
            for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
                Node child = children.nextNode();
                Chosen item = new Chosen(workspace, child.getIdentifier());
                boolean taken = chosen.contains(item) && ItemNode.isItem(child);
                if (taken) {
                    try {
                        visitor.item(workspace, child);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                if (taken || above.contains(item)) {
                    visitChildren(workspace, child, visitor);
                }
            }
        }

        private final class Writing {

            private final ArchiveTarget target;
            private final List<Manifest.Entry> entries = new ArrayList<>();
            private final SortedMap<String, String> types = new TreeMap<>();

            private Writing(ArchiveTarget target) {
                this.target = target;
            }

            private void item(String workspace, Node node) throws IOException, RepositoryException {
                Declared.of(definitions, workspace, node.getPrimaryNodeType().getName())
                        .type()
                        .ifPresent(this::note);
                try (ItemFile file = ItemFile.of(node, scope(workspace))) {
                    String name = fileName(workspace, node, file.needsXml());
                    entries.add(entry(workspace, node, name, file));
                }
            }

            private void note(String type) {
                types.computeIfAbsent(
                        type, name -> TypeDigest.of(definitions.contentTypes().get(name)));
            }

            private Manifest.Entry entry(String workspace, Node node, String name, ItemFile file)
                    throws IOException, RepositoryException {
                Counting counted = new Counting(target.open(name));
                DigestOutputStream digested = new DigestOutputStream(counted, Digests.sha256());
                try (OutputStream out = digested) {
                    file.write(node.getSession(), out);
                }
                return new Manifest.Entry(
                        workspace,
                        node.getPath(),
                        node.getIdentifier(),
                        name,
                        counted.bytes,
                        Digests.hex(digested.getMessageDigest()));
            }
        }
    }

    /** Sees the items of an export. */
    @FunctionalInterface
    interface Visitor {
        void item(String workspace, Node node) throws IOException, RepositoryException;
    }

    /** As Magnolia names it; where that is too long or leads elsewhere, by the item's identifier. */
    private static String fileName(String workspace, Node node, boolean xml) throws RepositoryException {
        String ending = xml ? ".xml" : ".yaml";
        String name = ContentFileName.nameOf(workspace, node.getPath())
                .filter(ContentExport::isUsable)
                .orElse(workspace + ".~" + node.getIdentifier());
        return workspace + "/" + name + ending;
    }

    private static boolean isUsable(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MOST_NAME_BYTES
                && name.chars().noneMatch(c -> c < ' ' || "\\:?*<>\"|".indexOf(c) >= 0);
    }

    private static final class Counting extends FilterOutputStream {

        private long bytes;

        private Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            out.write(some, offset, length);
            bytes += length;
        }
    }
}
