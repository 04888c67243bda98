package org.heliograph.magnolia;

import info.magnolia.context.MgnlContext;
import info.magnolia.repository.RepositoryManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.SessionWork;

/**
 * System sessions of their own. Those of Magnolia's system context belong to whoever works in it, with changes that are
 * not ours to save or discard.
 */
final class SystemSessions implements ContentSessions {

    private final RepositoryManager repositories;
    /** Two saves that meet in a folder would have one of them fail; those of other cluster nodes may still. */
    private final Map<String, Lock> writers = new ConcurrentHashMap<>();

    SystemSessions(RepositoryManager repositories) {
        this.repositories = repositories;
    }

    /** Magnolia's sessions ask the context who changes something; threads of our own have none. */
    @Override
    public <T> T read(String workspace, SessionWork<T> work) throws RepositoryException {
        return MgnlContext.hasInstance()
                ? inSession(workspace, work)
                : MgnlContext.<T, RepositoryException>doInSystemContext(() -> inSession(workspace, work));
    }

    private <T> T inSession(String workspace, SessionWork<T> work) throws RepositoryException {
        Session session = repositories.getSystemSession(workspace);
        try {
            return work.on(session);
        } finally {
            session.logout();
        }
    }

    @Override
    public <T> T write(String workspace, SessionWork<T> work) throws RepositoryException {
        Lock writer = writers.computeIfAbsent(workspace, name -> new ReentrantLock());
        writer.lock();
        try {
            return read(workspace, session -> {
                T result = work.on(session);
                session.save();
                return result;
            });
        } finally {
            writer.unlock();
        }
    }
}
