package org.heliograph.cms.security;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.jcr.Node;
import javax.jcr.RepositoryException;

/**
 * The accounts of others, as somebody in particular may administer them ({@link Actor}). Whether that person may do so at
 * all is asked before. One change follows another, so that two of them together cannot remove the last superuser.
 */
public final class Administration {

    /** How long a password that somebody else chose is good for choosing one's own. */
    public static final Duration TEMPORARY = Duration.ofDays(7);

    private static final int TEMPORARY_BYTES = 12;
    private static final Object ONE_AT_A_TIME = new Object();

    private final Actor actor;
    private final OwnAccount.Parts parts;

    /** Why something was not done. Names are stable; texts are found by them. */
    public enum Refusal {
        SESSION_NEEDED,
        BEYOND_OWN_RIGHTS,
        NOT_YOURSELF,
        LAST_SUPERUSER,
        /** The host needs it as it is. */
        PART_OF_THE_HOST,
        NAME_TAKEN,
        NAME_MALFORMED,
        UNKNOWN,
        ROLE_UNKNOWN,
        GROUP_UNKNOWN,
        STILL_HELD,
        GROUP_IN_ITSELF
    }

    /** A thing that was not done. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final Refusal refusal;
        private final transient List<String> names;

        RefusedException(Refusal refusal) {
            this(refusal, List.of());
        }

        RefusedException(Refusal refusal, List<String> names) {
            super(refusal.name() + " " + names);
            this.refusal = refusal;
            this.names = List.copyOf(names);
        }

        /** Why not. */
        public Refusal refusal() {
            return refusal;
        }

        /** Of the roles, groups or users that it is about; may be empty. */
        public List<String> names() {
            return names;
        }
    }

    /**
     * A user as administrators see it.
     *
     * @param roles names of those held directly
     * @param groups names
     * @param temporaryPassword whether the user has to choose a password next
     * @param lockedFor how long somebody has to wait after wrong passwords; zero if nobody has to
     * @param sessions when they began, the latest one first
     */
    public record Account(
            String name,
            String title,
            Optional<String> email,
            Optional<String> language,
            boolean enabled,
            Set<String> roles,
            Set<String> groups,
            boolean secondFactor,
            boolean temporaryPassword,
            Duration lockedFor,
            List<Instant> sessions,
            List<ApiToken> tokens) {}

    /** What is to be stored of a user; what is empty stays as it is. An empty text removes a value. */
    public record Form(
            Optional<String> title,
            Optional<String> email,
            Optional<String> language,
            Optional<Boolean> enabled,
            Optional<Set<String>> roles,
            Optional<Set<String>> groups) {}

    Administration(Caller caller, OwnAccount.Parts parts) {
        this.actor = new Actor(caller, parts.roles());
        this.parts = parts;
    }

    /** All users by name. */
    public List<Account> users() throws RepositoryException {
        List<Account> accounts = new ArrayList<>();
        for (User user : parts.users().all()) {
            accounts.add(account(user, List.of()));
        }
        return accounts;
    }

    /** The user of a name, with its tokens. */
    public Optional<Account> user(String name) throws RepositoryException {
        Optional<User> user = parts.users().find(name);
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of(account(user.get(), parts.tokens().of(user.get())));
    }

    private Account account(User user, List<ApiToken> tokens) throws RepositoryException {
        Set<String> groups = new TreeSet<>();
        for (String group : user.groups()) {
            groups.add(parts.roles().findGroup(group).map(Roles.Group::name).orElse(group));
        }
        return new Account(
                user.name(),
                user.title(),
                user.email(),
                user.language(),
                user.enabled(),
                parts.roles().names(user.roles(), Set.of()),
                groups,
                user.totpSecret().isPresent(),
                user.temporaryUntil().isPresent(),
                parts.passwords().lockedFor(user.name()),
                parts.sessions().of(user.id()).stream()
                        .map(Sessions.Session::begun)
                        .toList(),
                tokens);
    }

    private User find(String name) throws RepositoryException, RefusedException {
        return parts.users().find(name).orElseThrow(() -> new RefusedException(Refusal.UNKNOWN));
    }

    /** The user of a name, if the actor may change it. */
    private User mine(String name) throws RepositoryException, RefusedException {
        actor.requireSession();
        User user = find(name);
        actor.requireWithin(user);
        return user;
    }

    /**
     * Adds a user.
     *
     * @return a password that has to be changed at the first sign-in, which nothing will tell a second time
     */
    public String add(String name, Form form) throws RepositoryException, RefusedException {
        synchronized (ONE_AT_A_TIME) {
            actor.requireSession();
            if (!Users.isName(name)) {
                throw new RefusedException(Refusal.NAME_MALFORMED);
            }
            for (User other : parts.users().all()) {
                // Names that look alike would be taken for one another.
                if (folded(other.name()).equals(folded(name))) {
                    throw new RefusedException(Refusal.NAME_TAKEN, List.of(other.name()));
                }
            }
            requireAssignable(form);
            String password = Secrets.text(TEMPORARY_BYTES);
            String hash = PasswordHash.of(PasswordPolicy.prepare(password));
            parts.users().add(name, node -> {
                write(node, form);
                node.setProperty("enabled", String.valueOf(form.enabled().orElse(true)));
                writePassword(node, hash);
            });
            return password;
        }
    }

    private static String folded(String name) {
        return PasswordPolicy.folded(name);
    }

    private void requireAssignable(Form form) throws RepositoryException, RefusedException {
        Set<String> roles = form.roles().orElse(Set.of());
        Set<String> groups = form.groups().orElse(Set.of());
        actor.requireKnown(roles, groups);
        actor.requireWithin(parts.roles().names(roles, groups));
    }

    private void write(Node user, Form form) throws RepositoryException {
        writeText(user, "title", form.title());
        writeText(user, "email", form.email());
        writeText(user, "language", form.language());
        if (form.enabled().isPresent()) {
            user.setProperty("enabled", String.valueOf(form.enabled().get()));
        }
        if (form.roles().isPresent()) {
            parts.roles().writer().writeReferences(user, "roles", form.roles().get());
        }
        if (form.groups().isPresent()) {
            parts.roles().writer().writeReferences(user, "groups", form.groups().get());
        }
    }

    private static void writeText(Node node, String name, Optional<String> text) throws RepositoryException {
        if (text.isPresent() && !text.get().isEmpty()) {
            node.setProperty(name, text.get());
        } else if (text.isPresent() && node.hasProperty(name)) {
            node.getProperty(name).remove();
        }
    }

    private void writePassword(Node user, String hash) throws RepositoryException {
        user.setProperty("pswd", hash);
        user.setProperty(
                Users.TEMPORARY, parts.clock().instant().plus(TEMPORARY).toEpochMilli());
    }

    /** Changes a user. */
    public void change(String name, Form form) throws RepositoryException, RefusedException {
        synchronized (ONE_AT_A_TIME) {
            User user = mine(name);
            requireAssignable(form);
            boolean enabled = form.enabled().orElse(user.enabled());
            Set<String> roles = form.roles().orElse(user.roles());
            Set<String> groups = form.groups().orElse(user.groups());
            if (user.name().equals(Caller.ANONYMOUS_NAME)) {
                requireSuperuser();
                requireStays(enabled);
            }
            if (actor.is(user) && user.enabled() && !enabled) {
                throw new RefusedException(Refusal.NOT_YOURSELF);
            }
            boolean superuser = enabled && parts.roles().names(roles, groups).contains(Caller.SUPERUSER);
            if (!superuser) {
                requireAnotherSuperuser(user);
            }
            parts.users().change(user, node -> write(node, form));
        }
    }

    private void requireSuperuser() throws RefusedException {
        if (!actor.caller().isSuperuser()) {
            throw new RefusedException(Refusal.BEYOND_OWN_RIGHTS);
        }
    }

    private static void requireStays(boolean stays) throws RefusedException {
        if (!stays) {
            throw new RefusedException(Refusal.PART_OF_THE_HOST);
        }
    }

    private void requireAnotherSuperuser(User leaving) throws RepositoryException, RefusedException {
        boolean one = false;
        boolean other = false;
        for (User user : parts.users().all()) {
            boolean superuser = user.enabled()
                    && parts.roles().names(user.roles(), user.groups()).contains(Caller.SUPERUSER);
            one |= superuser && user.id().equals(leaving.id());
            other |= superuser && !user.id().equals(leaving.id());
        }
        if (one && !other) {
            throw new RefusedException(Refusal.LAST_SUPERUSER);
        }
    }

    /** Removes a user with its tokens and sessions. */
    public void remove(String name) throws RepositoryException, RefusedException {
        synchronized (ONE_AT_A_TIME) {
            User user = mine(name);
            requireStays(!user.name().equals(Caller.ANONYMOUS_NAME));
            if (actor.is(user)) {
                throw new RefusedException(Refusal.NOT_YOURSELF);
            }
            requireAnotherSuperuser(user);
            parts.tokens().revokeAll(user);
            parts.users().remove(user);
            parts.sessions().endAll(user.id());
        }
    }

    /**
     * Gives a user another password and ends the sessions.
     *
     * @return the password, which has to be changed at the next sign-in; nothing will tell it a second time
     */
    public String resetPassword(String name) throws RepositoryException, RefusedException {
        User user = mine(name);
        requireStays(!user.name().equals(Caller.ANONYMOUS_NAME));
        String password = Secrets.text(TEMPORARY_BYTES);
        String hash = PasswordHash.of(PasswordPolicy.prepare(password));
        parts.users().change(user, node -> writePassword(node, hash));
        parts.sessions().endAll(user.id());
        parts.passwords().liftLockout(user.name());
        parts.audit().changed("reset-password", user.name());
        return password;
    }

    /** Turns the second factor of a user off, such as after a lost phone, and ends the sessions. */
    public void resetSecondFactor(String name) throws RepositoryException, RefusedException {
        User user = mine(name);
        parts.secondFactor().disable(user);
        parts.sessions().endAll(user.id());
        parts.audit().changed("second-factor-off", user.name());
    }

    /** Ends all sessions of a user. */
    public void endSessions(String name) throws RepositoryException, RefusedException {
        User user = mine(name);
        parts.sessions().endAll(user.id());
        parts.audit().changed("end-sessions", user.name());
    }

    /** Revokes a token of a user. */
    public void revokeToken(String name, String id) throws RepositoryException, RefusedException {
        User user = mine(name);
        if (!parts.tokens().revoke(user, id)) {
            throw new RefusedException(Refusal.UNKNOWN);
        }
        parts.audit().changed("revoke-token", user.name() + " " + id.toLowerCase(Locale.ROOT));
    }

    /** Lets a user sign in at once after too many wrong passwords. */
    public void liftLockout(String name) throws RepositoryException, RefusedException {
        User user = mine(name);
        parts.passwords().liftLockout(user.name());
        parts.audit().changed("lift-lockout", user.name());
    }

    /** Groups and roles, as the same person may administer them. */
    public RoleAdministration roles() {
        return new RoleAdministration(actor, parts, ONE_AT_A_TIME);
    }
}
