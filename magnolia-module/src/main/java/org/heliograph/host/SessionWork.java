package org.heliograph.host;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

/**
 * Work on one session, which must not outlive it.
 *
 * @param <T> what the work gives back; never a JCR item, whose session is closed by then
 */
@FunctionalInterface
public interface SessionWork<T> {

    /**
     * @param session open for this work alone
     * @throws RepositoryException as the repository throws it; pending changes are then discarded
     */
    T on(Session session) throws RepositoryException;
}
