package org.heliograph.cms.security;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords as {@code pbkdf2-sha256$iterations$salt$hash}, with the iterations that OWASP's Password Storage Cheat Sheet
 * asks for; bcrypt is read besides, because Magnolia stores that.
 */
final class PasswordHash {

    private static final String SCHEME = "pbkdf2-sha256";
    /** At most 7 digits of iterations: a hash that takes minutes to check was written by nobody well-meaning. */
    private static final Pattern STORED =
            Pattern.compile(SCHEME + "\\$(\\d{1,7})\\$([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+)");

    /** At most 2 to the 14th rounds, for the same reason. */
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}");

    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {}

    static String of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return String.join(
                "$",
                SCHEME,
                String.valueOf(ITERATIONS),
                base64.encodeToString(salt),
                base64.encodeToString(derive(password, salt, ITERATIONS)));
    }

    /**
     * Whether a password is the one that was hashed; false for a hash of another scheme, or none at all. Takes about as
     * long whatever is stored, so that the time does not tell which users there are.
     */
    static boolean matches(String password, String stored) {
        Matcher hash = STORED.matcher(stored);
        if (!hash.matches()) {
            derive(password, new byte[SALT_BYTES], ITERATIONS);
            return BCRYPT.matcher(stored).matches() && matchesBcrypt(password, stored);
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            byte[] expected = base64.decode(hash.group(3));
            byte[] actual = derive(password, base64.decode(hash.group(2)), Integer.parseInt(hash.group(1)));
            return MessageDigest.isEqual(expected, actual);
        } catch (IllegalArgumentException e) {
            return false; // not Base64, or no iterations
        }
    }

    private static boolean matchesBcrypt(String password, String stored) {
        try {
            return BCrypt.verifyer().verify(password.toCharArray(), stored).verified;
        } catch (IllegalArgumentException e) {
            return false; // longer than bcrypt can tell apart
        }
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
