package org.heliograph.cms.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Editor.Act;
import org.heliograph.cms.content.ItemFields.Place;
import org.heliograph.cms.content.RefusedException.Kind;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;

/**
 * Items as editors read, make and change them. A change that is refused, with {@link RefusedException}, changes nothing;
 * one that returns is durable, and seen by every reader.
 */
public final class Items {

    static final String FOLDER = "mgnl:folder";

    private final ContentRepository repository;
    private final Supplier<Definitions> definitions;
    private final Slugs slugs;
    private final Versions versions;
    private final Clock clock;

    /**
     * What a form sends.
     *
     * @param revision the item's when the form was filled
     * @param values those that changed, or all
     * @param seen what the form showed when the editor began, a field that it leaves out as empty; tells what somebody
     *     else changed meanwhile. Without it everything that differs counts as changed by others
     */
    public record Change(String revision, JsonNode values, Optional<JsonNode> seen) {}

    /**
     * @param state the item as it is now
     * @param removed what was taken out of rich texts before they were stored: elements, and attributes as
     *     {@code element@attribute}, by JSON Pointer into the form
     */
    public record Saved(ItemState state, Map<String, Set<String>> removed) {}

    /**
     * A new item.
     *
     * @param type name of its content type, or {@code folder}; may be left out where the workspace has one content type
     * @param name of its node; made from its title where it is left out
     * @param values what a form sends
     */
    public record New(Optional<String> type, Optional<String> name, JsonNode values) {}

    /** @param definitions the current ones, at each call */
    public Items(
            ContentRepository repository,
            Supplier<Definitions> definitions,
            Slugs slugs,
            Versions versions,
            Clock clock) {
        this.repository = repository;
        this.definitions = definitions;
        this.slugs = slugs;
        this.versions = versions;
        this.clock = clock;
    }

    Editing editing() {
        return new Editing(repository, definitions.get(), slugs, clock);
    }

    /** The languages of content. */
    public Languages languages() {
        return editing().languages();
    }

    /** An item with all its values. */
    public ItemState read(String workspace, String path) throws RepositoryException {
        return editing().read(workspace, path);
    }

    /**
     * Stores the values that differ from the stored ones.
     *
     * @throws RefusedException of the kind CONFLICT if somebody else changed a value that differs, since the revision; its
     *     details have both sides of each
     */
    public Saved save(String workspace, String path, Change change, Editor editor) throws RepositoryException {
        Editing editing = editing();
        ItemEdit edit = new ItemEdit(editing.languages());
        ItemState state = editing.change(workspace, path, editor, work(edit, change, editing));
        return new Saved(state, edit.removed());
    }

    /**
     * Refuses what {@link #save} would refuse, and stores nothing: for several changes of which all are to be made or none.
     *
     * @throws RefusedException as {@link #save} would
     */
    public void check(String workspace, String path, Change change, Editor editor) throws RepositoryException {
        Editing editing = editing();
        editing.tryChange(workspace, path, editor, work(new ItemEdit(editing.languages()), change, editing));
    }

    private static Editing.Work work(ItemEdit edit, Change change, Editing editing) {
        return before -> {
            ItemNode wanted = edit.apply(before.item(), before.names(), change.values());
            if (!edit.problems().isEmpty()) {
                throw RefusedException.fields(edit.problems());
            }
            if (!before.revision().equals(change.revision())) {
                requireNoConflict(before, wanted, change);
            }
            return wanted;
        };
    }

    private static void requireNoConflict(ItemState now, ItemNode wanted, Change change) {
        Set<Place> changedMeanwhile = new HashSet<>();
        change.seen()
                .map(values -> seen(now, change.values(), values))
                .ifPresent(seen -> ItemChange.between(seen, now.item(), now.names())
                        .forEach(each -> changedMeanwhile.add(each.place())));
        List<Object> conflicts = new ArrayList<>();
        for (ItemChange each : ItemChange.between(now.item(), wanted, now.names())) {
            if (change.seen().isEmpty() || changedMeanwhile.contains(each.place())) {
                conflicts.add(conflict(each));
            }
        }
        if (!conflicts.isEmpty()) {
            throw RefusedException.of(Kind.CONFLICT, "changed-by-others")
                    .with("conflicts", conflicts)
                    .with("revision", now.revision());
        }
    }

    /** The item as the editor saw it, as far as the fields that are sent or shown go. */
    private static ItemNode seen(ItemState now, JsonNode sent, JsonNode seen) {
        Languages languages = now.names().languages();
        ItemNode rest = Copies.without(now.item(), name -> {
            String field = languages.field(name);
            return sent.has(field) || seen.has(field);
        });
        return new ItemEdit(languages).apply(rest, now.names(), seen);
    }

    private static Map<String, Object> conflict(ItemChange change) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("path", change.path());
        both.put("field", change.field());
        change.language().ifPresent(language -> both.put("language", language.toLanguageTag()));
        both.put("stored", change.beforeJson());
        both.put("sent", change.afterJson());
        return both;
    }

    /** Makes an item below a parent; incomplete ones are fine. */
    public Saved create(String workspace, String parentPath, New wanted, Editor editor) throws RepositoryException {
        Editing editing = editing();
        ItemEdit edit = new ItemEdit(editing.languages());
        String nodeType = nodeType(workspace, wanted.type());
        wanted.name().ifPresent(NodeNames::require);
        ItemState state = repository.write(workspace, session -> {
            Node parent = Editing.parent(session, parentPath);
            ItemNode empty = empty(nodeType);
            NodeLanguages names = editing.names(workspace, empty);
            ItemNode filled = edit.apply(empty, names, wanted.values());
            if (!edit.problems().isEmpty()) {
                throw RefusedException.fields(edit.problems());
            }
            ItemNode complete = slugs.complete(workspace, filled, names);
            String name = wanted.name().orElseGet(() -> NodeNames.of(complete, names.languages()));
            ItemNode named = named(complete, wanted.name().isPresent() ? name : NodeNames.free(parent, name));
            editor.require(Act.ADD, workspace, Editing.below(parent, named.name()));
            if (parent.hasNode(named.name())) {
                throw RefusedException.of(Kind.CONFLICT, "name-taken", named.name());
            }
            Editing.requireLanguages(ItemChange.between(empty, named, names), editor);
            return add(editing, workspace, named, parent, names, editor);
        });
        return new Saved(state, edit.removed());
    }

    private static ItemState add(
            Editing editing, String workspace, ItemNode item, Node parent, NodeLanguages names, Editor editor)
            throws RepositoryException {
        ItemNode nothing = empty(item.type());
        List<ItemChange> changes = ItemChange.between(nothing, item, names);
        editing.check(workspace, nothing, item, changes, names);
        Node node = new ItemWriter(names, language -> true).write(item, parent);
        editing.stamp(node, "mgnl:created", editor);
        editing.stamp(node, "mgnl:lastModified", editor);
        return editing.state(workspace, node);
    }

    private static ItemNode empty(String nodeType) {
        return new ItemNode("new", UUID.randomUUID().toString(), nodeType, List.of(), new TreeMap<>(), List.of());
    }

    private static ItemNode named(ItemNode item, String name) {
        return new ItemNode(name, item.id(), item.type(), item.mixins(), item.properties(), item.children());
    }

    private String nodeType(String workspace, Optional<String> type) {
        if (type.filter("folder"::equals).isPresent()) {
            return FOLDER;
        }
        List<ContentType> types = Declared.in(definitions.get(), workspace);
        return types.stream()
                .filter(each -> type.map(each.name()::equals).orElse(types.size() == 1))
                .findFirst()
                .map(each -> each.model().nodeType())
                .orElseThrow(() -> RefusedException.of(
                        Kind.WRONG,
                        "type-unknown",
                        String.join(", ", types.stream().map(ContentType::name).toList())));
    }

    /**
     * Makes an item like another beside it, with identifiers and slugs of its own and published nowhere. Items below it are
     * not copied.
     */
    public ItemState duplicate(String workspace, String path, Editor editor) throws RepositoryException {
        Editing editing = editing();
        return repository.write(workspace, session -> {
            Node original = Editing.item(session, path);
            ItemState state = editing.state(workspace, original);
            ItemNode copy = slugs.complete(workspace, Copies.withoutTraces(state), state.names());
            ItemNode named = named(copy, NodeNames.free(original.getParent(), original.getName()));
            editor.require(Act.ADD, workspace, Editing.below(original.getParent(), named.name()));
            return add(editing, workspace, named, original.getParent(), state.names(), editor);
        });
    }

    /**
     * Copies all values of an item from one language to another, references included, slugs not. A version is kept of what
     * was there before.
     *
     * @param overwrite whether values that the other language has already are replaced too
     */
    public ItemState copyLanguage(
            String workspace, String path, Locale from, Locale to, boolean overwrite, String revision, Editor editor)
            throws RepositoryException {
        Editing editing = editing();
        return editing.change(workspace, path, editor, before -> {
            requireRevision(before, revision);
            ItemNode wanted = Copies.toLanguage(before, from, to, overwrite);
            if (!ItemChange.between(before.item(), wanted, before.names()).isEmpty()) {
                versions.add(List.of(new Versions.Kept(workspace, path, before.item(), Set.of())), editor.name(), "");
            }
            return wanted;
        });
    }

    /**
     * Brings an item, a field of it or a language of it back to what it was in a version. That is a change like any other.
     *
     * @param number of the version
     * @param field whose values come back; empty for all
     * @param language whose values come back; empty for all and what they share
     */
    public ItemState restore(
            String workspace,
            String path,
            int number,
            Optional<String> field,
            Optional<Locale> language,
            String revision,
            Editor editor)
            throws RepositoryException {
        return editing().change(workspace, path, editor, before -> {
            requireRevision(before, revision);
            ItemNode version = versions.item(workspace, before.item().id(), number)
                    .orElseThrow(() -> RefusedException.of(Kind.MISSING, "version-missing", number));
            return Copies.restored(before, version, field, language);
        });
    }

    private static void requireRevision(ItemState state, String revision) {
        if (!state.revision().equals(revision)) {
            throw RefusedException.of(Kind.CONFLICT, "changed-by-others").with("revision", state.revision());
        }
    }
}
