package org.heliograph.cms.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.jcr.ItemExistsException;
import javax.jcr.Node;
import javax.jcr.ReferentialIntegrityException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.nodetype.ConstraintViolationException;
import org.heliograph.cms.definition.Location;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports content files at start, each file name once in the life of a repository, as Magnolia does: what editors change
 * or delete afterwards stays changed or deleted. A file that cannot be imported is logged, left out and tried again at
 * the next start.
 */
public final class Bootstrap {

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final String INSTALLATION = "mgnl-bootstrap";
    private static final String SAMPLES = "mgnl-bootstrap-samples";
    private static final long BATCH_BYTES = 1_000_000;
    private static final String RECORD_WORKSPACE = "config";
    private static final String RECORD = "bootstrap";
    private static final String RECORDED_FILES = "files";

    private final ContentRepository repository;
    private final Follower follower;
    private final ContentImport contentImport = new ContentImport();

    /** Hears of what was imported. */
    @FunctionalInterface
    public interface Follower {
        /**
         * @param paths of nodes that were imported with all below them
         * @throws RepositoryException if the repository fails; the files count as not imported then
         */
        void imported(String workspace, List<String> paths) throws RepositoryException;
    }

    /**
     * @param repository to import into
     * @param follower called after each save, before the files count as imported
     */
    public Bootstrap(ContentRepository repository, Follower follower) {
        this.repository = repository;
        this.follower = follower;
    }

    /**
     * Imports what is new in a directory and below it.
     *
     * @throws RepositoryException if the repository fails
     * @throws IOException if the directory cannot be read
     */
    public void importDirectory(Path directory) throws RepositoryException, IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> files = tree.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("(?i).+\\.(yaml|yml|xml)"))
                    .sorted(parentsFirst())
                    .toList();
            importNew(files);
        }
    }

    /** A node deeper in the tree has more dots in its file's name. */
    private static Comparator<Path> parentsFirst() {
        return Comparator.<Path>comparingLong(file -> file.getFileName()
                        .toString()
                        .chars()
                        .filter(c -> c == '.')
                        .count())
                .thenComparing(file -> file.getFileName().toString());
    }

    /**
     * Imports what is new among the samples of all modules on the class path.
     *
     * @throws RepositoryException if the repository fails
     * @throws IOException if the class path cannot be read
     */
    public void importSamples() throws RepositoryException, IOException {
        importResources(SAMPLES);
    }

    /**
     * Imports what is new among the content that all modules on the class path need, such as roles.
     *
     * @throws RepositoryException if the repository fails
     * @throws IOException if the class path cannot be read
     */
    public void importInstallation() throws RepositoryException, IOException {
        importResources(INSTALLATION);
    }

    private void importResources(String directory) throws RepositoryException, IOException {
        ClassLoader loader = Bootstrap.class.getClassLoader();
        for (URL url : Collections.list(loader.getResources(directory))) {
            try {
                importResource(url.toURI(), directory);
            } catch (URISyntaxException e) {
                throw new IOException("Cannot read the content at " + url, e);
            }
        }
    }

    private void importResource(URI uri, String directory) throws RepositoryException, IOException {
        if (!uri.getScheme().equals("jar")) {
            importDirectory(Path.of(uri));
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            importDirectory(jar.getPath(directory));
        }
    }

    private void importNew(List<Path> files) throws RepositoryException {
        Set<String> known = repository.read(RECORD_WORKSPACE, Bootstrap::recorded);
        Map<String, List<Path>> byWorkspace = new LinkedHashMap<>();
        for (Path file : files) {
            if (!known.contains(fileName(file))) {
                name(file)
                        .ifPresent(name -> byWorkspace
                                .computeIfAbsent(name.workspace(), w -> new ArrayList<>())
                                .add(file));
            }
        }
        List<String> imported = new ArrayList<>();
        for (Map.Entry<String, List<Path>> each : byWorkspace.entrySet()) {
            for (List<Path> batch : batches(each.getValue())) {
                imported.addAll(importTogether(each.getKey(), batch));
            }
        }
        if (!imported.isEmpty()) {
            repository.write(RECORD_WORKSPACE, session -> record(session, imported));
            LOG.info("Imported {} content files", imported.size());
        }
    }

    /** What is saved together is held in memory until then. */
    private static List<List<Path>> batches(List<Path> files) {
        List<List<Path>> batches = new ArrayList<>();
        long room = -1;
        for (Path file : files) {
            long size = size(file);
            if (size > room) {
                batches.add(new ArrayList<>());
                room = BATCH_BYTES;
            }
            batches.get(batches.size() - 1).add(file);
            room -= size;
        }
        return batches;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // reading it will fail too, and name it
        }
    }

    private static String fileName(Path file) {
        return file.getFileName().toString();
    }

    private static Optional<ContentFileName> name(Path file) {
        try {
            return Optional.of(ContentFileName.of(fileName(file)));
        } catch (ContentImportException e) {
            LOG.error("Not imported: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** In one save, which is far faster; one by one where that fails, so that a bad file costs only itself. */
    private List<String> importTogether(String workspace, List<Path> files) throws RepositoryException {
        if (!repository.workspaces().contains(workspace)) {
            LOG.error("Not imported: {}: no content type declares workspace {}", files, workspace);
            return List.of();
        }
        try {
            follower.imported(workspace, write(workspace, files));
            return files.stream().map(Bootstrap::fileName).toList();
        } catch (ContentImportException e) {
            return files.size() == 1 ? refused(e.getMessage()) : importOneByOne(workspace, files);
        } catch (ConstraintViolationException | ItemExistsException | ReferentialIntegrityException e) {
            // What only the save finds out about the content; any other failure is the store's.
            return files.size() == 1
                    ? refused(fileName(files.get(0)) + ": " + e.getMessage())
                    : importOneByOne(workspace, files);
        }
    }

    private static List<String> refused(String fault) {
        LOG.error("Not imported: {}", fault);
        return List.of();
    }

    private List<String> importOneByOne(String workspace, List<Path> files) throws RepositoryException {
        List<String> imported = new ArrayList<>();
        for (Path file : files) {
            imported.addAll(importTogether(workspace, List.of(file)));
        }
        return imported;
    }

    private List<String> write(String workspace, List<Path> files) throws RepositoryException {
        return repository.write(workspace, session -> {
            List<String> paths = new ArrayList<>();
            for (Path file : files) {
                try (InputStream content = Files.newInputStream(file)) {
                    paths.addAll(contentImport.bootstrap(session, ContentFileName.of(fileName(file)), content));
                } catch (IOException e) {
                    throw new ContentImportException(
                            new Location(fileName(file), 0, 0), "The file cannot be read", "Check its rights", e);
                }
            }
            return paths;
        });
    }

    private static Set<String> recorded(Session session) throws RepositoryException {
        Set<String> names = new TreeSet<>();
        if (session.getRootNode().hasProperty(RECORD + "/" + RECORDED_FILES)) {
            for (Value value :
                    session.getProperty("/" + RECORD + "/" + RECORDED_FILES).getValues()) {
                names.add(value.getString());
            }
        }
        return names;
    }

    private static boolean record(Session session, List<String> imported) throws RepositoryException {
        Set<String> names = recorded(session);
        names.addAll(imported);
        Node root = session.getRootNode();
        Node node = root.hasNode(RECORD) ? root.getNode(RECORD) : root.addNode(RECORD, "mgnl:contentNode");
        node.setProperty(RECORDED_FILES, names.toArray(String[]::new));
        return true;
    }
}
