package org.heliograph.cms.security;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a password has to look like. Its length alone counts (NIST SP 800-63B), besides what everybody would guess. */
final class PasswordPolicy {

    static final int LEAST = 12;
    static final int MOST = 128;
    /** Code units; a grapheme can be of any length. */
    private static final int MOST_CHARACTERS = 1024;

    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cn}\\p{Cs}]");
    private static final Pattern OTHER_SPACE = Pattern.compile("[\\p{Zs}&&[^ ]]");
    private static final Pattern ONE_REPEATED = Pattern.compile("(\\X)\\1*");

    /** Why a password is not taken; the names are stable. */
    enum Fault {
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG,
        PASSWORD_HAS_CONTROL_CHARACTERS,
        PASSWORD_HAS_NAME,
        PASSWORD_TOO_SIMPLE
    }

    private PasswordPolicy() {}

    /** A password as it is hashed, however it was typed: the profile OpaqueString of PRECIS (RFC 8265). */
    static String prepare(String password) {
        return Normalizer.normalize(OTHER_SPACE.matcher(password).replaceAll(" "), Normalizer.Form.NFC);
    }

    /** Whether a password is too long to be anybody's, so that hashing it is no use. */
    static boolean isTooLong(String password) {
        return password.length() > MOST_CHARACTERS;
    }

    static Optional<Fault> fault(String password, String userName) {
        if (isTooLong(password)) {
            return Optional.of(Fault.PASSWORD_TOO_LONG);
        }
        String prepared = prepare(password);
        long length = GRAPHEME.matcher(prepared).results().count();
        if (length < LEAST) {
            return Optional.of(Fault.PASSWORD_TOO_SHORT);
        }
        if (length > MOST) {
            return Optional.of(Fault.PASSWORD_TOO_LONG);
        }
        if (CONTROL.matcher(prepared).find()) {
            return Optional.of(Fault.PASSWORD_HAS_CONTROL_CHARACTERS);
        }
        if (folded(prepared).contains(folded(userName))) {
            return Optional.of(Fault.PASSWORD_HAS_NAME);
        }
        return ONE_REPEATED.matcher(prepared).matches() ? Optional.of(Fault.PASSWORD_TOO_SIMPLE) : Optional.empty();
    }

    /** A text as it compares with others that look alike. */
    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
