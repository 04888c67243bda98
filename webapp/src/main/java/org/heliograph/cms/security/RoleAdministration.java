package org.heliograph.cms.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Administration.Refusal;
import org.heliograph.cms.security.Administration.RefusedException;

/** Groups and roles, as somebody in particular may administer them. */
public final class RoleAdministration {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");
    private static final Set<String> KEPT_ROLES = Set.of(Caller.SUPERUSER, Caller.ANONYMOUS_NAME);

    private final Actor actor;
    private final OwnAccount.Parts parts;
    private final Object oneAtATime;

    /**
     * One line of what a role grants.
     *
     * @param workspace name; {@code uri} for addresses
     * @param path pattern, in which {@code *} stands for any characters and {@code ?} for one
     * @param permissions what may be done; none to deny what a wider pattern grants
     */
    public record Grant(String workspace, String path, Set<Permission> permissions) {}

    /**
     * A role.
     *
     * @param title by language; that of the default language is empty
     * @param languages that its holders edit; none for all
     */
    public record RoleForm(Map<String, String> title, Set<String> languages, List<Grant> grants) {}

    /** A group: its members hold the roles, and those of the groups that it belongs to. */
    public record GroupForm(String title, Set<String> roles, Set<String> groups) {}

    RoleAdministration(Actor actor, OwnAccount.Parts parts, Object oneAtATime) {
        this.actor = actor;
        this.parts = parts;
        this.oneAtATime = oneAtATime;
    }

    /** Names of all roles. */
    public List<String> roleNames() throws RepositoryException {
        return parts.roles().all().stream().map(Roles.Role::name).toList();
    }

    /** The role of a name. */
    public Optional<RoleForm> role(String name) throws RepositoryException {
        return parts.roles()
                .find(name)
                .filter(role -> role.name().equals(name))
                .map(role -> new RoleForm(role.title(), role.languages(), grants(role)));
    }

    private static List<Grant> grants(Roles.Role role) {
        List<Grant> grants = new ArrayList<>();
        role.acls().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(acl -> acl.getValue()
                        .entries()
                        .forEach(entry -> grants.add(
                                new Grant(acl.getKey(), entry.pattern().text(), Permission.of(entry.permissions())))));
        return grants;
    }

    /** Names of all groups. */
    public List<String> groupNames() throws RepositoryException {
        return parts.roles().allGroups().stream().map(Roles.Group::name).toList();
    }

    /** The group of a name. */
    public Optional<GroupForm> group(String name) throws RepositoryException {
        Optional<Roles.Group> group =
                parts.roles().findGroup(name).filter(each -> each.name().equals(name));
        if (group.isEmpty()) {
            return Optional.empty();
        }
        Set<String> above = new TreeSet<>();
        for (String other : group.get().groups()) {
            parts.roles().findGroup(other).ifPresent(each -> above.add(each.name()));
        }
        Set<String> roles = parts.roles().names(group.get().roles(), Set.of());
        return Optional.of(new GroupForm(group.get().title(), roles, above));
    }

    /** Names of the users and groups that hold a role directly. */
    public Set<String> holdersOfRole(String name) throws RepositoryException {
        Set<String> holders = new TreeSet<>();
        for (User user : parts.users().all()) {
            if (parts.roles().names(user.roles(), Set.of()).contains(name)) {
                holders.add(user.name());
            }
        }
        for (Roles.Group group : parts.roles().allGroups()) {
            if (parts.roles().names(group.roles(), Set.of()).contains(name)) {
                holders.add(group.name());
            }
        }
        return holders;
    }

    /** Names of the users and groups that belong to a group directly. */
    public Set<String> membersOfGroup(String name) throws RepositoryException {
        Set<String> members = new TreeSet<>();
        for (User user : parts.users().all()) {
            if (namesGroup(user.groups(), name)) {
                members.add(user.name());
            }
        }
        for (Roles.Group group : parts.roles().allGroups()) {
            if (namesGroup(group.groups(), name)) {
                members.add(group.name());
            }
        }
        return members;
    }

    private boolean namesGroup(Collection<String> references, String name) throws RepositoryException {
        for (String reference : references) {
            if (parts.roles()
                    .findGroup(reference)
                    .filter(group -> group.name().equals(name))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Adds a role. */
    public void addRole(String name, RoleForm form) throws RepositoryException, RefusedException {
        synchronized (oneAtATime) {
            actor.requireSession();
            requireFree(name, roleNames());
            requireWithin(form);
            parts.roles().writer().writeRole(name, Optional.empty(), form);
        }
    }

    /** Replaces what a role grants and how it is called. */
    public void changeRole(String name, RoleForm form) throws RepositoryException, RefusedException {
        synchronized (oneAtATime) {
            Roles.Role role = mine(name);
            if (name.equals(Caller.ANONYMOUS_NAME)) {
                requireSuperuser(name);
            }
            requireWithin(form);
            parts.roles().writer().writeRole(name, Optional.of(role), form);
        }
    }

    /** Removes a role that nobody holds. */
    public void removeRole(String name) throws RepositoryException, RefusedException {
        synchronized (oneAtATime) {
            Roles.Role role = mine(name);
            requireNotKept(KEPT_ROLES.contains(name));
            requireUnused(holdersOfRole(name));
            parts.roles().writer().remove("userroles", role.path());
        }
    }

    private Roles.Role mine(String name) throws RepositoryException, RefusedException {
        actor.requireSession();
        Roles.Role role = parts.roles()
                .find(name)
                .filter(each -> each.name().equals(name))
                .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN));
        actor.requireWithin(Set.of(name));
        return role;
    }

    private void requireSuperuser(String name) throws RefusedException {
        if (!actor.caller().isSuperuser()) {
            throw new RefusedException(Refusal.BEYOND_OWN_RIGHTS, List.of(name));
        }
    }

    private void requireWithin(RoleForm form) throws RefusedException {
        boolean within = actor.caller().isSuperuser()
                || actor.caller().rights().cover(RoleWriter.acls(form.grants()), form.languages());
        if (!within) {
            throw new RefusedException(Refusal.BEYOND_OWN_RIGHTS);
        }
    }

    private static void requireNotKept(boolean kept) throws RefusedException {
        if (kept) {
            throw new RefusedException(Refusal.PART_OF_THE_HOST);
        }
    }

    private static void requireUnused(Set<String> users) throws RefusedException {
        if (!users.isEmpty()) {
            throw new RefusedException(Refusal.STILL_HELD, List.copyOf(users));
        }
    }

    private static void requireFree(String name, List<String> taken) throws RefusedException {
        if (!NAME.matcher(name).matches() || name.matches("\\.+")) {
            throw new RefusedException(Refusal.NAME_MALFORMED);
        }
        for (String other : taken) {
            if (other.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                throw new RefusedException(Refusal.NAME_TAKEN, List.of(other));
            }
        }
    }

    /** Adds a group. */
    public void addGroup(String name, GroupForm form) throws RepositoryException, RefusedException {
        synchronized (oneAtATime) {
            actor.requireSession();
            requireFree(name, groupNames());
            requireAssignable(form);
            parts.roles().writer().writeGroup(name, Optional.empty(), form);
        }
    }

    /** Replaces a group. */
    public void changeGroup(String name, GroupForm form) throws RepositoryException, RefusedException {
        synchronized (oneAtATime) {
            Roles.Group group = myGroup(name);
            requireAssignable(form);
            requireNotWithin(name, form.groups());
            requireSuperuserLeft(group, form);
            parts.roles().writer().writeGroup(name, Optional.of(group), form);
        }
    }

    /** Removes a group that has no members. */
    public void removeGroup(String name) throws RepositoryException, RefusedException {
        synchronized (oneAtATime) {
            Roles.Group group = myGroup(name);
            requireUnused(membersOfGroup(name));
            parts.roles().writer().remove("usergroups", group.path());
        }
    }

    private Roles.Group myGroup(String name) throws RepositoryException, RefusedException {
        actor.requireSession();
        Roles.Group group = parts.roles()
                .findGroup(name)
                .filter(each -> each.name().equals(name))
                .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN));
        actor.requireWithin(parts.roles().names(Set.of(), Set.of(name)));
        return group;
    }

    private void requireAssignable(GroupForm form) throws RepositoryException, RefusedException {
        actor.requireKnown(form.roles(), form.groups());
        actor.requireWithin(parts.roles().names(form.roles(), form.groups()));
    }

    private void requireNotWithin(String name, Set<String> above) throws RepositoryException, RefusedException {
        if (parts.roles().isReached(name, above)) {
            throw new RefusedException(Refusal.GROUP_IN_ITSELF, List.copyOf(above));
        }
    }

    /** Somebody has to be superuser after a group was changed, too. */
    private void requireSuperuserLeft(Roles.Group group, GroupForm form) throws RepositoryException, RefusedException {
        boolean gives = parts.roles().names(Set.of(), Set.of(group.name())).contains(Caller.SUPERUSER);
        boolean willGive = parts.roles().names(form.roles(), form.groups()).contains(Caller.SUPERUSER);
        if (!gives || willGive) {
            return;
        }
        for (User user : parts.users().all()) {
            boolean stays = parts.roles()
                    .namesWithout(user.roles(), user.groups(), group.name())
                    .contains(Caller.SUPERUSER);
            if (user.enabled() && stays) {
                return;
            }
        }
        throw new RefusedException(Refusal.LAST_SUPERUSER);
    }
}
