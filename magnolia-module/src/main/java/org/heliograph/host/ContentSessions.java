package org.heliograph.host;

import javax.jcr.NoSuchWorkspaceException;
import javax.jcr.RepositoryException;

/** Opens sessions with the rights of the host itself: whoever calls has checked what its own caller may do. */
public interface ContentSessions {

    /**
     * Reads with a session of its own.
     *
     * @throws NoSuchWorkspaceException with the workspace's name as message if there is none
     * @throws RepositoryException as the work throws it
     */
    <T> T read(String workspace, SessionWork<T> work) throws RepositoryException;

    /**
     * Writes with a session of its own: saves when the work returns, changes nothing when it throws. What it returned
     * for is on disk.
     *
     * @throws NoSuchWorkspaceException with the workspace's name as message if there is none
     * @throws RepositoryException as the work or the save throws it
     */
    <T> T write(String workspace, SessionWork<T> work) throws RepositoryException;
}
