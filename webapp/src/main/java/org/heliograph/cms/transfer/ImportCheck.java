package org.heliograph.cms.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.NodeLanguages;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.repository.ItemFile;
import org.heliograph.cms.repository.ItemMerge;
import org.heliograph.cms.repository.SiblingOrder;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;

/** Looks at a whole archive beside what is stored, and writes nothing. */
final class ImportCheck {

    /** Different identifiers that are looked for. */
    private static final int MOST_MENTIONS = 200_000;

    private final ContentRepository repository;
    private final Definitions definitions;
    private final Manifest manifest;
    private final ArchiveItems items;
    private final ImportMode mode;
    private final Rights rights;

    private final ImportReport report = new ImportReport();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Finding> mentioned = new LinkedHashMap<>();
    private final LostItems lost;

    ImportCheck(
            ContentRepository repository,
            Definitions definitions,
            Manifest manifest,
            ArchiveItems items,
            ImportMode mode,
            Rights rights) {
        this.repository = repository;
        this.definitions = definitions;
        this.manifest = manifest;
        this.items = items;
        this.mode = mode;
        this.rights = rights;
        this.lost = new LostItems(repository, manifest, rights, report);
    }

    /** What would be done. */
    ImportReport run() throws RepositoryException {
        checkLanguages();
        checkTypes();
        for (Map.Entry<String, List<Manifest.Entry>> each :
                manifest.byWorkspace().entrySet()) {
            checkWorkspace(each.getKey(), each.getValue());
        }
        if (mode == ImportMode.MIRROR) {
            lost.find();
        }
        checkMentions();
        return report;
    }

    /** The topmost items that a mirror removes, by workspace. */
    List<String> lostIds(String workspace) {
        return lost.topmost(workspace);
    }

    private void checkLanguages() {
        List<String> known = definitions.site().i18n().locales().stream()
                .map(Locale::toString)
                .toList();
        manifest.languages().stream()
                .filter(language -> !known.contains(language))
                .forEach(language -> report.obstruct(
                        Finding.at(Manifest.FILE, "language-unknown", language, String.join(", ", known))));
    }

    private void checkTypes() {
        manifest.types().forEach((name, digest) -> {
            ContentType type = definitions.contentTypes().get(name);
            if (type == null) {
                report.note(Finding.at(Manifest.FILE, "type-missing", name));
            } else if (!TypeDigest.of(type).equals(digest)) {
                report.note(Finding.at(Manifest.FILE, "type-differs", name));
            }
        });
    }

    private void checkWorkspace(String workspace, List<Manifest.Entry> entries) throws RepositoryException {
        if (!repository.contentWorkspaces().contains(workspace)) {
            report.obstruct(Finding.at(
                    workspace, "workspace-unknown", workspace, String.join(", ", repository.contentWorkspaces())));
            return;
        }
        repository.read(workspace, session -> {
            WorkspaceCheck check = new WorkspaceCheck(workspace, entries);
            for (Manifest.Entry entry : entries) {
                check.check(session, entry);
            }
            check.checkOrder(session);
            return workspace;
        });
    }

    /** The items of one workspace beside its session. */
    private final class WorkspaceCheck {

        private final String workspace;
        private final ArchiveScope scope;
        private final Map<String, String> pathsById = new HashMap<>();
        private final Set<String> paths = new HashSet<>();
        private final Set<String> workspaceIds = new HashSet<>();
        private final Languages languages = new Languages(definitions.site().i18n());

        private WorkspaceCheck(String workspace, List<Manifest.Entry> entries) {
            this.workspace = workspace;
            this.scope = new ArchiveScope(definitions, workspace, manifest.languages());
            entries.forEach(entry -> {
                pathsById.put(entry.id(), entry.path());
                paths.add(entry.path());
                workspaceIds.add(entry.id());
            });
        }

        private void check(Session session, Manifest.Entry entry) throws RepositoryException {
            try (ItemFile file = items.read(session, entry)) {
                checkNodeTypes(session, file);
                checkIdentifiers(entry, file);
                checkMarkup(file);
                collectMentions(session, entry, file);
                compare(session, entry, file);
            } catch (ArchiveItems.BrokenFileException e) {
                report.obstruct(e.finding());
            }
        }

        private void checkNodeTypes(Session session, ItemFile file) throws RepositoryException {
            for (ItemFile.NamedType type : file.ownTypes()) {
                checkNodeType(session, type, type.mixin() ? StoredNodes.Use.MIXIN : StoredNodes.Use.ITEM);
            }
            for (ItemFile.NamedType type : file.partTypes()) {
                checkNodeType(session, type, type.mixin() ? StoredNodes.Use.MIXIN : StoredNodes.Use.PART);
            }
        }

        private void checkNodeType(Session session, ItemFile.NamedType type, StoredNodes.Use use)
                throws RepositoryException {
            String place = type.location().toString();
            if (!repository.nodeTypes().contains(type.name())) {
                report.obstruct(Finding.at(place, "node-type-missing", type.name()));
            } else if (!StoredNodes.isUsable(session, type.name(), use)) {
                report.obstruct(Finding.at(place, "node-type-no-" + use.name().toLowerCase(Locale.ROOT), type.name()));
            }
        }

        private void checkIdentifiers(Manifest.Entry entry, ItemFile file) {
            ids.add(entry.id());
            for (String part : file.partIdentifiers()) {
                ids.add(part);
                if (!workspaceIds.add(part)) {
                    report.obstruct(Finding.at(entry.file(), "identifier-twice", part));
                }
            }
        }

        private void checkMarkup(ItemFile file) throws RepositoryException {
            Declared item = Declared.of(definitions, workspace, file.primaryType());
            for (ItemFile.Text text : file.texts()) {
                Optional<String> unsafe = isRich(item, text.field()) ? UnsafeMarkup.in(text.text()) : Optional.empty();
                unsafe.ifPresent(what ->
                        report.obstruct(Finding.at(text.location().toString(), "markup-unsafe", text.field(), what)));
            }
        }

        private boolean isRich(Declared item, String field) {
            Declared here = item;
            String[] steps = field.split("/");
            for (int i = 0; i < steps.length - 1; i++) {
                here = here.below(languages.field(steps[i]));
            }
            return here.property(languages.field(steps[steps.length - 1]))
                    .map(property -> property.type().equals("richText"))
                    .orElse(false);
        }

        private void collectMentions(Session session, Manifest.Entry entry, ItemFile file) throws RepositoryException {
            for (ItemFile.Mention mention : file.mentions()) {
                if (mention.hard()) {
                    boolean there = pathsById.containsKey(mention.identifier())
                            || file.partIdentifiers().contains(mention.identifier())
                            || StoredNodes.find(session, mention.identifier()).isPresent();
                    if (!there) {
                        report.obstruct(Finding.at(
                                mention.location().toString(),
                                "reference-missing",
                                mention.property(),
                                mention.identifier()));
                    }
                } else if (mentioned.size() < MOST_MENTIONS) {
                    mentioned.putIfAbsent(
                            mention.identifier(),
                            Finding.at(
                                    mention.location().toString(),
                                    "mention-missing",
                                    mention.property(),
                                    mention.identifier()));
                }
            }
        }

        private void compare(Session session, Manifest.Entry entry, ItemFile file) throws RepositoryException {
            Optional<Node> stored = StoredNodes.find(session, entry.id());
            if (stored.isEmpty()) {
                checkNew(session, entry, file);
                return;
            }
            if (!rights.mayRead(workspace, stored.get().getPath())) {
                refuse(entry, Permission.CHANGE);
                return;
            }
            boolean moving = !stored.get().getPath().equals(entry.path());
            if (moving) {
                checkMove(session, entry, stored.get());
            }
            ItemMerge.Comparison comparison = new ItemMerge(scope, mode.isRemoving()).compare(stored.get(), file);
            tell(entry, stored.get(), comparison, moving);
        }

        private void checkNew(Session session, Manifest.Entry entry, ItemFile file) throws RepositoryException {
            require(entry, Permission.ADD);
            requireLanguages(entry, file.fields(), file.primaryType());
            checkPlace(session, entry);
            for (String part : file.partIdentifiers()) {
                if (StoredNodes.find(session, part).isPresent()) {
                    report.obstruct(Finding.at(entry.file(), "identifier-in-use", part));
                }
            }
            report.countAdded(workspace, entry.id());
        }

        private void checkMove(Session session, Manifest.Entry entry, Node stored) throws RepositoryException {
            require(entry, Permission.ADD);
            requireAt(stored.getPath(), entry, Permission.REMOVE);
            checkPlace(session, entry);
            report.countMoved();
        }

        private void checkPlace(Session session, Manifest.Entry entry) throws RepositoryException {
            if (session.nodeExists(entry.path()) && !isLost(session.getNode(entry.path()))) {
                report.obstruct(Finding.at(entry.file(), "place-taken", workspace + ":" + entry.path()));
            }
            if (!entry.parent().equals("/") && !paths.contains(entry.parent()) && !session.nodeExists(entry.parent())) {
                report.obstruct(Finding.at(entry.file(), "parent-missing", workspace + ":" + entry.parent()));
            }
        }

        /** Whether a mirror removes it before anything takes its place. */
        private boolean isLost(Node node) throws RepositoryException {
            return mode == ImportMode.MIRROR
                    && ItemNode.isItem(node)
                    && !pathsById.containsKey(node.getIdentifier())
                    && lost.covers(workspace, node.getPath());
        }

        private void tell(Manifest.Entry entry, Node stored, ItemMerge.Comparison comparison, boolean moving)
                throws RepositoryException {
            comparison
                    .conflicts()
                    .forEach(conflict -> report.obstruct(
                            Finding.at(conflict.location().toString(), "content-refused", conflict.reason())));
            List<String> touched = new ArrayList<>();
            for (ItemMerge.Difference difference : comparison.differences()) {
                String place = workspace + ":" + entry.path() + "/" + difference.field();
                if (difference.kind() != ItemMerge.Kind.LACKING) {
                    report.countField(workspace, difference.field());
                    touched.add(difference.field());
                } else if (mode.isRemoving()) {
                    report.lose(place);
                    touched.add(difference.field());
                } else {
                    report.countKept();
                }
            }
            if (!comparison.isSame()) {
                require(entry, Permission.CHANGE);
                requireLanguages(entry, touched, stored.getPrimaryNodeType().getName());
            }
            if (comparison.isSame() && !moving) {
                report.countUnchanged();
            } else {
                report.countChanged(workspace, entry.id());
            }
        }

        private void require(Manifest.Entry entry, Permission permission) {
            requireAt(entry.path(), entry, permission);
        }

        private void requireAt(String path, Manifest.Entry entry, Permission permission) {
            if (!rights.may(permission, workspace, path)) {
                refuse(entry, permission);
            }
        }

        private void refuse(Manifest.Entry entry, Permission permission) {
            report.obstruct(Finding.at(
                    workspace + ":" + entry.path(),
                    "not-allowed",
                    permission.name().toLowerCase(Locale.ROOT)));
        }

        private void requireLanguages(Manifest.Entry entry, Collection<String> fields, String type) {
            NodeLanguages item = languages.of(Declared.of(definitions, workspace, type));
            Set<String> needed = new HashSet<>();
            for (String field : fields) {
                languageOf(item, field).map(Locale::toString).ifPresent(needed::add);
            }
            for (String language : needed) {
                if (!rights.mayEdit(language)) {
                    report.obstruct(Finding.at(workspace + ":" + entry.path(), "language-not-allowed", language));
                }
            }
        }

        private void checkOrder(Session session) throws RepositoryException {
            for (Map.Entry<String, List<String>> siblings : siblings(workspace).entrySet()) {
                if (session.nodeExists(siblings.getKey())) {
                    Node parent = session.getNode(siblings.getKey());
                    if (parent.getPrimaryNodeType().hasOrderableChildNodes()
                            && !SiblingOrder.isArranged(parent, siblings.getValue())) {
                        report.countReordered();
                    }
                }
            }
        }
    }

    /** The names of the archive's items by the path of the node above, in their order. */
    Map<String, List<String>> siblings(String workspace) {
        Map<String, List<String>> siblings = new LinkedHashMap<>();
        for (Manifest.Entry entry : manifest.items()) {
            if (entry.workspace().equals(workspace)) {
                siblings.computeIfAbsent(entry.parent(), p -> new ArrayList<>()).add(entry.name());
            }
        }
        return siblings;
    }

    /** A field such as {@code materials/materials0/part_zh}. */
    private static Optional<Locale> languageOf(NodeLanguages item, String field) {
        NodeLanguages here = item;
        String[] steps = field.split("/");
        for (int i = 0; i < steps.length - 1; i++) {
            here = here.below(steps[i], Set.of(steps[i]));
        }
        String last = steps[steps.length - 1];
        return here.of(last, Set.of(last));
    }

    /** What the archive does not bring and no workspace has; the content would show it as nothing. */
    private void checkMentions() throws RepositoryException {
        mentioned.keySet().removeAll(ids);
        for (String workspace : repository.contentWorkspaces()) {
            repository.read(workspace, session -> {
                Set<String> found = new HashSet<>();
                for (String id : mentioned.keySet()) {
                    if (StoredNodes.find(session, id).isPresent()) {
                        found.add(id);
                    }
                }
                return mentioned.keySet().removeAll(found);
            });
        }
        mentioned.values().forEach(report::note);
    }
}
