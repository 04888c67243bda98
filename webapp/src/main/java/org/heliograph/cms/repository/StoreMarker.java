package org.heliograph.cms.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import javax.jcr.RepositoryException;

/**
 * The file {@code database-id} in the repository's directory: which database its binaries and all else in it belong to.
 * There is none where the database is a file of the directory itself.
 */
final class StoreMarker {

    private static final String NAME = "database-id";
    private static final String UNFINISHED = "unfinished ";

    private final Path directory;
    private final Path file;

    StoreMarker(Path directory) {
        this.directory = directory;
        this.file = directory.resolve(NAME);
    }

    /** @throws RepositoryException if the directory belongs to a database server */
    static void refuse(Path directory) throws RepositoryException, IOException {
        Path file = directory.resolve(NAME);
        if (Files.exists(file)) {
            throw new RepositoryException(directory + " belongs to the PostgreSQL database "
                    + Files.readString(file).strip()
                    + ", but HELIOGRAPH_DATABASE is not set. Set it, or name another directory in HELIOGRAPH_DATA");
        }
    }

    /**
     * The id that directory and database share. A new directory gets one together with a new database: it is noted here
     * as unfinished, then there, then here for good, so that a process that ends in between leaves nothing that does not
     * fit.
     *
     * @param stored id in the database, if it has one
     * @param where name of the database
     * @param insert stores an id in the database
     * @throws RepositoryException if they do not belong together
     */
    void join(Optional<String> stored, String where, Insert insert) throws RepositoryException, IOException {
        if (FileStore.isIn(directory)) {
            throw new RepositoryException(directory + " holds content in a file of H2, but HELIOGRAPH_DATABASE names "
                    + where + ". Name a new directory in HELIOGRAPH_DATA and take the content over with heliograph"
                    + " export and import, or leave HELIOGRAPH_DATABASE out");
        }
        String text = Files.exists(file) ? Files.readString(file).strip() : "";
        boolean unfinished = text.startsWith(UNFINISHED);
        String mine = unfinished ? text.substring(UNFINISHED.length()) : text;
        if (stored.isPresent() && !stored.get().equals(mine)) {
            throw new RepositoryException(
                    mine.isEmpty()
                            ? where + " holds content, but " + directory
                                    + " is not its directory. Set HELIOGRAPH_DATA to"
                                    + " the one that it was made with, which has the files, or restore that. If it is"
                                    + " lost for good, write " + stored.get() + " into " + file
                                    + ": then the host starts without those files"
                            : directory + " belongs to another database than " + where
                                    + ": their ids are " + mine + " and " + stored.get()
                                    + ". Correct HELIOGRAPH_DATABASE or HELIOGRAPH_DATA");
        }
        if (stored.isEmpty() && !mine.isEmpty() && !unfinished) {
            throw new RepositoryException(where + " is empty, but " + directory + " belongs to the database " + mine
                    + ". Restore that database, correct HELIOGRAPH_DATABASE, or name a new directory in"
                    + " HELIOGRAPH_DATA");
        }
        if (stored.isEmpty()) {
            String id = mine.isEmpty() ? UUID.randomUUID().toString() : mine;
            write(UNFINISHED + id);
            insert.store(id);
            write(id);
        } else if (unfinished) {
            write(mine);
        }
    }

    /** Stores an id in the database. */
    @FunctionalInterface
    interface Insert {
        void store(String id) throws RepositoryException;
    }

    private void write(String text) throws IOException {
        Files.createDirectories(directory);
        Path made = directory.resolve(NAME + ".new");
        Files.writeString(made, text + "\n");
        FileStamp.sync(made);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        FileStamp.sync(directory);
    }
}
