package org.heliograph.cms.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
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
 * with an index that belongs to another repository, everything is indexed anew at start.
 */
public final class ReadModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadModel.class);

    /** Passwords and settings are never read through the index. */
    private static final Set<String> NEVER_INDEXED = Set.of("users", "usergroups", "userroles", "config");

    private static final String STAMP = "stamp";
    private static final String POSITION = "position";
    /** Changes with the form of the documents, so that an index of an older form is not trusted. */
    private static final String FORMAT = "4";

    private static final double MAX_SEGMENTS_PER_TIER = 4;
    private static final double RAM_BUFFER_MEGABYTES = 48;

    private final ContentRepository repository;
    private final Path stampFile;
    private final Analyzer analyzer = FullText.analyzer();
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final SaveIndexer indexer;
    private final SaveLog saves = new SaveLog();
    private volatile boolean broken;

    private ReadModel(ContentRepository repository, Path path, Path stampFile, SearchCatalog catalog)
            throws IOException {
        this.repository = repository;
        this.stampFile = stampFile;
        this.directory = FSDirectory.open(path);
        this.writer = new IndexWriter(directory, config(analyzer));
        this.searchers = new SearcherManager(writer, new Searchers());
        this.indexer = new SaveIndexer(repository, writer, searchers, catalog);
    }

    /** Few segments: each costs every query, and what is written is little. */
    private static IndexWriterConfig config(Analyzer analyzer) {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setSegmentsPerTier(MAX_SEGMENTS_PER_TIER);
        return new IndexWriterConfig(analyzer)
                .setCommitOnClose(false)
                .setRAMBufferSizeMB(RAM_BUFFER_MEGABYTES)
                .setMergePolicy(merges);
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
        return open(repository, path, stampFile, SearchCatalog.EMPTY);
    }

    /**
     * Opens the index so that the search box finds the items of these definitions.
     *
     * @param definitions which content types are delivered, and what their items consist of
     * @see #open(ContentRepository, Path, Path)
     */
    public static ReadModel open(ContentRepository repository, Path path, Path stampFile, Definitions definitions)
            throws IOException, RepositoryException {
        return open(repository, path, stampFile, SearchCatalog.of(definitions));
    }

    private static ReadModel open(ContentRepository repository, Path path, Path stampFile, SearchCatalog catalog)
            throws IOException, RepositoryException {
        Files.createDirectories(path);
        boolean trusted = isTrusted(path, stampFile, form(catalog));
        Files.deleteIfExists(stampFile);
        ReadModel model = openOrReplace(repository, path, stampFile, catalog);
        if (trusted) {
            model.indexer.startAt(model.lastPosition());
            model.indexNewWorkspaces();
        } else {
            model.rebuild();
        }
        repository.onSave(model::saved);
        return model;
    }

    /** What the documents of an index depend on besides the content. */
    private static String form(SearchCatalog catalog) {
        return FORMAT + ":" + catalog.fingerprint() + ":";
    }

    private static ReadModel openOrReplace(
            ContentRepository repository, Path path, Path stampFile, SearchCatalog catalog) throws IOException {
        try {
            return new ReadModel(repository, path, stampFile, catalog);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The index cannot be opened and is made anew: {}", e.toString());
            try (Directory damaged = FSDirectory.open(path)) {
                for (String file : damaged.listAll()) {
                    damaged.deleteFile(file);
                }
            }
            return new ReadModel(repository, path, stampFile, catalog);
        }
    }

    private static boolean isTrusted(Path path, Path stampFile, String form) {
        try (Directory directory = FSDirectory.open(path)) {
            if (!DirectoryReader.indexExists(directory) || Files.notExists(stampFile)) {
                return false;
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                String stamp = reader.getIndexCommit().getUserData().get(STAMP);
                return stamp != null
                        && stamp.startsWith(form)
                        && Files.readString(stampFile).equals(stamp);
            }
        } catch (IOException e) {
            LOG.warn("The index cannot be read and is made anew: {}", e.toString());
            return false;
        }
    }

    private long lastPosition() throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            return Long.parseLong(reader.getIndexCommit().getUserData().get(POSITION));
        }
    }

    private void rebuild() throws IOException, RepositoryException {
        long start = System.nanoTime();
        writer.deleteAll();
        searchers.maybeRefreshBlocking();
        long nodes = indexNewWorkspaces();
        writer.commit();
        LOG.info("Indexed {} nodes in {} ms", nodes, (System.nanoTime() - start) / 1_000_000);
    }

    /**
     * Indexes the workspaces that the index does not know, such as those of a content type that was just loaded.
     *
     * @return number of nodes indexed
     * @throws RepositoryException if the repository cannot be read or the index not be written
     */
    public long indexNewWorkspaces() throws RepositoryException {
        long nodes = 0;
        for (String workspace : unknownWorkspaces()) {
            nodes += repository.read(workspace, session -> indexer.indexTree(workspace, session.getRootNode()));
        }
        try {
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new RepositoryException("Cannot show what was indexed", e);
        }
        saves.addEverything();
        return nodes;
    }

    private Set<String> unknownWorkspaces() {
        Set<String> workspaces = new TreeSet<>(repository.workspaces());
        workspaces.removeAll(NEVER_INDEXED);
        try (Snapshot snapshot = acquire()) {
            workspaces.removeIf(name -> snapshot.byPath(View.WORKING, name, "/").isPresent());
        }
        return workspaces;
    }

    private void saved(String workspace, List<Event> events) {
        if (NEVER_INDEXED.contains(workspace)) {
            return;
        }
        try {
            // Noted after it is visible: what is read under the new number must show the save.
            saves.add(indexer.saved(workspace, events));
        } catch (IOException | RepositoryException | RuntimeException e) {
            broken = true;
            LOG.error("The index missed a save in {}; it is rebuilt at the next start", workspace, e);
        }
    }

    /** Whether what was made from this would be the same if it were made now. */
    public boolean isCurrent(Basis basis) {
        return basis.isCurrent(saves);
    }

    /**
     * Lets the search box find the items of other definitions. Where what is searched of an item differs, the workspace
     * is indexed anew before this returns.
     *
     * @throws IOException if the index cannot be written
     * @throws RepositoryException if the content cannot be read
     */
    public void use(Definitions definitions) throws IOException, RepositoryException {
        indexer.use(SearchCatalog.of(definitions), NEVER_INDEXED);
    }

    /** The state of the content as of now; to be closed. */
    public Snapshot acquire() {
        try {
            long shown = saves.saves(); // asked first: a save that comes meanwhile may or may not be shown
            return new Snapshot(searchers, searchers.acquire(), analyzer, indexer.catalog(), shown);
        } catch (IOException e) {
            throw new UncheckedIOException("The index is closed", e);
        }
    }

    /** Number of nodes in a workspace, as the index has them. */
    public long count(View view, String workspace) {
        try (Snapshot snapshot = acquire()) {
            return snapshot.count(new TermQuery(new Term(Fields.WORKSPACE, Fields.scope(view, workspace))));
        }
    }

    /** Commits and marks index and repository as agreeing. */
    @Override
    public void close() throws IOException {
        searchers.close();
        if (broken) {
            writer.rollback();
        } else {
            String stamp = form(indexer.catalog()) + UUID.randomUUID();
            writer.setLiveCommitData(Map.of(STAMP, stamp, POSITION, String.valueOf(indexer.lastPosition()))
                    .entrySet());
            writer.commit();
            writer.close();
            Files.writeString(stampFile, stamp);
        }
        directory.close();
    }
}
