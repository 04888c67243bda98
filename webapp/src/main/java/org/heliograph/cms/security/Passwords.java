package org.heliograph.cms.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells right passwords from wrong ones, at the pace that {@link Lockout} allows. */
final class Passwords {

    /** Hashing may take so many threads at once; the others have content to serve. */
    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int REMEMBERED = 1000;

    private final Lockout lockout;
    private final Semaphore hashing = new Semaphore(AT_ONCE, true);
    private final byte[] processKey = Secrets.bytes(32);

    /**
     * Passwords that were found right, so that a client which sends its credentials along with each request does not
     * cost a slow hash each time. The key is a keyed digest of the stored hash and the password: it reveals neither,
     * and ends with a change of the password.
     */
    private final Cache<String, Boolean> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** What became of an attempt. */
    record Outcome(boolean right, Optional<Duration> delay) {

        private static final Outcome RIGHT = new Outcome(true, Optional.empty());
        private static final Outcome WRONG = new Outcome(false, Optional.empty());

        private static Outcome later(Duration delay) {
            return new Outcome(false, Optional.of(delay));
        }
    }

    Passwords(Clock clock) {
        this.lockout = new Lockout(clock);
    }

    /**
     * Whether a password is the user's. A right one counts as wrong until {@link #signedIn}, because a second factor may
     * be wrong still.
     *
     * @param user absent for a name that is nobody's, which takes as long
     * @param name as given
     */
    Outcome check(Optional<User> user, String name, String password, String address) {
        Optional<Duration> wait = lockout.begin(name, address);
        if (wait.isPresent()) {
            return Outcome.later(wait.get());
        }
        if (PasswordPolicy.isTooLong(password)) {
            return Outcome.WRONG;
        }
        try {
            if (!hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                withdraw(name, address);
                return Outcome.later(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.later(PATIENCE);
        }
        try {
            String hash = user.map(User::hash).orElse("");
            return PasswordHash.matches(PasswordPolicy.prepare(password), hash) ? Outcome.RIGHT : Outcome.WRONG;
        } finally {
            hashing.release();
        }
    }

    /**
     * The same for a client that sends its password along with each request: one that was found right lately is not
     * hashed again. Requests that come side by side with the same password wait for one hash.
     */
    boolean isRight(Optional<User> user, String name, String password, String address) {
        if (lockout.waiting(name, address).isPresent() || PasswordPolicy.isTooLong(password)) {
            return false;
        }
        String key = digest(user.map(User::hash).orElse("") + ' ' + PasswordPolicy.prepare(password));
        return verified.get(key, k -> {
                    boolean right = check(user, name, password, address).right();
                    if (right) {
                        signedIn(name, address);
                    }
                    return right ? Boolean.TRUE : null;
                })
                != null;
    }

    /** Forgives what was wrong before, and knows the address from now on. */
    void signedIn(String name, String address) {
        lockout.succeeded(name, address);
    }

    /** How long somebody has to wait at most before signing in to an account; zero if nobody has to. */
    Duration lockedFor(String name) {
        return lockout.lockedFor(name);
    }

    /** Ends the waiting for an account. */
    void liftLockout(String name) {
        lockout.lift(name);
    }

    /** Takes back an attempt that was neither right nor wrong. */
    void withdraw(String name, String address) {
        lockout.withdraw(name, address);
    }

    private String digest(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(processKey, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
