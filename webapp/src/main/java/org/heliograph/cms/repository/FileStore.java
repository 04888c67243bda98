package org.heliograph.cms.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.jcr.RepositoryException;

/**
 * H2 in a file below the repository's directory. It keeps what was removed until the space is used again, or the file
 * written anew, which is possible while nobody has it open.
 */
final class FileStore implements Store {

    /** WRITE_DELAY=0: a save is on disk when it is acknowledged. */
    static final String OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=16384";

    private static final String USER = "sa";
    private static final int LONGEST_NAME = 256;

    private final Path database;
    private final PurgeNote purge;

    private FileStore(Path directory) {
        database = directory.toAbsolutePath().resolve("content");
        purge = new PurgeNote(directory);
    }

    /**
     * The store of a directory.
     *
     * @throws RepositoryException if what is in the directory belongs to another kind of store
     */
    static FileStore open(Path directory) throws RepositoryException {
        try {
            StoreMarker.refuse(directory);
        } catch (IOException e) {
            throw new RepositoryException("Cannot use " + directory + " as the repository's directory", e);
        }
        FileStore store = new FileStore(directory);
        store.purge.follow(store::compact);
        return store;
    }

    /** Whether there is such a store in a directory. */
    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve("content.mv.db"));
    }

    @Override
    public Map<String, String> variables() {
        return Map.of(
                "driver", "org.h2.Driver",
                "url", "jdbc:h2:" + database + OPTIONS,
                "user", USER,
                "password", "",
                "type", "h2",
                "typeOfFiles", "default");
    }

    @Override
    public String persistenceManager() {
        return "H2PersistenceManager";
    }

    @Override
    public int longestName() {
        return LONGEST_NAME;
    }

    @Override
    public void requireUsable() {
        // A file that fails says so by itself.
    }

    @Override
    public void doubt() {
        // H2 finds out when it opens the file, and Jackrabbit forgets what it could not save.
    }

    @Override
    public void opened(String workspace) {
        // Nothing of it needs looking after.
    }

    @Override
    public Stamp stamp(Path file) {
        return new FileStamp(file);
    }

    @Override
    public void purge() throws RepositoryException {
        purge.write();
    }

    @Override
    public void close() {
        purge.follow(this::compact);
    }

    private void compact() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + database + ";IFEXISTS=TRUE", USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        }
    }
}
