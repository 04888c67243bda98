package org.heliograph.cms.security;

import java.util.Set;

/**
 * Who sends a request.
 *
 * @param name user name
 * @param roles names of the roles held
 */
public record Caller(String name, Set<String> roles) {

    /** Nobody in particular. */
    public static final Caller ANONYMOUS = new Caller("anonymous", Set.of());

    /** The role and the user that may do everything, named as in Magnolia. */
    static final String SUPERUSER = "superuser";

    /** Whether no user is known. */
    public boolean isAnonymous() {
        return equals(ANONYMOUS);
    }

    /** Whether everything is allowed. */
    public boolean isSuperuser() {
        return roles.contains(SUPERUSER);
    }

    /** Whether nodes of a workspace may be read where an endpoint respects rights on nodes. */
    public boolean mayRead(String workspace) {
        return isSuperuser();
    }
}
