package org.heliograph.cms.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.jcr.RepositoryException;

/** What a person may see and change of the own account. Whatever weakens it takes the password once more. */
public final class OwnAccount {

    /** Longest label of a token, in code points. */
    public static final int MOST_LABEL = 100;

    private static final String ISSUER = "Heliograph";

    private final User user;
    private final Parts parts;

    record Parts(
            Users users,
            Roles roles,
            Passwords passwords,
            Sessions sessions,
            ApiTokens tokens,
            SecondFactor secondFactor,
            AuditLog audit,
            Clock clock) {}

    /** Why something was not done. Names are stable; texts are found by them. */
    public enum Refusal {
        PASSWORD_WRONG,
        TOO_MANY_ATTEMPTS,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG,
        PASSWORD_HAS_CONTROL_CHARACTERS,
        PASSWORD_HAS_NAME,
        PASSWORD_TOO_SIMPLE,
        PASSWORD_UNCHANGED,
        CODE_WRONG,
        TOTP_ALREADY_ON,
        TOTP_OFF,
        TOO_MANY_TOKENS,
        TOKEN_WITHOUT_SCOPE,
        TOKEN_LIFETIME,
        TOKEN_LABEL
    }

    /** A thing that was not done. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final Refusal refusal;
        private final long seconds;

        RefusedException(Refusal refusal) {
            this(refusal, Duration.ZERO);
        }

        RefusedException(Refusal refusal, Duration delay) {
            super(refusal.name());
            this.refusal = refusal;
            this.seconds = 1 + delay.toSeconds();
        }

        /** After how many seconds to try again, where it was too often. */
        public long seconds() {
            return seconds;
        }

        /** Why not. */
        public Refusal refusal() {
            return refusal;
        }
    }

    OwnAccount(User user, Parts parts) {
        this.user = user;
        this.parts = parts;
    }

    /** What to call the person. */
    public String title() {
        return user.title();
    }

    /** Language of the person's user interface, if one was chosen. */
    public Optional<String> language() {
        return user.language();
    }

    /** Whether a password has to be chosen before anything else may be done. */
    public boolean hasTemporaryPassword() {
        return user.temporaryUntil().isPresent();
    }

    /** Whether a second factor is on. */
    public boolean hasSecondFactor() {
        return user.totpSecret().isPresent();
    }

    /** Titles of the roles by their name, in a language or else as stored without one. */
    public Map<String, String> roleTitles(Locale locale) throws RepositoryException {
        Map<String, String> titles = new TreeMap<>();
        for (String name : parts.roles().names(user.roles(), user.groups())) {
            Map<String, String> title =
                    parts.roles().find(name).map(Roles.Role::title).orElse(Map.of());
            titles.put(name, title.getOrDefault(locale.getLanguage(), title.getOrDefault("", name)));
        }
        return titles;
    }

    private void require(String password, String address) throws RepositoryException, RefusedException {
        Passwords.Outcome outcome = parts.passwords().check(Optional.of(user), user.name(), password, address);
        if (!outcome.right()) {
            parts.audit().refused("confirm-password", user.name(), "password", address);
            throw outcome.delay()
                    .map(wait -> new RefusedException(Refusal.TOO_MANY_ATTEMPTS, wait))
                    .orElseGet(() -> new RefusedException(Refusal.PASSWORD_WRONG));
        }
    }

    /** After all that was required is right: until then the attempt counts as wrong. */
    private void forgive(String address) {
        parts.passwords().signedIn(user.name(), address);
    }

    /**
     * Changes the password and ends all sessions.
     *
     * @param address of the client
     */
    public void changePassword(String current, String next, String address)
            throws RepositoryException, RefusedException {
        require(current, address);
        forgive(address);
        Optional<PasswordPolicy.Fault> fault = PasswordPolicy.fault(next, user.name());
        if (fault.isPresent()) {
            throw new RefusedException(Refusal.valueOf(fault.get().name()));
        }
        if (PasswordPolicy.prepare(next).equals(PasswordPolicy.prepare(current))) {
            throw new RefusedException(Refusal.PASSWORD_UNCHANGED);
        }
        String hash = PasswordHash.of(PasswordPolicy.prepare(next));
        parts.users().change(user, node -> {
            node.setProperty("pswd", hash);
            if (node.hasProperty(Users.TEMPORARY)) {
                node.getProperty(Users.TEMPORARY).remove();
            }
        });
        parts.sessions().endAll(user.id());
        parts.audit().changed("change-password", user.name());
    }

    /** The tokens of the person, expired ones included, the newest first. */
    public List<ApiToken> tokens() throws RepositoryException {
        return parts.tokens().of(user);
    }

    /**
     * Makes an API token and returns it; nothing will tell it a second time.
     *
     * @param label what it is for
     * @param lifetime from now
     */
    public String createToken(String label, Rights.Scope scope, Duration lifetime)
            throws RepositoryException, RefusedException {
        if (label.isBlank() || label.codePointCount(0, label.length()) > MOST_LABEL) {
            throw new RefusedException(Refusal.TOKEN_LABEL);
        }
        if (scope.workspaces().isEmpty() || scope.permissions().isEmpty()) {
            throw new RefusedException(Refusal.TOKEN_WITHOUT_SCOPE);
        }
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(ApiTokens.LONGEST) > 0) {
            throw new RefusedException(Refusal.TOKEN_LIFETIME);
        }
        String token = parts.tokens()
                .create(user, label, scope, parts.clock().instant().plus(lifetime))
                .orElseThrow(() -> new RefusedException(Refusal.TOO_MANY_TOKENS));
        parts.audit().changed("create-token", user.name() + " " + token.split("_", 3)[1]);
        return token;
    }

    /** Revokes a token of the person; false if there is none with that id. */
    public boolean revokeToken(String id) throws RepositoryException {
        boolean revoked = parts.tokens().revoke(user, id);
        if (revoked) {
            parts.audit().changed("revoke-token", user.name() + " " + id);
        }
        return revoked;
    }

    /**
     * Begins to set up a second factor.
     *
     * @return the address that authenticator apps take, with the secret in it
     */
    public String enrolSecondFactor(String password, String address) throws RepositoryException, RefusedException {
        require(password, address);
        forgive(address);
        if (hasSecondFactor()) {
            throw new RefusedException(Refusal.TOTP_ALREADY_ON);
        }
        String secret = parts.secondFactor().enrol(user);
        String label = URLEncoder.encode(ISSUER + ":" + user.name(), StandardCharsets.UTF_8);
        return "otpauth://totp/" + label + "?secret=" + secret + "&issuer=" + ISSUER;
    }

    /**
     * Turns the second factor on that was set up.
     *
     * @return recovery codes, which nothing will tell a second time
     */
    public List<String> confirmSecondFactor(String code) throws RepositoryException, RefusedException {
        List<String> codes =
                parts.secondFactor().confirm(user, code).orElseThrow(() -> new RefusedException(Refusal.CODE_WRONG));
        parts.audit().changed("second-factor-on", user.name());
        return codes;
    }

    /** Turns the second factor off. */
    public void disableSecondFactor(String password, String code, String address)
            throws RepositoryException, RefusedException {
        require(password, address);
        if (!hasSecondFactor()) {
            throw new RefusedException(Refusal.TOTP_OFF);
        }
        if (!parts.secondFactor().take(user, code)) {
            parts.audit().refused("second-factor-off", user.name(), "code", address);
            throw new RefusedException(Refusal.CODE_WRONG);
        }
        forgive(address);
        parts.secondFactor().disable(user);
        parts.audit().changed("second-factor-off", user.name());
    }
}
