package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.jcr.RepositoryException;
import org.apache.lucene.store.FSDirectory;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.host.SessionWork;

/** A real repository with its index, both below one directory. */
final class Indexed implements AutoCloseable {

    static final String WORKSPACE = "items";

    private final Path directory;
    private final IndexFiles.Opener disk;
    private ContentRepository repository;
    private ReadModel model;

    private Indexed(Path directory, IndexFiles.Opener disk) throws RepositoryException, IOException {
        this.directory = directory;
        this.disk = disk;
        this.repository = openRepository();
        repository.register(List.of(new ContentType(
                WORKSPACE,
                "test",
                new ContentType.Datasource(WORKSPACE, true, "/", Map.of()),
                new ContentType.Model("mgnl:content", List.of(), List.of()))));
        this.model = openModel();
    }

    static Indexed open(Path directory) throws RepositoryException, IOException {
        return open(directory, FSDirectory::open);
    }

    /** @param disk holds the index */
    static Indexed open(Path directory, IndexFiles.Opener disk) throws RepositoryException, IOException {
        return new Indexed(directory, disk);
    }

    private ContentRepository openRepository() throws RepositoryException {
        return ContentRepository.open(directory.resolve("repository"));
    }

    private ReadModel openModel() throws RepositoryException, IOException {
        return ReadModel.open(
                repository,
                new IndexFiles(indexFiles(), repository.stamp(stamp()), disk),
                SearchCatalog.EMPTY,
                Coverage.CONTENT);
    }

    Path indexFiles() {
        return directory.resolve("index");
    }

    Path stamp() {
        return directory.resolve("stamp");
    }

    ContentRepository repository() {
        return repository;
    }

    /** Writes content, and closes over what the work gives back. */
    <T> T write(SessionWork<T> work) throws RepositoryException {
        return repository.write(WORKSPACE, work);
    }

    ReadModel model() {
        return model;
    }

    Snapshot acquire() {
        return model.acquire();
    }

    /** The node at a path as the index has it now. */
    NodeSnapshot node(String path) {
        try (Snapshot now = acquire()) {
            return now.byPath(View.WORKING, WORKSPACE, path).orElseThrow();
        }
    }

    boolean holds(String path) {
        try (Snapshot now = acquire()) {
            return now.byPath(View.WORKING, WORKSPACE, path).isPresent();
        }
    }

    /** Names of the children in the order of the index. */
    List<String> children(String path) {
        try (Snapshot now = acquire()) {
            NodeSnapshot parent = now.byPath(View.WORKING, WORKSPACE, path).orElseThrow();
            return now.children(View.WORKING, WORKSPACE, parent).stream()
                    .map(NodeSnapshot::name)
                    .toList();
        }
    }

    /** Writes while no index hears of it; to be called between {@link #close()} and {@link #reopen()}. */
    void writeUnheard(SessionWork<?> work) throws RepositoryException {
        try (ContentRepository alone = openRepository()) {
            alone.write(WORKSPACE, work);
        }
    }

    /** Opens everything again, after {@link #close()} and whatever a test did to the files. */
    void reopen() throws RepositoryException, IOException {
        repository = openRepository();
        model = openModel();
    }

    @Override
    public void close() throws IOException {
        model.close();
        repository.close();
    }
}
