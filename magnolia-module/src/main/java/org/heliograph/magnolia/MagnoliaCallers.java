package org.heliograph.magnolia;

import info.magnolia.cms.security.User;
import info.magnolia.context.MgnlContext;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import org.heliograph.host.Caller;
import org.heliograph.host.Callers;
import org.jspecify.annotations.Nullable;

/** The user of Magnolia's context. Who has one of these roles may do what the desk offers. */
final class MagnoliaCallers implements Callers {

    private static final Set<String> MODERATORS = Set.of("moderator", "admin", "superuser");
    private static final Set<String> ADMINISTRATORS = Set.of("admin", "superuser");

    @Override
    public Caller current() {
        @Nullable User user = MgnlContext.getUser();
        if (user == null) {
            return new Caller("anonymous", false, false);
        }
        Collection<String> roles = user.getAllRoles();
        return new Caller(
                user.getName(), !Collections.disjoint(roles, MODERATORS), !Collections.disjoint(roles, ADMINISTRATORS));
    }
}
