package org.heliograph.cms.security;

import java.util.Set;

/** The stored properties that let somebody sign in as somebody else, in part or after enough guessing. */
public final class Credentials {

    private static final Set<String> NAMES = Set.of("pswd", "totpSecret", "totpPending", "recoveryCodes", "digest");

    private Credentials() {}

    /** Whether a property is one: no interface shows it, whatever the caller's rights. */
    public static boolean isOne(String workspace, String property) {
        return workspace.equals(Users.WORKSPACE) && NAMES.contains(property);
    }
}
