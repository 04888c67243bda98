package org.heliograph.cms.index;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.jcr.RepositoryException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentRepository;

/**
 * A Lucene index in use. Lucene closes its writer for good when a write fails, for instance because the disk is full;
 * therefore an index is replaced as a whole.
 */
final class OpenIndex {

    private static final String POSITION = "position";
    private static final double MAX_SEGMENTS_PER_TIER = 4;
    private static final double RAM_BUFFER_MEGABYTES = 48;
    /** More segments are worth the work of merging them. */
    private static final int MANY_SEGMENTS = 5;
    /** One would mean to write everything again whenever there are many. */
    private static final int FEW_SEGMENTS = 3;

    private final ContentRepository repository;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final SaveIndexer indexer;
    private final Coverage coverage;

    /** @param directory is closed with the index, also when this fails */
    OpenIndex(
            ContentRepository repository,
            Directory directory,
            Analyzer analyzer,
            SearchCatalog catalog,
            Coverage coverage)
            throws IOException {
        this.repository = repository;
        this.coverage = coverage;
        this.directory = directory;
        try {
            this.writer = new IndexWriter(directory, config(analyzer));
            this.searchers = new SearcherManager(writer, new Searchers());
            this.indexer = new SaveIndexer(repository, writer, searchers, catalog, coverage);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Few segments: each costs every query, and what is written is little. */
    private static IndexWriterConfig config(Analyzer analyzer) {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setSegmentsPerTier(MAX_SEGMENTS_PER_TIER);
        merges.setForceMergeDeletesPctAllowed(0);
        return new IndexWriterConfig(analyzer)
                .setCommitOnClose(false)
                .setUseCompoundFile(false)
                // Whoever saves does not wait for merges.
                .setMaxFullFlushMergeWaitMillis(0)
                .setRAMBufferSizeMB(RAM_BUFFER_MEGABYTES)
                .setMergePolicy(merges);
    }

    SearcherManager searchers() {
        return searchers;
    }

    SaveIndexer indexer() {
        return indexer;
    }

    /** Goes on with the positions of the children from where the last {@link #commit} left them. */
    void goOn() throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            indexer.startAt(Long.parseLong(reader.getIndexCommit().getUserData().get(POSITION)));
        }
    }

    /**
     * Indexes the workspaces that the index does not know, and what is published of them.
     *
     * @return number of nodes indexed
     */
    long indexNewWorkspaces() throws IOException, RepositoryException {
        long nodes = 0;
        for (String workspace : unknownWorkspaces()) {
            for (View view : View.values()) {
                nodes += indexer.indexAll(new Area(view, workspace));
            }
        }
        searchers.maybeRefreshBlocking();
        return nodes;
    }

    /** The workspaces that the index does not know. */
    Set<String> unknownWorkspaces() throws IOException {
        Set<String> unknown = new TreeSet<>();
        for (String workspace : repository.workspaces()) {
            if (coverage.holds(workspace) && !knows(workspace)) {
                unknown.add(workspace);
            }
        }
        return unknown;
    }

    private boolean knows(String workspace) throws IOException {
        String scope = Fields.scope(View.WORKING, workspace);
        IndexSearcher searcher = searchers.acquire();
        try {
            return searcher.count(new TermQuery(new Term(Fields.PATH, Fields.scoped(scope, "/")))) > 0;
        } finally {
            searchers.release(searcher);
        }
    }

    /**
     * Merges many segments to few, for each costs every query. Takes seconds with much content; saves and
     * queries go on meanwhile. What was merged is read from the next refresh on.
     *
     * @return whether there were many
     */
    boolean mergeManySegments() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            if (searcher.getIndexReader().leaves().size() <= MANY_SEGMENTS) {
                return false;
            }
        } finally {
            searchers.release(searcher);
        }
        writer.forceMerge(FEW_SEGMENTS);
        return true;
    }

    /** Writes anew what holds something of removed nodes; saves and queries go on meanwhile. */
    void mergeRemovedAway() throws IOException {
        writer.forceMergeDeletes();
    }

    /** Deletes the files that only an earlier state needs; those that a snapshot still reads go with it. */
    void deleteUnusedFiles() throws IOException {
        searchers.maybeRefreshBlocking();
        // What a commit needs is kept until there is another one.
        commit("");
        writer.deleteUnusedFiles();
    }

    /** Puts everything on disk. */
    void commit(String stamp) throws IOException {
        writer.setLiveCommitData(Map.of(IndexFiles.STAMP, stamp, POSITION, String.valueOf(indexer.lastPosition()))
                .entrySet());
        writer.commit();
    }

    /** Writes no more; what was read of it may be read on. */
    void stopWriting() throws IOException {
        writer.rollback();
    }

    /** Ends the index; what was not committed is lost. */
    void close() throws IOException {
        try (directory;
                searchers) {
            writer.rollback();
        }
    }
}
