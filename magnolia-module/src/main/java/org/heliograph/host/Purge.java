package org.heliograph.host;

import javax.jcr.RepositoryException;

/** Takes what was erased out of the host's files as well, where it may stand in index segments and database pages. */
@FunctionalInterface
public interface Purge {

    /**
     * Returns when nothing that was erased before stands in the files any more, or, where files can only be written anew
     * while the host is down, when that is noted on disk for its next end or start.
     *
     * @throws RepositoryException if that cannot be done now; it is asked for again later
     */
    void purge() throws RepositoryException;
}
