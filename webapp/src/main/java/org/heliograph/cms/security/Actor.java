package org.heliograph.cms.security;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Administration.Refusal;
import org.heliograph.cms.security.Administration.RefusedException;

/**
 * Who administers accounts. Nobody hands out more than he has, and nobody touches the account of somebody who may do
 * more: otherwise whoever may add users could become superuser in two steps.
 */
record Actor(Caller caller, Roles roles) {

    /** A token that leaked must not be able to make itself a user. */
    void requireSession() throws RefusedException {
        if (caller.via() == Caller.Via.TOKEN) {
            throw new RefusedException(Refusal.SESSION_NEEDED);
        }
    }

    /** Refuses to hand out, or to touch what holds, roles that are beyond the actor's own rights. */
    void requireWithin(Collection<String> roleNames) throws RepositoryException, RefusedException {
        for (String name : roleNames) {
            if (!holds(name)) {
                throw new RefusedException(Refusal.BEYOND_OWN_RIGHTS, List.of(name));
            }
        }
    }

    private boolean holds(String role) throws RepositoryException {
        if (caller.isSuperuser()) {
            return true;
        }
        return !role.equals(Caller.SUPERUSER)
                && roles.find(role)
                        .map(each -> caller.rights().cover(each.acls(), each.languages()))
                        .orElse(true);
    }

    void requireWithin(User user) throws RepositoryException, RefusedException {
        requireWithin(roles.names(user.roles(), user.groups()));
    }

    /** Refuses names that are nobody's. */
    void requireKnown(Set<String> roleNames, Set<String> groupNames) throws RepositoryException, RefusedException {
        for (String name : roleNames) {
            if (roles.find(name).filter(role -> role.name().equals(name)).isEmpty()) {
                throw new RefusedException(Refusal.ROLE_UNKNOWN, List.of(name));
            }
        }
        for (String name : groupNames) {
            if (roles.findGroup(name).filter(group -> group.name().equals(name)).isEmpty()) {
                throw new RefusedException(Refusal.GROUP_UNKNOWN, List.of(name));
            }
        }
    }

    boolean is(User user) {
        return caller.name().equals(user.name());
    }
}
