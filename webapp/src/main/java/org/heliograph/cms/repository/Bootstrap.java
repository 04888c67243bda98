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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.jcr.NoSuchWorkspaceException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports content files at start, each file name once in the life of a repository, as Magnolia does: what editors change
 * or delete afterwards stays changed or deleted. A file that cannot be imported is logged, left out and tried again at
 * the next start.
 */
public final class Bootstrap {

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final String SAMPLES = "mgnl-bootstrap-samples";
    private static final String RECORD_WORKSPACE = "config";
    private static final String RECORD = "bootstrap";
    private static final String RECORDED_FILES = "files";

    private final ContentRepository repository;
    private final ContentImport contentImport = new ContentImport();

    /** @param repository to import into */
    public Bootstrap(ContentRepository repository) {
        this.repository = repository;
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
        ClassLoader loader = Bootstrap.class.getClassLoader();
        for (URL url : Collections.list(loader.getResources(SAMPLES))) {
            try {
                importResource(url.toURI());
            } catch (URISyntaxException e) {
                throw new IOException("Cannot read the samples at " + url, e);
            }
        }
    }

    private void importResource(URI uri) throws RepositoryException, IOException {
        if (!uri.getScheme().equals("jar")) {
            importDirectory(Path.of(uri));
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            importDirectory(jar.getPath(SAMPLES));
        }
    }

    private void importNew(List<Path> files) throws RepositoryException {
        Set<String> known = repository.read(RECORD_WORKSPACE, Bootstrap::recorded);
        List<String> imported = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (!known.contains(name) && importFile(file, name)) {
                imported.add(name);
            }
        }
        if (!imported.isEmpty()) {
            repository.write(RECORD_WORKSPACE, session -> record(session, imported));
            LOG.info("Imported {} content files", imported.size());
        }
    }

    private boolean importFile(Path file, String name) throws RepositoryException {
        try (InputStream content = Files.newInputStream(file)) {
            ContentFileName parsed = ContentFileName.of(name);
            repository.write(parsed.workspace(), session -> {
                contentImport.bootstrap(session, parsed, content);
                return true;
            });
            return true;
        } catch (ContentImportException e) {
            LOG.error("Not imported: {}", e.getMessage());
        } catch (NoSuchWorkspaceException e) {
            LOG.error("Not imported: {}: no content type declares workspace {}", name, e.getMessage());
        } catch (IOException e) {
            LOG.error("Not imported: {} cannot be read: {}", file, e.toString());
        }
        return false;
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
