package org.heliograph.cms.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All that a caller may do, decided here and nowhere else. Whoever holds the same roles, and has a token of the same scope
 * if any, gets equal ones until a role changes, and mostly the same object: it may be part of a cache's key.
 */
public final class Rights {

    /** May do nothing. */
    public static final Rights NONE = new Rights(false, Map.of(), Acl.NONE, Set.of(), Optional.empty());

    /** May do everything. */
    public static final Rights ALL = new Rights(true, Map.of(), Acl.NONE, Set.of(), Optional.empty());

    private static final Set<String> READING = Set.of("GET", "HEAD");
    /** Methods that no role of Magnolia allows. */
    private static final Set<String> NEVER = Set.of("PATCH", "TRACE", "CONNECT");

    private static final String ANY = "*";
    /** The part of a role that speaks of addresses, stored like a workspace. */
    static final String URI = "uri";

    private static final List<Permission> WRITING = List.of(Permission.ADD, Permission.CHANGE, Permission.REMOVE);

    private final boolean everything;
    private final Map<String, Acl> acls;
    private final Acl open;
    private final Set<String> languages;
    private final Optional<Scope> scope;

    /**
     * What an API token is good for at most.
     *
     * @param workspaces names; {@code *} for all
     * @param permissions what may be done there
     */
    public record Scope(Set<String> workspaces, Set<Permission> permissions) {

        boolean covers(Permission permission, String workspace) {
            return permissions.contains(permission) && covers(workspace);
        }

        boolean covers(String workspace) {
            return workspaces.contains(ANY) || workspaces.contains(workspace);
        }
    }

    /**
     * Whether nodes are readable.
     *
     * @param pattern of paths, in which {@code *} stands for any characters and {@code ?} for one
     */
    public record ReadRule(String pattern, boolean readable) {}

    /**
     * @param everything whether the rest does not matter
     * @param acls by workspace; that of addresses as {@code uri}
     * @param open addresses that are open to everybody
     * @param languages that may be edited
     * @param scope further limit
     */
    private Rights(boolean everything, Map<String, Acl> acls, Acl open, Set<String> languages, Optional<Scope> scope) {
        this.everything = everything;
        this.acls = acls;
        this.open = open;
        this.languages = languages;
        this.scope = scope;
    }

    static Rights of(Map<String, Acl> acls, Acl open, Set<String> languages) {
        return new Rights(false, Map.copyOf(acls), open, Set.copyOf(languages), Optional.empty());
    }

    /** The lists are compared by identity: one state of the roles has one of them for each set of roles. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Rights that
                        && everything == that.everything
                        && acls == that.acls
                        && open == that.open
                        && languages == that.languages
                        && scope.equals(that.scope);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(acls) * 31 + scope.hashCode();
    }

    /** These rights, as far as a token is good for them. */
    Rights within(Scope limit) {
        return new Rights(everything, acls, open, languages, Optional.of(limit));
    }

    /**
     * Whether these certainly hold all that some lists and languages would grant, so that their holder may hand those out.
     *
     * @param lists by workspace; that of addresses as {@code uri}
     * @param granted languages; none for all
     */
    boolean cover(Map<String, Acl> lists, Set<String> granted) {
        if (everything) {
            return scope.isEmpty();
        }
        boolean allLanguages = languages.isEmpty() || languages.contains(ANY);
        boolean inLanguages = allLanguages || !granted.isEmpty() && languages.containsAll(granted);
        return scope.isEmpty()
                && inLanguages
                && lists.entrySet().stream()
                        .allMatch(list -> list.getValue().entries().stream()
                                .allMatch(entry -> acl(list.getKey()).covers(entry)
                                        || list.getKey().equals(URI) && open.covers(entry)));
    }

    Acl uris() {
        return acl(URI);
    }

    private Acl acl(String workspace) {
        return Objects.requireNonNullElse(acls.get(workspace), Acl.NONE);
    }

    /** Whether nothing at all is refused. */
    public boolean isEverything() {
        return everything && scope.isEmpty();
    }

    /**
     * Whether something may be done to a node.
     *
     * @param path absolute, of a node; for {@link Permission#ADD} that of the new node
     */
    public boolean may(Permission permission, String workspace, String path) {
        boolean granted = everything || permission.isIn(acl(workspace).at(path));
        return granted
                && scope.map(limit -> limit.covers(permission, workspace)).orElse(true);
    }

    /** Whether all of this may be done to a node. */
    public boolean may(Collection<Permission> permissions, String workspace, String path) {
        return permissions.stream().allMatch(permission -> may(permission, workspace, path));
    }

    /** Whether all of this may be done to every node of a workspace, those that are not there yet included. */
    public boolean mayEverywhere(Collection<Permission> permissions, String workspace) {
        if (everything) {
            return may(permissions, workspace, "/");
        }
        List<Acl.Entry> entries = acl(workspace).entries();
        return entries.stream().anyMatch(entry -> entry.pattern().text().equals("/*"))
                && entries.stream().allMatch(entry -> permissions.stream().allMatch(p -> p.isIn(entry.permissions())))
                && may(permissions, workspace, "/");
    }

    /** Whether something may be done to some node of a workspace, be it there or not. */
    public boolean maySomewhere(Permission permission, String workspace) {
        boolean granted =
                everything || acl(workspace).entries().stream().anyMatch(entry -> permission.isIn(entry.permissions()));
        return granted
                && scope.map(limit -> limit.covers(permission, workspace)).orElse(true);
    }

    /** Whether a node may be read. */
    public boolean mayRead(String workspace, String path) {
        return may(Permission.READ, workspace, path);
    }

    /**
     * What {@link #mayRead} says of a whole workspace: of the rules that match a path the last one holds, and a path that
     * none matches is not readable. Empty where all of it may be read.
     */
    public Optional<List<ReadRule>> readRules(String workspace) {
        boolean inScope =
                scope.map(limit -> limit.covers(Permission.READ, workspace)).orElse(true);
        if (!inScope) {
            return Optional.of(List.of());
        }
        if (everything) {
            return Optional.empty();
        }
        return Optional.of(acl(workspace).entries().stream()
                .map(entry -> new ReadRule(entry.pattern().text(), Permission.READ.isIn(entry.permissions())))
                .toList());
    }

    /**
     * Whether texts of a language may be edited, besides the right on the node. Roles name their languages in the
     * property {@code languages}; where no role of the caller does, every language may be edited.
     *
     * @param language such as {@code zh}
     */
    public boolean mayEdit(String language) {
        return everything || languages.isEmpty() || languages.contains(ANY) || languages.contains(language);
    }

    /**
     * Whether a request may be sent: GET and HEAD need {@link Permission#READ} on the address, all else
     * {@link Permission#CHANGE}. What is open to everybody is so to every caller.
     *
     * @param path decoded and normalized, below the context path
     */
    boolean maySend(String method, String path) {
        if (NEVER.contains(method)) {
            return false;
        }
        Permission needed = READING.contains(method) ? Permission.READ : Permission.CHANGE;
        if (needed.isIn(open.at(path))) {
            return true;
        }
        return (everything || needed.isIn(uris().at(path)))
                && scope.map(limit -> isSent(limit, needed)).orElse(true);
    }

    private static boolean isSent(Scope limit, Permission needed) {
        return needed == Permission.READ
                ? limit.permissions().contains(Permission.READ)
                : limit.permissions().stream().anyMatch(p -> WRITING.contains(p) || p == Permission.PUBLISH);
    }
}
