package org.heliograph.spam;

import java.time.Instant;

/**
 * What a form must carry back: a signed token, and work for its script. For each {@code i} from 0 to {@code puzzles - 1}
 * the script looks for a whole number {@code n} such that the first {@code bits} bits of SHA-256 of the ASCII text
 * {@code nonce:i:n} are zero. The solution is these numbers in decimal, in order, joined by commas. Several small puzzles
 * rather than a large one make the time that it takes even.
 *
 * @param token to be sent back as it is; valid for one message
 * @param nonce lower-case hexadecimal digits
 * @param puzzles how many numbers to find; 0 if no work is asked for
 * @param bits how many bits must be zero; one more doubles the work
 * @param expiresAt when the token will no longer count
 * @param note for people whose browser runs no script, in their language
 */
public record Challenge(String token, String nonce, int puzzles, int bits, Instant expiresAt, String note) {

    /** Name of the work, which changes whenever its rule does. */
    public static final String ALGORITHM = "sha256-prefix-1";

    /** Class-path resource with a script that solves challenges, to be served as {@code text/javascript}. */
    public static final String SOLVER = "/org/heliograph/spam/solver.js";
}
