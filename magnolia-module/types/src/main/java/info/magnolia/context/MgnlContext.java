package info.magnolia.context;

import info.magnolia.cms.security.User;
import java.util.Locale;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

public class MgnlContext {

    public interface Op<T, E extends Throwable> {
        T exec() throws E;
    }

    public static User getUser() {
        throw new UnsupportedOperationException();
    }

    public static Locale getLocale() {
        throw new UnsupportedOperationException();
    }

    public static WebContext getWebContextOrNull() {
        throw new UnsupportedOperationException();
    }

    public static Session getJCRSession(String workspaceName) throws RepositoryException {
        throw new UnsupportedOperationException();
    }

    public static <T, E extends Throwable> T doInSystemContext(Op<T, E> op, boolean releaseAfterExecution) throws E {
        throw new UnsupportedOperationException();
    }
}
