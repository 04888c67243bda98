package org.heliograph.cms.repository;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Input that fails once more than a given number of bytes has come. */
final class LimitedStream extends FilterInputStream {

    private final long limit;
    private long count;

    /** More bytes than allowed. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;

        private Exceeded(long limit) {
            super("The file is larger than " + limit + " bytes");
        }
    }

    LimitedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    /** The stream below is its opener's: a parser that closes what it has read must not end it. */
    @Override
    public void close() {
        // nothing of its own
    }

    private void count(int read) throws Exceeded {
        count += read;
        if (count > limit) {
            throw new Exceeded(limit);
        }
    }
}
