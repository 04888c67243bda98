package org.heliograph.cms.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.repository.ItemFile;
import org.heliograph.cms.repository.ItemMerge;
import org.heliograph.cms.repository.SiblingOrder;
import org.heliograph.cms.security.Rights;

/**
 * Brings an archive into the working content. The whole archive is checked before anything is written; then it is written
 * in small saves. An import that was killed can be run again, and then does what is left.
 */
public final class ArchiveImport {

    /** What is saved together is in memory until then. */
    private static final int BATCH_ITEMS = 200;

    private static final long BATCH_BYTES = 2_000_000;

    private final ContentRepository repository;
    private final Supplier<Definitions> definitions;
    private final Path journals;
    private final Clock clock;
    private final Semaphore one = new Semaphore(1);

    /**
     * @param definitions the current ones, at each call
     * @param journals directory for what has to survive a kill
     */
    public ArchiveImport(ContentRepository repository, Supplier<Definitions> definitions, Path journals, Clock clock) {
        this.repository = repository;
        this.definitions = definitions;
        this.journals = journals;
        this.clock = clock;
    }

    /**
     * What an import would do. Nothing is written.
     *
     * @throws TransferException if the archive cannot be read as one
     */
    public ImportReport check(Archive archive, ImportMode mode, Rights rights)
            throws IOException, RepositoryException, TransferException {
        return checkOf(archive, archive.manifest(), mode, rights).run();
    }

    private ImportCheck checkOf(Archive archive, Manifest manifest, ImportMode mode, Rights rights) {
        return new ImportCheck(repository, definitions.get(), manifest, new ArchiveItems(archive), mode, rights);
    }

    /**
     * Imports an archive if nothing stands in the way; {@link ImportReport#isDone} tells.
     *
     * @throws TransferException if the archive cannot be read as one, or another import is under way
     * @throws RepositoryException if the repository fails; running the import again goes on where it was
     */
    public ImportReport run(Archive archive, ImportMode mode, Rights rights)
            throws IOException, RepositoryException, TransferException {
        if (!one.tryAcquire()) {
            throw new TransferException(Finding.at("", "import-running"));
        }
        try {
            Manifest manifest = archive.manifest();
            ImportCheck check = checkOf(archive, manifest, mode, rights);
            ImportReport report = check.run();
            if (report.isPossible()) {
                String key = Digests.of(mode + manifest.toString());
                try (Journal journal = Journal.open(journals, key, clock.instant())) {
                    new Writing(archive, manifest, mode, check, journal).write();
                    journal.finish();
                }
                report.finish();
            }
            return report;
        } catch (ArchiveItems.BrokenFileException e) {
            throw new TransferException(e.finding(), e);
        } finally {
            one.release();
        }
    }

    private final class Writing {

        private final Manifest manifest;
        private final ArchiveItems items;
        private final ImportMode mode;
        private final ImportCheck check;
        private final Journal journal;

        private Writing(Archive archive, Manifest manifest, ImportMode mode, ImportCheck check, Journal journal) {
            this.manifest = manifest;
            this.items = new ArchiveItems(archive);
            this.mode = mode;
            this.check = check;
            this.journal = journal;
        }

        private void write() throws IOException, RepositoryException {
            Map<String, List<Manifest.Entry>> all = manifest.byWorkspace();
            Set<String> workspaces = inOrder(all.keySet());
            for (String workspace : workspaces) {
                removeLost(workspace);
                List<Manifest.Entry> incomplete = writeItems(workspace, all.getOrDefault(workspace, List.of()));
                // Now that all of them are there, references that led nowhere can be stored.
                writeItems(workspace, incomplete);
                arrange(workspace);
            }
        }

        /** What others refer to comes first, so that readers find as few gaps as can be. */
        private Set<String> inOrder(Set<String> workspaces) {
            Set<String> ordered = new LinkedHashSet<>();
            ordered.add("dam");
            workspaces.forEach(workspace -> follow(workspace, new LinkedHashSet<>(), ordered));
            ordered.addAll(workspaces);
            manifest.places().forEach(place -> ordered.add(place.workspace()));
            ordered.retainAll(repository.contentWorkspaces());
            return ordered;
        }

        private void follow(String workspace, Set<String> onTheWay, Set<String> ordered) {
            if (!onTheWay.add(workspace)) {
                return;
            }
            for (ContentType type : Declared.in(definitions.get(), workspace)) {
                for (String referenced : Declared.of(type).references()) {
                    Optional.ofNullable(definitions
                                    .get()
                                    .contentTypes()
                                    .get(Declared.of(type)
                                            .referencedBy(referenced)
                                            .orElse("")))
                            .ifPresent(other -> follow(other.datasource().workspace(), onTheWay, ordered));
                }
            }
            ordered.add(workspace);
        }

        private void removeLost(String workspace) throws RepositoryException {
            for (List<String> batch : parts(check.lostIds(workspace))) {
                repository.write(workspace, session -> {
                    for (String id : batch) {
                        Optional<Node> node = StoredNodes.find(session, id);
                        if (node.isPresent()) {
                            node.get().remove();
                        }
                    }
                    return batch;
                });
            }
        }

        private static List<List<String>> parts(List<String> all) {
            List<List<String>> parts = new ArrayList<>();
            for (int from = 0; from < all.size(); from += BATCH_ITEMS) {
                parts.add(all.subList(from, Math.min(all.size(), from + BATCH_ITEMS)));
            }
            return parts;
        }

        /** @return those that have to be written once more */
        private List<Manifest.Entry> writeItems(String workspace, List<Manifest.Entry> entries)
                throws IOException, RepositoryException {
            List<Manifest.Entry> incomplete = new ArrayList<>();
            List<Manifest.Entry> open = repository.read(workspace, session -> open(session, entries));
            for (List<Manifest.Entry> batch : batches(open)) {
                List<Manifest.Entry> again = repository.write(workspace, session -> writeBatch(session, batch));
                incomplete.addAll(again);
                List<Manifest.Entry> done = new ArrayList<>(batch);
                done.removeAll(again);
                journal.done(done);
            }
            return incomplete;
        }

        /** The store is asked too: what it does not have is not done, whatever the journal says. */
        private List<Manifest.Entry> open(Session session, List<Manifest.Entry> entries) throws RepositoryException {
            List<Manifest.Entry> open = new ArrayList<>();
            for (Manifest.Entry entry : entries) {
                if (!journal.isDone(entry)
                        || StoredNodes.find(session, entry.id()).isEmpty()) {
                    open.add(entry);
                }
            }
            return open;
        }

        private List<List<Manifest.Entry>> batches(List<Manifest.Entry> entries) {
            List<List<Manifest.Entry>> batches = new ArrayList<>();
            long bytes = Long.MAX_VALUE;
            for (Manifest.Entry entry : entries) {
                boolean full =
                        bytes > BATCH_BYTES || batches.get(batches.size() - 1).size() >= BATCH_ITEMS;
                if (full) {
                    batches.add(new ArrayList<>());
                    bytes = 0;
                }
                batches.get(batches.size() - 1).add(entry);
                bytes += entry.bytes();
            }
            return batches;
        }

        private List<Manifest.Entry> writeBatch(Session session, List<Manifest.Entry> batch)
                throws RepositoryException {
            List<Manifest.Entry> incomplete = new ArrayList<>();
            for (Manifest.Entry entry : batch) {
                try (ItemFile file = items.read(session, entry)) {
                    if (file.postponeReferences(id -> !isThere(session, id))) {
                        incomplete.add(entry);
                    }
                    bring(session, entry, file);
                }
            }
            return incomplete;
        }

        private void bring(Session session, Manifest.Entry entry, ItemFile file) throws RepositoryException {
            Optional<Node> stored = StoredNodes.find(session, entry.id());
            if (stored.isEmpty()) {
                ItemMerge.add(session.getNode(entry.parent()), file);
                return;
            }
            if (!stored.get().getPath().equals(entry.path())) {
                session.move(stored.get().getPath(), entry.path());
            }
            Node node = stored.get();
            ArchiveScope scope = new ArchiveScope(definitions.get(), entry.workspace(), manifest.languages());
            new ItemMerge(scope, mode.isRemoving()).compare(node, file).apply(node);
        }

        private void arrange(String workspace) throws RepositoryException {
            Map<String, List<String>> siblings = check.siblings(workspace);
            for (List<String> batch : parts(List.copyOf(siblings.keySet()))) {
                repository.write(workspace, session -> {
                    for (String path : batch) {
                        Node parent = session.getNode(path);
                        if (parent.getPrimaryNodeType().hasOrderableChildNodes()) {
                            SiblingOrder.arrange(parent, siblings.get(path));
                        }
                    }
                    return batch;
                });
            }
        }
    }

    private static boolean isThere(Session session, String id) {
        try {
            return StoredNodes.find(session, id).isPresent();
        } catch (RepositoryException e) {
            return false; // storing the reference will fail too, and tell why
        }
    }
}
