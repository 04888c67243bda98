package org.heliograph.spam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes that nobody can foresee or look up without the key: SipHash-2-4 (Aumasson and Bernstein, 2012). Two uses of one
 * key give different hashes if their purposes differ.
 */
final class Keyed {

    private final long k0;
    private final long k1;

    Keyed(byte[] key, String purpose) {
        ByteBuffer own = ByteBuffer.wrap(hmac(key, purpose));
        this.k0 = own.getLong();
        this.k1 = own.getLong();
    }

    private static byte[] hmac(byte[] key, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }

    long hash(CharSequence text) {
        return hash(text, 0, text.length());
    }

    /** Hash of a part of a text, by its UTF-16 units. */
    long hash(CharSequence text, int from, int to) {
        State state = new State();
        int at = from;
        for (; at + 4 <= to; at += 4) {
            state.take(unit(text, at) | unit(text, at + 1) << 16 | unit(text, at + 2) << 32 | unit(text, at + 3) << 48);
        }
        long last = (long) (to - from) << 56;
        for (int shift = 0; at < to; at++, shift += 16) {
            last ^= unit(text, at) << shift;
        }
        return state.finish(last);
    }

    private static long unit(CharSequence text, int at) {
        return text.charAt(at);
    }

    /** Hash of the first bytes, at most a few dozen. */
    long hash(byte[] bytes, int length) {
        ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(Arrays.copyOf(bytes, length), (length + 7) / 8 * 8))
                .order(ByteOrder.LITTLE_ENDIAN);
        State state = new State();
        while (padded.hasRemaining()) {
            state.take(padded.getLong());
        }
        return state.finish((long) length << 56);
    }

    private final class State {

        private long v0 = k0 ^ 0x736f6d6570736575L;
        private long v1 = k1 ^ 0x646f72616e646f6dL;
        private long v2 = k0 ^ 0x6c7967656e657261L;
        private long v3 = k1 ^ 0x7465646279746573L;

        void take(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        private void round() {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }

        long finish(long last) {
            take(last);
            v2 ^= 0xff;
            for (int i = 0; i < 4; i++) {
                round();
            }
            return v0 ^ v1 ^ v2 ^ v3;
        }
    }
}
