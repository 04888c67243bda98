package org.heliograph.cms.security;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords (RFC 6238) as every authenticator app knows them: SHA-1, 30 seconds, six digits. */
final class Totp {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_BYTES = 20;
    private static final long STEP_SECONDS = 30;
    /** Steps that a clock may be off. */
    private static final int DRIFT = 1;

    private Totp() {}

    /** A new secret in base 32. */
    static String secret() {
        return base32(Secrets.bytes(SECRET_BYTES));
    }

    /**
     * The step that a code belongs to.
     *
     * @param secret in base 32
     * @param after only later steps count, so that no code is taken twice
     */
    static OptionalLong step(String secret, String code, Instant now, long after) {
        long current = now.getEpochSecond() / STEP_SECONDS;
        for (long step = current - DRIFT; step <= current + DRIFT; step++) {
            if (step > after && Secrets.same(code(secret, step), code.replaceAll("\\s", ""))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    static String codeAt(String secret, Instant time) {
        return code(secret, time.getEpochSecond() / STEP_SECONDS);
    }

    private static String code(String secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA1", e);
        }
    }

    /** RFC 4648 without padding. */
    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte each : bytes) {
            buffer = buffer << 8 | each & 0xff;
            for (bits += 8; bits >= 5; bits -= 5) {
                text.append(ALPHABET.charAt(buffer >> bits - 5 & 31));
            }
            buffer &= 31;
        }
        return bits == 0
                ? text.toString()
                : text.append(ALPHABET.charAt(buffer << 5 - bits & 31)).toString();
    }

    private static byte[] bytes(String base32) {
        ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
        int buffer = 0;
        int bits = 0;
        for (char each : base32.toCharArray()) {
            buffer = (buffer << 5 | ALPHABET.indexOf(each) & 31) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >> bits));
            }
        }
        return bytes.array();
    }
}
