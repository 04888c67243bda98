package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.repository.ContentRepository;

/** Recognises callers: by password, session or API token. What they may do then is in {@link Caller#rights}. */
public final class Accounts {

    private static final String KEY_FILE = "key";
    private static final int GENERATED_BYTES = 15;

    private final Users users;
    private final Roles roles;
    private final Passwords passwords;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final SecondFactor secondFactor;
    private final AuditLog audit;
    private final Clock clock;
    private volatile Anonymous anonymous = new Anonymous(-1, -1, Caller.NOBODY);

    /** Who calls without credentials, as of a number of saves of users and of roles. */
    private record Anonymous(long users, long roles, Caller caller) {}

    /**
     * @param repository holds users, groups, roles and tokens
     * @param directory for the key that second factors are sealed with
     * @param audit where sign-ins and changes of accounts are recorded
     * @param clock that sessions, tokens, lockout and one-time passwords go by
     * @throws IOException if the key cannot be read or made
     */
    public Accounts(ContentRepository repository, Path directory, AuditLog audit, Clock clock) throws IOException {
        Files.createDirectories(directory);
        this.users = new Users(repository);
        this.roles = new Roles(repository);
        this.passwords = new Passwords(clock);
        this.sessions = new Sessions(clock);
        this.tokens = new ApiTokens(repository, clock);
        this.secondFactor = new SecondFactor(users, SealedText.open(directory.resolve(KEY_FILE)), clock);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes the superuser, unless it is there.
     *
     * @param password for it; one is made up where there is none
     * @return the password that was made up, which nothing will tell a second time
     * @throws RepositoryException if the user cannot be stored
     */
    public Optional<String> ensureSuperuser(Optional<String> password) throws RepositoryException {
        if (users.find(Caller.SUPERUSER).isPresent()) {
            return Optional.empty();
        }
        String chosen = password.orElseGet(() -> Secrets.text(GENERATED_BYTES));
        users.addSuperuser(PasswordHash.of(PasswordPolicy.prepare(chosen)));
        return password.isPresent() ? Optional.empty() : Optional.of(chosen);
    }

    /** Who calls without credentials, with the rights that the user {@code anonymous} has. */
    public Caller anonymous() throws RepositoryException {
        long usersNow = users.saves();
        long rolesNow = roles.saves();
        Anonymous known = anonymous;
        if (known.users() != usersNow || known.roles() != rolesNow) {
            known = new Anonymous(usersNow, rolesNow, readAnonymous());
            anonymous = known;
        }
        return known.caller();
    }

    private Caller readAnonymous() throws RepositoryException {
        Optional<User> user = users.find(Caller.ANONYMOUS_NAME).filter(User::enabled);
        Set<String> open = user.isEmpty()
                ? Set.of()
                : roles.names(user.get().roles(), user.get().groups());
        return new Caller(Caller.ANONYMOUS_NAME, open, roles.rights(open, open), Caller.Via.NOTHING);
    }

    /**
     * The caller with that name and password, for a client that sends both along with each request. Nobody, if the user
     * is disabled, has a second factor, or has to wait after wrong passwords.
     *
     * @param address of the client
     */
    public Optional<Caller> authenticate(String name, String password, String address) throws RepositoryException {
        Optional<User> user = signingIn(name);
        if (!passwords.isRight(user, name, password, address)) {
            refused(user, "password", address);
            return Optional.empty();
        }
        if (user.orElseThrow().totpSecret().isPresent()) {
            refused(user, "second-factor-needed", address);
            return Optional.empty();
        }
        return Optional.of(caller(user.get(), Caller.Via.PASSWORD));
    }

    private Optional<User> signingIn(String name) throws RepositoryException {
        return users.find(name)
                .filter(User::enabled)
                .filter(user -> !user.name().equals(Caller.ANONYMOUS_NAME))
                .filter(user -> clock.millis() < user.temporaryUntil().orElse(Long.MAX_VALUE));
    }

    /** A name that is nobody's may be a password in the wrong field. */
    private void refused(Optional<User> user, String reason, String address) {
        audit.refused("sign-in", user.map(User::name).orElse("unknown user"), reason, address);
    }

    /** Whoever has not chosen a password yet may do nothing else. */
    private Caller caller(User user, Caller.Via via) throws RepositoryException {
        Set<String> held = user.temporaryUntil().isPresent() ? Set.of() : roles.names(user.roles(), user.groups());
        return new Caller(user.name(), held, roles.rights(held, anonymous().roles()), via);
    }

    /** What became of signing in. */
    public enum Result {
        SIGNED_IN,
        WRONG,
        /** The password was right, and a code is needed besides. */
        CODE_NEEDED,
        /** Too many were wrong; nothing was looked at. */
        LATER
    }

    /**
     * What became of signing in.
     *
     * @param session what was begun, if anything
     * @param delay before trying again, where that is the result
     */
    public record SignIn(Result result, Optional<SignedIn> session, Duration delay) {

        private static SignIn not(Result result) {
            return new SignIn(result, Optional.empty(), Duration.ZERO);
        }
    }

    /**
     * A session and whose it is.
     *
     * @param token what the browser keeps
     * @param csrf what requests that change something repeat
     */
    public record SignedIn(Caller caller, String token, String csrf) {}

    /**
     * Begins a session.
     *
     * @param code of the second factor, or a recovery code; for those who have one
     * @param address of the client
     */
    public SignIn signIn(String name, String password, Optional<String> code, String address)
            throws RepositoryException {
        Optional<User> user = signingIn(name);
        Passwords.Outcome outcome = passwords.check(user, name, password, address);
        if (outcome.delay().isPresent()) {
            refused(user, "too-many", address);
            return new SignIn(Result.LATER, Optional.empty(), outcome.delay().get());
        }
        if (!outcome.right()) {
            refused(user, "password", address);
            return SignIn.not(Result.WRONG);
        }
        User known = user.orElseThrow();
        boolean twoFactors = known.totpSecret().isPresent();
        if (twoFactors && code.isEmpty()) {
            passwords.withdraw(name, address);
            return SignIn.not(Result.CODE_NEEDED);
        }
        if (twoFactors && !secondFactor.take(known, code.get())) {
            refused(user, "code", address);
            return SignIn.not(Result.WRONG);
        }
        passwords.signedIn(name, address);
        return new SignIn(Result.SIGNED_IN, Optional.of(begin(known, address)), Duration.ZERO);
    }

    private SignedIn begin(User user, String address) throws RepositoryException {
        // Taking a code or a recovery code has changed the user.
        User current = users.find(user.name()).orElse(user);
        String token = sessions.begin(current);
        Caller caller = caller(current, Caller.Via.SESSION);
        audit.changed(caller, "sign-in", current.name(), address);
        return new SignedIn(caller, token, sessions.find(token).orElseThrow().csrf());
    }

    /** The session of a token, unless it is over or the user was disabled, removed or given another password. */
    public Optional<SignedIn> bySession(String token) throws RepositoryException {
        Optional<Sessions.Session> session = sessions.find(token);
        if (session.isEmpty()) {
            return Optional.empty();
        }
        Optional<User> user = users.find(session.get().user())
                .filter(User::enabled)
                .filter(each -> each.id().equals(session.get().userId()))
                .filter(each -> each.hash().equals(session.get().hash()));
        if (user.isEmpty()) {
            sessions.end(token);
            return Optional.empty();
        }
        return Optional.of(new SignedIn(
                caller(user.get(), Caller.Via.SESSION), token, session.get().csrf()));
    }

    /** Ends a session. */
    public void signOut(String token) throws RepositoryException {
        Optional<SignedIn> session = bySession(token);
        sessions.end(token);
        session.ifPresent(each -> audit.changed("sign-out", each.caller().name()));
    }

    /** The user of a valid API token, with rights no larger than the token's. */
    public Optional<Caller> byToken(String token, String address) throws RepositoryException {
        Optional<ApiTokens.Found> found = tokens.find(token);
        Optional<User> user = found.isEmpty()
                ? Optional.empty()
                : users.find(found.get().token().user())
                        .filter(User::enabled)
                        .filter(each -> each.id().equals(found.get().userId()));
        if (user.isEmpty()) {
            audit.refused("sign-in", "token", "token", address);
            return Optional.empty();
        }
        Caller caller = caller(user.get(), Caller.Via.TOKEN);
        Rights rights = caller.rights().within(found.get().token().scope());
        return Optional.of(new Caller(caller.name(), caller.roles(), rights, caller.via()));
    }

    /** A user with the rights of now, for whom the host works on a schedule; empty if there is none or it is disabled. */
    public Optional<Caller> onSchedule(String name) throws RepositoryException {
        Optional<User> user = signingIn(name);
        return user.isPresent() ? Optional.of(caller(user.get(), Caller.Via.SCHEDULE)) : Optional.empty();
    }

    /** What somebody may see and change of the own account; empty for whoever has none. */
    public Optional<OwnAccount> own(Caller caller) throws RepositoryException {
        return users.find(caller.name())
                .filter(user -> !caller.isAnonymous())
                .map(user -> new OwnAccount(user, parts()));
    }

    private OwnAccount.Parts parts() {
        return new OwnAccount.Parts(users, roles, passwords, sessions, tokens, secondFactor, audit, clock);
    }

    /** The accounts of others, as a caller may administer them. */
    public Administration administration(Caller caller) {
        return new Administration(caller, parts());
    }

    /** Ends all sessions of a user and revokes all tokens, such as after a theft. */
    public void signOutEverywhere(String name) throws RepositoryException {
        Optional<User> user = users.find(name);
        if (user.isPresent()) {
            sessions.endAll(user.get().id());
            tokens.revokeAll(user.get());
            audit.changed("sign-out-everywhere", name);
        }
    }
}
