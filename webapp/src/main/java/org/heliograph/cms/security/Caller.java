package org.heliograph.cms.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param name user name
 * @param roles names of the roles held, those of groups included
 * @param rights what may be done
 * @param via how the caller was recognised
 */
public record Caller(String name, Set<String> roles, Rights rights, Via via) {

    /** How a caller was recognised. */
    public enum Via {
        /** Not at all. */
        NOTHING,
        PASSWORD,
        SESSION,
        TOKEN,
        /** By the name that a schedule was made under. */
        SCHEDULE,
        /** The host itself. */
        HOST
    }

    static final String ANONYMOUS_NAME = "anonymous";

    /** Nobody in particular, without any right. */
    public static final Caller NOBODY = new Caller(ANONYMOUS_NAME, Set.of(), Rights.NONE, Via.NOTHING);

    /** The host itself, at start and on a schedule. */
    public static final Caller HOST = new Caller("system", Set.of(), Rights.ALL, Via.HOST);

    /** The role and the user that may do everything, named as in Magnolia. */
    static final String SUPERUSER = "superuser";

    /** Empty for the host, so that the threads of a servlet container keep nothing of it when it has ended. */
    private static final ThreadLocal<@Nullable Caller> CURRENT = new ThreadLocal<>();

    /** Whom this thread works for: the sender of the request, or {@link #HOST}. */
    public static Caller current() {
        Caller caller = CURRENT.get();
        return caller == null ? HOST : caller;
    }

    /**
     * Makes this the caller whom the current thread works for, until the result is closed.
     *
     * @return to be closed by the same thread
     */
    public Working working() {
        @Nullable Caller before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** Ends a piece of work. */
    @FunctionalInterface
    public interface Working extends AutoCloseable {
        @Override
        void close();
    }

    /** Whether no user is known. */
    public boolean isAnonymous() {
        return via == Via.NOTHING;
    }

    /** Whether everything is allowed. */
    public boolean isSuperuser() {
        return rights.isEverything();
    }
}
