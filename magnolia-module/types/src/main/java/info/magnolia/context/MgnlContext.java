package info.magnolia.context;

import info.magnolia.cms.security.User;
import java.util.Locale;

public class MgnlContext {

    public interface Op<T, E extends Throwable> {

        T exec() throws E;
    }

    public static boolean hasInstance() {
        throw new UnsupportedOperationException();
    }

    public static <T, E extends Throwable> T doInSystemContext(Op<T, E> op) throws E {
        throw new UnsupportedOperationException();
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
}
