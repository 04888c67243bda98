package org.heliograph.feed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file in memory, packed: what lists addresses shrinks to a twentieth.
 *
 * @param length of it, unpacked
 * @param digest of it, unpacked
 */
record Packed(byte[] bytes, long length, String digest) {

    private static final int DIGEST_BYTES = 16;

    /** Writes a file. */
    @FunctionalInterface
    interface Writing {

        void to(OutputStream out) throws IOException;
    }

    static Packed of(Writing writing) {
        try (Making making = new Making()) {
            writing.to(making);
            return making.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    void copyTo(OutputStream out) throws IOException {
        try (InputStream file = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            file.transferTo(out);
        }
    }

    /** A file in the making. */
    static final class Making extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final GZIPOutputStream packing;
        private final MessageDigest digest;
        private long length;

        Making() {
            try {
                packing = new GZIPOutputStream(bytes);
                digest = MessageDigest.getInstance("SHA-256");
            } catch (IOException e) {
                throw new UncheckedIOException(e); // memory does not fail
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }

        /** How much was written. */
        long length() {
            return length;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int offset, int count) throws IOException {
            packing.write(some, offset, count);
            digest.update(some, offset, count);
            length += count;
        }

        Packed end() throws IOException {
            packing.finish();
            return new Packed(bytes.toByteArray(), length, HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES));
        }
    }
}
