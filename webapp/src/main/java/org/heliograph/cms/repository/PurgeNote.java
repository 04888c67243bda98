package org.heliograph.cms.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.jcr.RepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells, also the next process, that the database keeps what was removed and has to be purged of it. */
final class PurgeNote {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeNote.class);

    private final Path file;

    /** @param directory of the repository */
    PurgeNote(Path directory) {
        this.file = directory.resolve("content.purge");
    }

    /** Rids the database of what was removed. */
    @FunctionalInterface
    interface Purge {
        void run() throws SQLException;
    }

    /** @throws RepositoryException if the note cannot be written */
    void write() throws RepositoryException {
        try {
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            throw new RepositoryException("Cannot write " + file, e);
        }
    }

    /** Purges if that was noted. Where it fails, the note stays for the next time. */
    synchronized void follow(Purge purge) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            purge.run();
            Files.deleteIfExists(file);
        } catch (SQLException | IOException e) {
            LOG.error("What was removed is left in the database until the next purge, end or start: {}", e.toString());
        }
    }
}
