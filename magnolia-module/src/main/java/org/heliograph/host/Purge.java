package org.heliograph.host;

import javax.jcr.RepositoryException;

/** Takes what was erased out of the host's files as well, where it may stand in index segments and database pages. */
@FunctionalInterface
public interface Purge {

    /**
     * Returns when nothing that was erased before stands in the files any more.
     *
     * @throws RepositoryException if that cannot be done now; it is asked for again later
     */
    void purge() throws RepositoryException;
}
