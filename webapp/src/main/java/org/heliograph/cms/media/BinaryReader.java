package org.heliograph.cms.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Reads numbers and pieces of a binary format, one after the other, with a buffer of a fixed size. */
final class BinaryReader {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;

    BinaryReader(InputStream in) {
        this.in = in;
    }

    /** Whether nothing is left. */
    boolean isAtEnd() throws IOException {
        return position == end && !fill();
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    /** @throws EOFException where the file ends */
    int u8() throws IOException {
        if (isAtEnd()) {
            throw new EOFException("The file ends too early");
        }
        return buffer[position++] & 0xff;
    }

    int u16() throws IOException {
        return u8() << 8 | u8();
    }

    int u16LittleEndian() throws IOException {
        return u8() | u8() << 8;
    }

    long u32() throws IOException {
        return (long) u16() << 16 | u16();
    }

    long u32LittleEndian() throws IOException {
        return u16LittleEndian() | (long) u16LittleEndian() << 16;
    }

    String ascii(int length) throws IOException {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int some = available(length - done);
            System.arraycopy(buffer, position, bytes, done, some);
            position += some;
            done += some;
        }
        return bytes;
    }

    private int available(long wanted) throws IOException {
        if (isAtEnd()) {
            throw new EOFException("The file ends too early");
        }
        return (int) Math.min(wanted, (long) end - position);
    }

    void skip(long length) throws IOException {
        copy(length, OutputStream.nullOutputStream());
    }

    void copy(long length, OutputStream out) throws IOException {
        for (long left = length; left > 0; ) {
            int some = available(left);
            out.write(buffer, position, some);
            position += some;
            left -= some;
        }
    }

    /** Copies up to a byte, which is neither copied nor read. */
    void copyUntil(int stop, OutputStream out) throws IOException {
        while (true) {
            int some = available(BUFFER_BYTES);
            int at = position;
            while (at < position + some && (buffer[at] & 0xff) != stop) {
                at++;
            }
            out.write(buffer, position, at - position);
            boolean found = at < position + some;
            position = at;
            if (found) {
                return;
            }
        }
    }
}
