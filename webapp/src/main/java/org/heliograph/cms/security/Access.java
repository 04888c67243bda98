package org.heliograph.cms.security;

import java.util.Set;

/** The one place that decides whether a caller may send a request. */
public final class Access {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private Access() {}

    /**
     * What Magnolia's stock roles allow: anonymous may read below {@code /.rest/delivery} and ask for the status, a
     * superuser may do everything.
     *
     * @param path decoded and normalized, below the context path
     */
    public static boolean isAllowed(Caller caller, String method, String path) {
        return caller.isSuperuser() || READING.contains(method) && isPublic(path);
    }

    private static boolean isPublic(String path) {
        return path.startsWith("/.rest/delivery/")
                || path.equals("/.rest/status")
                // Nothing is served outside /.rest: the answer to everybody is that nothing is there.
                || !path.startsWith("/.rest");
    }
}
