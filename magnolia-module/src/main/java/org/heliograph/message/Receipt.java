package org.heliograph.message;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * A number that a sender is given: 75 random bits and a check character, in Douglas Crockford's base 32, in four groups
 * of four. It tells neither how many messages there are nor when one came.
 */
public record Receipt(String digits) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int RANDOM_DIGITS = 15;
    private static final int GROUP = 4;
    /** Of the check character; the five remainders that have no letter of the alphabet are not used. */
    private static final int MODULUS = 37;

    /** Longest text that is read, in characters: digits, and something between any two of them. */
    private static final int MAX_TYPED = 64;

    /** A new one. */
    static Receipt random(SecureRandom random) {
        while (true) {
            StringBuilder digits = new StringBuilder();
            for (int i = 0; i < RANDOM_DIGITS; i++) {
                digits.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            int check = remainder(digits);
            // The scheme's signs beyond the alphabet cannot be said on the phone, nor stand in a node's name.
            if (check < ALPHABET.length()) {
                return new Receipt(digits.append(ALPHABET.charAt(check)).toString());
            }
        }
    }

    private static int remainder(CharSequence digits) {
        int remainder = 0;
        for (int i = 0; i < digits.length(); i++) {
            remainder = (remainder * ALPHABET.length() + ALPHABET.indexOf(digits.charAt(i))) % MODULUS;
        }
        return remainder;
    }

    /**
     * Reads a number as people type it: in either letter case, with or without hyphens and blanks, with letters taken for
     * the digits they look like. Empty if it is none, or its check character does not fit.
     */
    public static Optional<Receipt> parse(String typed) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String digits = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[-\\s]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean isNumber = digits.length() == RANDOM_DIGITS + 1
                && digits.chars().allMatch(digit -> ALPHABET.indexOf(digit) >= 0)
                && remainder(digits.substring(0, RANDOM_DIGITS)) == ALPHABET.indexOf(digits.charAt(RANDOM_DIGITS));
        return isNumber ? Optional.of(new Receipt(digits)) : Optional.empty();
    }

    /** As it is told and stored: {@code 7K3M-9QWX-2TBE-04HD}. */
    @Override
    public String toString() {
        StringBuilder groups = new StringBuilder();
        for (int at = 0; at < digits.length(); at += GROUP) {
            groups.append(at == 0 ? "" : "-").append(digits, at, at + GROUP);
        }
        return groups.toString();
    }
}
