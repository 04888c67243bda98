package info.magnolia.context;

import info.magnolia.cms.security.User;
import java.util.Locale;

public class MgnlContext {

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
