package org.heliograph.cms.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** A stream that ends where it should: what comes beyond is not read, and the digest tells whether it was the right one. */
final class SizedStream extends InputStream {

    private final InputStream in;
    private final MessageDigest digest = Digests.sha256();
    private long left;

    /** @param most bytes that may come */
    SizedStream(InputStream in, long most) {
        this.in = in;
        left = most;
    }

    @Override
    public int read() throws IOException {
        if (left <= 0) {
            return -1;
        }
        int value = in.read();
        if (value >= 0) {
            left--;
            digest.update((byte) value);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left <= 0) {
            return length == 0 ? 0 : -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read > 0) {
            left -= read;
            digest.update(bytes, offset, read);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Whether all the bytes came, no more than them, and the right ones. */
    boolean isComplete(String sha256) throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return left == 0 && in.read() < 0 && Digests.hex(digest).equals(sha256);
    }
}
