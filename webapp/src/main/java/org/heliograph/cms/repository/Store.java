package org.heliograph.cms.repository;

import java.nio.file.Path;
import java.util.Map;
import javax.jcr.RepositoryException;

/** The database below Jackrabbit. */
interface Store extends AutoCloseable {

    /** What {@code repository.xml} asks for as {@code store.} and a name. */
    Map<String, String> variables();

    /** Jackrabbit's class for this kind of database. */
    String persistenceManager();

    /** How many characters the names of tables and indexes may have. */
    int longestName();

    /**
     * Nobody works with a database that does not answer, or that another host has taken meanwhile.
     *
     * @throws RepositoryException if it is such a one; {@link Database#hasFailed} tells of it
     */
    void requireUsable() throws RepositoryException;

    /** The database failed during a write: nobody knows whether that is in it. */
    void doubt();

    /**
     * A workspace is there; perhaps since long ago.
     *
     * @throws RepositoryException if its tables cannot be looked after
     */
    void opened(String workspace) throws RepositoryException;

    /** Where the stamp of an index is kept, as long as index and database agree. */
    Stamp stamp(Path file);

    /**
     * Lets what was removed be overwritten.
     *
     * @throws RepositoryException if that cannot be noted
     */
    void purge() throws RepositoryException;

    /** To be called when Jackrabbit has let go of the database. */
    @Override
    void close();
}
