package org.heliograph.cms.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.heliograph.cms.content.Lookup;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index over the repository's content. A save is in it, and seen by every later {@link #acquire()}, before the save
 * returns to its caller.
 *
 * <p>What is on disk is trusted only after a clean end: then index and repository hold the same stamp. After a kill, or
 * with an index that is damaged or belongs to another repository, everything is indexed anew at start.
 *
 * <p>A save that cannot be indexed, for instance because the disk is full, is a save nevertheless: the repository is the
 * truth. Its workspace is then {@link #behind()} and not read until the index was made anew, which is tried until it
 * succeeds. Other workspaces are read meanwhile.
 */
public final class ReadModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadModel.class);

    /** Changes with the form of the documents, so that an index of an older form is not trusted. */
    private static final String FORMAT = "7";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);
    /** Without a save for so long, there is time to tidy up. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final ContentRepository repository;
    private final IndexFiles files;
    private final Coverage coverage;
    private final Analyzer analyzer = FullText.analyzer();
    private final SaveLog saves = new SaveLog();
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Held by whoever changes the index; saves follow one another. */
    private final Object writing = new Object();

    private volatile OpenIndex index;
    private volatile Set<String> behind = Set.of();
    /** Whether a thread will look at what is {@link #behind} once more; guarded by {@link #writing}. */
    private boolean isMending;

    private ReadModel(ContentRepository repository, IndexFiles files, Coverage coverage, OpenIndex index) {
        this.repository = repository;
        this.coverage = coverage;
        this.files = files;
        this.index = index;
    }

    /**
     * Opens the index, and rebuilds it where it cannot be trusted. Returns when it is complete.
     *
     * @param path directory of the index
     * @param stampFile file beside the repository that tells whether the index agrees with it
     * @throws IOException if the directory cannot be used
     * @throws RepositoryException if the repository cannot be read
     */
    public static ReadModel open(ContentRepository repository, Path path, Path stampFile)
            throws IOException, RepositoryException {
        return open(
                repository,
                new IndexFiles(path, repository.stamp(stampFile), SaveDirectory::open),
                SearchCatalog.EMPTY,
                Coverage.CONTENT);
    }

    /**
     * Opens the index so that the search box finds the items of these definitions.
     *
     * @param definitions which content types are delivered, and what their items consist of
     * @see #open(ContentRepository, Path, Path)
     */
    public static ReadModel open(ContentRepository repository, Path path, Path stampFile, Definitions definitions)
            throws IOException, RepositoryException {
        return open(
                repository,
                new IndexFiles(path, repository.stamp(stampFile), SaveDirectory::open),
                SearchCatalog.of(definitions),
                Coverage.CONTENT);
    }

    /**
     * Opens an index of the nodes of one type in one workspace, of what they say themselves without their children.
     *
     * @see #open(ContentRepository, Path, Path)
     */
    public static ReadModel open(
            ContentRepository repository, Path path, Path stampFile, String workspace, String nodeType)
            throws IOException, RepositoryException {
        return open(
                repository,
                new IndexFiles(path, repository.stamp(stampFile), SaveDirectory::open),
                SearchCatalog.EMPTY,
                Coverage.of(workspace, nodeType));
    }

    static ReadModel open(ContentRepository repository, IndexFiles files, SearchCatalog catalog, Coverage coverage)
            throws IOException, RepositoryException {
        boolean trusted = files.areTrusted(form(catalog));
        files.forgetStamp();
        OpenIndex index =
                trusted ? reopen(repository, files, catalog, coverage) : build(repository, files, catalog, coverage);
        ReadModel model = new ReadModel(repository, files, coverage, index);
        repository.onSave(model::saved);
        Thread tidier = new Thread(model::tidyWhenQuiet, "index-tidier");
        tidier.setDaemon(true);
        tidier.start();
        return model;
    }

    /** What the documents of an index depend on besides the content. */
    private static String form(SearchCatalog catalog) {
        return FORMAT + ":" + catalog.fingerprint() + ":";
    }

    private static OpenIndex reopen(
            ContentRepository repository, IndexFiles files, SearchCatalog catalog, Coverage coverage)
            throws IOException, RepositoryException {
        OpenIndex index = new OpenIndex(repository, files.open(), FullText.analyzer(), catalog, coverage);
        return completed(index, () -> {
            index.goOn();
            index.indexNewWorkspaces();
        });
    }

    private static OpenIndex build(
            ContentRepository repository, IndexFiles files, SearchCatalog catalog, Coverage coverage)
            throws IOException, RepositoryException {
        long start = System.nanoTime();
        OpenIndex index = new OpenIndex(repository, files.openEmpty(), FullText.analyzer(), catalog, coverage);
        return completed(index, () -> {
            long nodes = index.indexNewWorkspaces();
            index.commit("");
            LOG.info("Indexed {} nodes in {} ms", nodes, (System.nanoTime() - start) / 1_000_000);
        });
    }

    private interface Indexing {
        void run() throws IOException, RepositoryException;
    }

    private static OpenIndex completed(OpenIndex index, Indexing work) throws IOException, RepositoryException {
        boolean complete = false;
        try {
            work.run();
            complete = true;
            return index;
        } finally {
            if (!complete) {
                index.close();
            }
        }
    }

    /**
     * Indexes the workspaces that the index does not know, such as those of a content type that was just loaded. Where
     * that fails they are {@link #behind()}.
     */
    public void indexNewWorkspaces() {
        synchronized (writing) {
            Set<String> unknown = new TreeSet<>(repository.workspaces());
            unknown.removeIf(workspace -> !coverage.holds(workspace));
            changing(unknown, () -> {
                unknown.retainAll(index.unknownWorkspaces());
                index.indexNewWorkspaces();
            });
        }
    }

    private void saved(String workspace, List<Event> events) {
        if (!coverage.holds(workspace)) {
            return;
        }
        synchronized (writing) {
            // Noted after it is visible: what is read under the new number must show the save.
            changing(Set.of(workspace), () -> saves.add(index.indexer().saved(workspace, events)));
        }
    }

    /** Changes what the index holds of these workspaces; what does not succeed leaves them behind. */
    private void changing(Set<String> workspaces, Indexing work) {
        boolean done = false;
        try {
            if (Collections.disjoint(behind, workspaces)) {
                work.run();
                done = true;
            }
        } catch (IOException | RepositoryException | RuntimeException e) {
            LOG.error("The index misses changes in {} and is made anew", workspaces, e);
        } finally {
            if (!done) {
                fallBehind(workspaces);
            }
        }
    }

    private void fallBehind(Set<String> workspaces) {
        Set<String> all = new TreeSet<>(behind);
        all.addAll(workspaces);
        all.removeIf(workspace -> !coverage.holds(workspace));
        behind = Collections.unmodifiableSet(all);
        saves.addEverything();
        if (!isMending) {
            isMending = true;
            Thread mender = new Thread(this::mendUntilDone, "index-mender");
            mender.setDaemon(true);
            mender.start();
        }
    }

    private void mendUntilDone() {
        Duration pause = FIRST_PAUSE;
        while (!mend() && !isClosingWithin(pause)) {
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    private boolean isClosingWithin(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Replaces the index by a new one. Saves wait meanwhile; workspaces that are not behind are read from the old one. */
    private boolean mend() {
        synchronized (writing) {
            if (closing.getCount() == 0) {
                return true;
            }
            try {
                index.stopWriting();
                replaceBy(build(repository, files, index.indexer().catalog(), coverage));
                isMending = false;
                return true;
            } catch (IOException | RepositoryException | RuntimeException e) {
                LOG.error("The index cannot be made anew, and {} not be read until it can", behind, e);
                return false;
            }
        }
    }

    /** An import or a rebuild leaves many segments, and so do many saves. */
    private void tidyWhenQuiet() {
        for (long before = saves.saves(); !isClosingWithin(QUIET); before = saves.saves()) {
            OpenIndex untidy = index;
            if (saves.saves() == before) {
                tidy(untidy);
            }
        }
    }

    private void tidy(OpenIndex untidy) {
        try {
            if (untidy.mergeManySegments()) {
                synchronized (writing) {
                    untidy.searchers().maybeRefreshBlocking();
                }
            }
        } catch (AlreadyClosedException e) {
            LOG.debug("The index was closed or replaced while it was tidied up", e);
        } catch (IOException e) {
            LOG.warn("The index stays in many segments: {}", e.getMessage());
        }
    }

    /**
     * Leaves nothing of removed nodes in the files, once nobody reads a {@link Snapshot} of before any more.
     *
     * @throws IOException if the files cannot be written
     */
    public void purge() throws IOException {
        OpenIndex purged = index;
        try {
            purged.mergeRemovedAway();
            synchronized (writing) {
                purged.deleteUnusedFiles();
            }
        } catch (AlreadyClosedException e) {
            LOG.debug("The index was closed or made anew while it was purged", e);
        }
    }

    private void replaceBy(OpenIndex complete) {
        OpenIndex broken = index;
        index = complete;
        LOG.info("The index was made anew; {} can be read again", behind);
        behind = Set.of();
        saves.addEverything();
        try {
            broken.close();
        } catch (IOException e) {
            LOG.warn("What is left of the old index cannot be closed", e);
        }
    }

    /** The workspaces that cannot be read because the index misses saves of theirs; normally none. */
    public Set<String> behind() {
        return behind;
    }

    /** Whether what was made from this would be the same if it were made now. */
    public boolean isCurrent(Basis basis) {
        return basis.isCurrent(saves);
    }

    /**
     * Lets the search box find the items of other definitions. Where what is searched of an item differs, the workspace
     * is indexed anew before this returns; where that fails it is {@link #behind()}.
     */
    public void use(Definitions definitions) {
        SearchCatalog catalog = SearchCatalog.of(definitions);
        synchronized (writing) {
            SaveIndexer indexer = index.indexer();
            Set<String> changed = indexer.workspacesChangedBy(catalog);
            changed.removeIf(workspace -> !coverage.holds(workspace));
            indexer.use(catalog);
            Set<String> stored = new TreeSet<>(changed);
            stored.add(ContentRepository.PUBLISHED);
            changing(changed.isEmpty() ? changed : stored, () -> indexer.indexAnew(changed));
        }
    }

    /**
     * The state of the content as of now; to be closed. Reading a workspace that is {@link #behind()} through it throws
     * {@link IndexBehindException}.
     */
    public Snapshot acquire() {
        // Asked first: a change that comes meanwhile may or may not be shown, and counts as not.
        long shown = saves.saves();
        // Before the index: if that is replaced in between, a workspace is refused once more, but never shown as it
        // was.
        Set<String> unreadable = behind;
        OpenIndex now = index;
        try {
            SearchCatalog catalog = now.indexer().catalog();
            return new Snapshot(now.searchers(), now.searchers().acquire(), analyzer, catalog, unreadable, shown);
        } catch (AlreadyClosedException e) {
            if (now != index) {
                return acquire();
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("The index is closed", e);
        }
    }

    /** Finds nodes in what is current at each question. */
    public Lookup lookup() {
        return new NodeLookup(repository, this);
    }

    /** Number of nodes in a workspace, as the index has them. */
    public long count(View view, String workspace) {
        try (Snapshot snapshot = acquire()) {
            return snapshot.count(new TermQuery(new Term(Fields.WORKSPACE, Fields.scope(view, workspace))));
        }
    }

    /** Commits and marks index and repository as agreeing, unless the index misses something. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        synchronized (writing) {
            String stamp = form(index.indexer().catalog()) + UUID.randomUUID();
            boolean complete = behind.isEmpty();
            try {
                if (complete) {
                    index.commit(stamp);
                }
            } finally {
                index.close();
            }
            if (complete) {
                files.agree(stamp);
            }
        }
    }
}
