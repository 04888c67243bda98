package org.heliograph.cms.security;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.jcr.RepositoryException;

/**
 * The second factor of users: codes of an authenticator app, and recovery codes for when it is lost. The secret is stored
 * sealed, recovery codes as digests; each code is taken once, and that is stored before it counts.
 */
final class SecondFactor {

    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final Duration TO_CONFIRM = Duration.ofMinutes(15);

    private final Users users;
    private final SealedText seal;
    private final Clock clock;

    SecondFactor(Users users, SealedText seal, Clock clock) {
        this.users = users;
        this.seal = seal;
        this.clock = clock;
    }

    /** Stores a new secret that does not count before it is confirmed, and returns it in base 32. */
    String enrol(User user) throws RepositoryException {
        String secret = Totp.secret();
        String sealed = seal.seal(secret, user.id());
        long until = clock.instant().plus(TO_CONFIRM).toEpochMilli();
        users.change(user, node -> {
            node.setProperty("totpPending", sealed);
            node.setProperty("totpPendingUntil", until);
        });
        return secret;
    }

    /**
     * Makes the enrolled secret count.
     *
     * @return recovery codes, which nothing will tell a second time; empty if the code is wrong or nothing was enrolled
     */
    Optional<List<String>> confirm(User user, String code) throws RepositoryException {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            codes.add(Totp.base32(Secrets.bytes(RECOVERY_BYTES)).replaceAll("(.{4})(?=.)", "$1-"));
        }
        String[] digests = codes.stream().map(SecondFactor::digest).toArray(String[]::new);
        boolean[] right = {false};
        users.change(user, node -> {
            boolean pending = node.hasProperty("totpPending")
                    && node.getProperty("totpPendingUntil").getLong() > clock.millis();
            OptionalLong step =
                    pending ? step(node.getProperty("totpPending").getString(), user, code, 0) : OptionalLong.empty();
            if (step.isPresent()) {
                right[0] = true;
                node.setProperty("totpSecret", node.getProperty("totpPending").getString());
                node.setProperty("totpStep", step.getAsLong());
                node.setProperty("recoveryCodes", digests);
                node.getProperty("totpPending").remove();
                node.getProperty("totpPendingUntil").remove();
            }
        });
        return right[0] ? Optional.of(codes) : Optional.empty();
    }

    /** Takes a code: true once for each. */
    boolean take(User user, String code) throws RepositoryException {
        return takeCode(user, code) || takeRecoveryCode(user, code);
    }

    /** Saves to one workspace follow one another, so that of two requests with one code the second sees its step. */
    private boolean takeCode(User user, String code) throws RepositoryException {
        boolean[] taken = {false};
        if (!code.matches("[0-9 ]{6,8}")) {
            return false;
        }
        users.change(user, node -> {
            long last =
                    node.hasProperty("totpStep") ? node.getProperty("totpStep").getLong() : 0;
            OptionalLong step = step(node.getProperty("totpSecret").getString(), user, code, last);
            if (step.isPresent()) {
                taken[0] = true;
                node.setProperty("totpStep", step.getAsLong());
            }
        });
        return taken[0];
    }

    private OptionalLong step(String sealed, User user, String code, long after) {
        Optional<String> secret = seal.open(sealed, user.id());
        return secret.isEmpty() ? OptionalLong.empty() : Totp.step(secret.get(), code, clock.instant(), after);
    }

    private boolean takeRecoveryCode(User user, String code) throws RepositoryException {
        boolean[] taken = {false};
        users.change(user, node -> {
            Set<String> left = new HashSet<>(Roles.texts(node, "recoveryCodes"));
            if (left.remove(digest(code))) {
                taken[0] = true;
                node.setProperty("recoveryCodes", left.toArray(String[]::new));
            }
        });
        return taken[0];
    }

    private static String digest(String recoveryCode) {
        return Secrets.digest(recoveryCode.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT));
    }

    /** Ends the second factor of a user. */
    void disable(User user) throws RepositoryException {
        users.change(user, node -> {
            for (String name : List.of("totpSecret", "totpStep", "recoveryCodes", "totpPending", "totpPendingUntil")) {
                if (node.hasProperty(name)) {
                    node.getProperty(name).remove();
                }
            }
        });
    }
}
