package org.heliograph.cms.security;

import java.util.Set;
import java.util.regex.Pattern;

/** The one place that decides whether a caller may send a request. */
public final class Access {

    /** What becomes of a request. */
    public enum Decision {
        ALLOWED,
        /** Not for anonymous: who signs in may ask again. */
        SIGN_IN,
        FORBIDDEN
    }

    private static final Set<String> READING = Set.of("GET", "HEAD");
    /** Methods that no role of Magnolia allows. */
    private static final Set<String> NEVER = Set.of("PATCH", "TRACE", "CONNECT");

    private static final Pattern REST = Pattern.compile("(/[^/]+)?/\\.rest.*");

    private Access() {}

    /**
     * What Magnolia's stock roles allow: anonymous may read below {@code /.rest/delivery} and ask for the status, a
     * superuser may do everything. The description of the endpoints may be read by all; it tells each only of those
     * that he may read, and the search finds what delivery shows. Unlike there, what may be asked with GET may be asked with HEAD.
     *
     * @param path decoded and normalized, below the context path
     */
    public static Decision decide(Caller caller, String method, String path) {
        if (NEVER.contains(method)) {
            return Decision.FORBIDDEN;
        }
        if (caller.isSuperuser() || READING.contains(method) && isPublic(path)) {
            return Decision.ALLOWED;
        }
        return caller.isAnonymous() ? Decision.SIGN_IN : Decision.FORBIDDEN;
    }

    private static boolean isPublic(String path) {
        return path.startsWith("/.rest/delivery/")
                || path.equals("/.rest/search/v1")
                || path.startsWith("/.rest/search/v1/")
                || path.equals("/.rest/status")
                || path.equals("/.rest/openapi.json")
                // Nothing is served outside /.rest: the answer to everybody is that nothing is there. Rights to REST
                // are not asked for behind a language, /zh/.rest, so nobody has them there.
                || !REST.matcher(path).matches();
    }
}
