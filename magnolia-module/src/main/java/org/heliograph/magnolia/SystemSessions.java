package org.heliograph.magnolia;

import info.magnolia.context.MgnlContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.SessionWork;

/**
 * Sessions of Magnolia's system context. Magnolia keeps one for each thread and workspace and logs it out itself; what
 * others left in it is discarded before, and what failed after.
 */
final class SystemSessions implements ContentSessions {

    /** Two saves that meet in a folder would have one of them fail; those of other cluster nodes may still. */
    private final Map<String, Lock> writers = new ConcurrentHashMap<>();

    @Override
    public <T> T read(String workspace, SessionWork<T> work) throws RepositoryException {
        return MgnlContext.<T, RepositoryException>doInSystemContext(() -> work.on(fresh(workspace)), true);
    }

    @Override
    public <T> T write(String workspace, SessionWork<T> work) throws RepositoryException {
        Lock writer = writers.computeIfAbsent(workspace, name -> new ReentrantLock());
        writer.lock();
        try {
            return MgnlContext.<T, RepositoryException>doInSystemContext(() -> saved(fresh(workspace), work), true);
        } finally {
            writer.unlock();
        }
    }

    private static Session fresh(String workspace) throws RepositoryException {
        Session session = MgnlContext.getJCRSession(workspace);
        session.refresh(false);
        return session;
    }

    private static <T> T saved(Session session, SessionWork<T> work) throws RepositoryException {
        boolean isSaved = false;
        try {
            T result = work.on(session);
            session.save();
            isSaved = true;
            return result;
        } finally {
            if (!isSaved) {
                session.refresh(false);
            }
        }
    }
}
