package org.heliograph.cms.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.jcr.Binary;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import org.heliograph.cms.definition.Location;

/**
 * Compares a stored item with its file, and brings the one to the state of the other. The node stays the same one: its
 * identifier, its place and the items below it are left alone.
 */
public final class ItemMerge {

    private static final int PIECE = 64 * 1024;

    private final ItemScope scope;
    private final boolean removing;

    /**
     * @param scope what belongs to an item, and what of it the files speak of
     * @param removing whether values and parts that a file lacks go away
     */
    public ItemMerge(ItemScope scope, boolean removing) {
        this.scope = scope;
        this.removing = removing;
    }

    /** What kind of difference there is. */
    public enum Kind {
        /** The file has a value or part that is not stored. */
        ADDED,
        /** File and store have different values. */
        CHANGED,
        /** The store has a value or part that the file lacks. */
        LACKING
    }

    /**
     * One difference.
     *
     * @param field path below the item, such as {@code title_zh} or {@code materials/materials0/part}; that of a part
     *     ends with a slash
     */
    public record Difference(Kind kind, String field) {}

    /**
     * Why a file cannot be brought over a stored item.
     *
     * @param location in the file
     * @param reason a clause in English
     */
    public record Conflict(Location location, String reason) {}

    /** A change that can be made. */
    private interface Step {
        void make(Node item, ContentFileWriter writer) throws RepositoryException;
    }

    /** All that is different about one item. */
    public final class Comparison {

        private final List<Difference> differences = new ArrayList<>();
        private final List<Conflict> conflicts = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<Step> notes = new ArrayList<>();

        private Comparison() {}

        /** Differences, in the order of the file; facts that the repository or Magnolia keeps about edits are none. */
        public List<Difference> differences() {
            return List.copyOf(differences);
        }

        /** What stands in the way. */
        public List<Conflict> conflicts() {
            return List.copyOf(conflicts);
        }

        /** Whether {@link #apply} would change nothing. */
        public boolean isSame() {
            return steps.isEmpty();
        }

        /**
         * Makes the changes in the session of the item and leaves them pending.
         *
         * @param item the one that was compared, or the same one in another session
         * @throws ContentImportException naming file and line
         * @throws IllegalStateException if there are conflicts
         */
        public void apply(Node item) throws RepositoryException {
            if (!conflicts.isEmpty()) {
                throw new IllegalStateException("conflicts: " + conflicts);
            }
            ContentFileWriter writer = new ContentFileWriter(item.getSession());
            for (Step step : steps) {
                step.make(item, writer);
            }
            if (!steps.isEmpty()) {
                for (Step step : notes) {
                    step.make(item, writer);
                }
            }
            writer.checkReferences();
        }

        private void differ(Kind kind, String field) {
            differences.add(new Difference(kind, field));
        }
    }

    /**
     * Adds an item that is not stored.
     *
     * @throws ContentImportException naming file and line
     */
    public static void add(Node parent, ItemFile file) throws RepositoryException {
        ContentFileWriter writer = new ContentFileWriter(parent.getSession());
        writer.add(parent, file.node());
        writer.checkReferences();
    }

    /** Compares without changing anything. */
    public Comparison compare(Node stored, ItemFile file) throws RepositoryException {
        Comparison comparison = new Comparison();
        ContentFileNode before = new StoredContent(scope).read(stored);
        compare(before, file.node(), "", stored.getSession(), comparison);
        compareOwnType(before, file.node(), comparison);
        return comparison;
    }

    private void compareOwnType(ContentFileNode stored, ContentFileNode file, Comparison comparison) {
        if (stored.primaryType().equals(file.primaryType())) {
            return;
        }
        if (removing) {
            comparison.differ(Kind.CHANGED, "jcr:primaryType");
            comparison.steps.add((item, writer) -> item.setPrimaryType(file.primaryType()));
        } else {
            comparison.conflicts.add(new Conflict(
                    file.location(),
                    "the stored item is of type " + stored.primaryType() + ", not " + file.primaryType()));
        }
    }

    private void compare(
            ContentFileNode stored, ContentFileNode file, String path, Session session, Comparison comparison)
            throws RepositoryException {
        compareMixins(stored, file, path, comparison);
        compareProperties(stored, file, path, comparison);
        compareChildren(stored, file, path, session, comparison);
    }

    private void compareMixins(ContentFileNode stored, ContentFileNode file, String path, Comparison comparison) {
        List<String> added = new ArrayList<>(file.mixins());
        added.removeAll(stored.mixins());
        List<String> lacking = new ArrayList<>(stored.mixins());
        lacking.removeAll(file.mixins());
        if (!added.isEmpty()) {
            comparison.differ(Kind.CHANGED, path + "jcr:mixinTypes");
            comparison.steps.add((item, writer) -> {
                for (String mixin : added) {
                    at(item, path).addMixin(mixin);
                }
            });
        }
        if (!lacking.isEmpty()) {
            comparison.differ(Kind.LACKING, path + "jcr:mixinTypes");
            if (removing) {
                comparison.steps.add((item, writer) -> {
                    for (String mixin : lacking) {
                        at(item, path).removeMixin(mixin);
                    }
                });
            }
        }
    }

    private void compareProperties(ContentFileNode stored, ContentFileNode file, String path, Comparison comparison)
            throws RepositoryException {
        Map<String, ContentFileNode.Property> before = new LinkedHashMap<>();
        stored.properties().forEach(property -> before.put(property.name(), property));
        for (ContentFileNode.Property property : file.properties()) {
            Optional<ContentFileNode.Property> old = Optional.ofNullable(before.remove(property.name()));
            if (old.isEmpty() || !isSame(old.get(), property)) {
                Step step = (item, writer) -> writer.change(at(item, path), property);
                if (scope.isNote(property.name())) {
                    comparison.notes.add(step);
                } else {
                    comparison.differ(old.isEmpty() ? Kind.ADDED : Kind.CHANGED, path + property.name());
                    comparison.steps.add(step);
                }
            }
        }
        for (String lacking : before.keySet()) {
            if (!scope.isNote(lacking)) {
                comparison.differ(Kind.LACKING, path + lacking);
                if (removing) {
                    comparison.steps.add((item, writer) ->
                            at(item, path).getProperty(lacking).remove());
                }
            }
        }
    }

    private void compareChildren(
            ContentFileNode stored, ContentFileNode file, String path, Session session, Comparison comparison)
            throws RepositoryException {
        Map<String, ContentFileNode> before = new LinkedHashMap<>();
        stored.children().forEach(child -> before.put(child.name(), child));
        Map<String, ContentFileNode> replaced = new HashMap<>();
        List<ContentFileNode> added = new ArrayList<>();
        for (ContentFileNode child : file.children()) {
            ContentFileNode old = before.remove(child.name());
            if (old == null) {
                added.add(child);
            } else if (isSamePart(old, child)) {
                compare(old, child, path + child.name() + "/", session, comparison);
            } else {
                replaced.put(child.name(), child);
                added.add(child);
            }
        }
        for (String lacking : before.keySet()) {
            comparison.differ(Kind.LACKING, path + lacking + "/");
            if (removing) {
                comparison.steps.add(
                        (item, writer) -> at(item, path).getNode(lacking).remove());
            }
        }
        addParts(added, replaced, path, session, comparison);
        compareOrder(stored, file, path, comparison);
    }

    /** Rows of a list are known by name: where an editor made them anew only their identifiers differ. */
    private boolean isSamePart(ContentFileNode stored, ContentFileNode file) {
        return stored.primaryType().equals(file.primaryType())
                && (!removing
                        || file.identifier().isEmpty()
                        || stored.identifier().equals(file.identifier()));
    }

    private void addParts(
            List<ContentFileNode> added,
            Map<String, ContentFileNode> replaced,
            String path,
            Session session,
            Comparison comparison)
            throws RepositoryException {
        for (ContentFileNode part : added) {
            boolean replacing = replaced.containsKey(part.name());
            if (replacing && !removing) {
                comparison.conflicts.add(
                        new Conflict(part.location(), "the stored part " + path + part.name() + " is of another type"));
                continue;
            }
            comparison.differ(replacing ? Kind.CHANGED : Kind.ADDED, path + part.name() + "/");
            if (replacing) {
                comparison.steps.add(
                        (item, writer) -> at(item, path).getNode(part.name()).remove());
            }
        }
        for (ContentFileNode part : added) {
            comparison.steps.add((item, writer) -> writer.add(at(item, path), part));
        }
        if (!removing) {
            for (ContentFileNode part : added) {
                checkFree(part, session, comparison);
            }
        }
    }

    /** Without removals an identifier that is in use stays in use. */
    private static void checkFree(ContentFileNode part, Session session, Comparison comparison)
            throws RepositoryException {
        if (part.identifier().isPresent()) {
            Optional<Node> user = find(session, part.identifier().get());
            if (user.isPresent()) {
                comparison.conflicts.add(new Conflict(
                        part.location(),
                        "jcr:uuid " + part.identifier().get() + " belongs to "
                                + user.get().getPath() + " already"));
            }
        }
        for (ContentFileNode child : part.children()) {
            checkFree(child, session, comparison);
        }
    }

    /** Parts that both have come in the order of the file; others keep their place at the end. */
    private void compareOrder(ContentFileNode stored, ContentFileNode file, String path, Comparison comparison) {
        List<String> wanted =
                file.children().stream().map(ContentFileNode::name).toList();
        List<String> shared = stored.children().stream()
                .map(ContentFileNode::name)
                .filter(wanted::contains)
                .toList();
        List<String> wantedShared = wanted.stream().filter(shared::contains).toList();
        boolean moved = !shared.equals(wantedShared);
        boolean inserted = !wanted.subList(0, shared.size()).equals(wantedShared);
        if (moved) {
            comparison.differ(Kind.CHANGED, path + "*");
        }
        if (moved || inserted) {
            comparison.steps.add((item, writer) -> {
                Node parent = at(item, path);
                if (parent.getPrimaryNodeType().hasOrderableChildNodes()) {
                    SiblingOrder.arrange(parent, wanted);
                }
            });
        }
    }

    private static Node at(Node item, String path) throws RepositoryException {
        return path.isEmpty() ? item : item.getNode(path.substring(0, path.length() - 1));
    }

    private static boolean isSame(ContentFileNode.Property one, ContentFileNode.Property other)
            throws RepositoryException {
        if (one.multiple() != other.multiple()
                || one.values().size() != other.values().size()
                || one.type() != other.type()) {
            return false;
        }
        for (int i = 0; i < one.values().size(); i++) {
            if (!isSame(one.values().get(i), other.values().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Value one, Value other) throws RepositoryException {
        return one.getType() == PropertyType.BINARY
                ? hasSameBytes(one.getBinary(), other.getBinary())
                : one.getString().equals(other.getString());
    }

    private static boolean hasSameBytes(Binary one, Binary other) throws RepositoryException {
        if (one.getSize() != other.getSize()) {
            return false;
        }
        try (InputStream first = one.getStream();
                InputStream second = other.getStream()) {
            byte[] piece = first.readNBytes(PIECE);
            while (piece.length > 0) {
                if (!Arrays.equals(piece, second.readNBytes(PIECE))) {
                    return false;
                }
                piece = first.readNBytes(PIECE);
            }
            return true;
        } catch (IOException e) {
            throw new RepositoryException("A binary cannot be compared", e);
        }
    }

    private static Optional<Node> find(Session session, String identifier) throws RepositoryException {
        try {
            return Optional.of(session.getNodeByIdentifier(identifier));
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        }
    }
}
