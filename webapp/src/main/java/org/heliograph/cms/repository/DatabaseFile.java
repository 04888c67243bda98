package org.heliograph.cms.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.jcr.RepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of the database. It keeps what was removed until the space is used again, or the file written anew. */
final class DatabaseFile {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);

    private final Path database;
    private final Path note;

    /** @param directory of the repository */
    DatabaseFile(Path directory) {
        this.database = directory.toAbsolutePath().resolve("content");
        this.note = directory.resolve("content.purge");
    }

    /**
     * Lets the file be written anew by the next {@link #purgeIfNoted}, also if that is in another process.
     *
     * @throws RepositoryException if that cannot be noted
     */
    void notePurge() throws RepositoryException {
        try {
            Files.write(note, new byte[0]);
        } catch (IOException e) {
            throw new RepositoryException("Cannot write " + note, e);
        }
    }

    /** Writes the file anew if that was asked for. To be called while nobody has it open. */
    void purgeIfNoted() {
        if (Files.notExists(note)) {
            return;
        }
        try {
            try (Connection connection =
                            DriverManager.getConnection("jdbc:h2:" + database + ";IFEXISTS=TRUE", "sa", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN COMPACT");
            }
            Files.deleteIfExists(note);
        } catch (SQLException | IOException e) {
            LOG.error("What was removed is left in {} until its next purge", database, e);
        }
    }
}
