package org.heliograph.cms.site;

import java.io.IOException;
import java.io.Writer;

/** Takes what scripts write, up to a limit. */
final class PageOutput extends Writer {

    /** Of characters; no page that somebody reads has as many. */
    static final int MOST = 4_000_000;

    private final StringBuilder text = new StringBuilder(16_384);

    /** The page is larger than the host lets it be. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("The page has more than " + MOST + " characters");
        }
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        requireRoom(length);
        text.append(buffer, offset, length);
    }

    @Override
    public void write(String part, int offset, int length) throws IOException {
        requireRoom(length);
        text.append(part, offset, offset + length);
    }

    @Override
    public void write(int c) throws IOException {
        requireRoom(1);
        text.append((char) c);
    }

    private void requireRoom(int length) throws IOException {
        if (text.length() + length > MOST) {
            throw new TooLargeException();
        }
    }

    @Override
    public void flush() {
        // Sent as a whole.
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
