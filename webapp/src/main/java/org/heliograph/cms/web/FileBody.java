package org.heliograph.cms.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bodies that lie on disk, piece by piece: however long one is, it takes one small buffer. As with {@link Body}, no
 * thread waits for a slow client while many are busy.
 */
public final class FileBody implements WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(FileBody.class);
    private static final int PIECE = 32 * 1024;

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final InputStream in;
    private final byte[] buffer = new byte[PIECE];
    private final AtomicBoolean ended = new AtomicBoolean();
    private long left;

    private FileBody(AsyncContext context, ServletOutputStream out, InputStream in, long length) {
        this.context = context;
        this.out = out;
        this.in = in;
        this.left = length;
    }

    /**
     * Sends so many bytes; the last thing to be done for a request. May return before all is sent.
     *
     * @param in closed when all is sent, or the client has gone
     * @throws IOException if the client went away or the file cannot be read
     */
    public static void send(HttpServletRequest request, HttpServletResponse response, InputStream in, long length)
            throws IOException {
        if (!Passage.of(request).isCrowded() || !request.isAsyncSupported()) {
            try (in) {
                copy(in, response.getOutputStream(), length);
            }
            return;
        }
        FileBody body = new FileBody(request.startAsync(), response.getOutputStream(), in, length);
        // The server's own timeout counts from the last byte that the client took.
        body.context.setTimeout(0);
        body.out.setWriteListener(body);
    }

    private static void copy(InputStream in, ServletOutputStream out, long length) throws IOException {
        byte[] buffer = new byte[PIECE];
        for (long left = length; left > 0; ) {
            int some = read(in, buffer, left);
            out.write(buffer, 0, some);
            left -= some;
        }
    }

    private static int read(InputStream in, byte[] buffer, long left) throws IOException {
        int some = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (some < 0) {
            throw new EOFException("A file is shorter than it was");
        }
        return some;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (left == 0) {
                complete();
                return;
            }
            int some = read(in, buffer, left);
            left -= some;
            out.write(buffer, 0, some);
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("The client takes no more", failure);
        complete();
    }

    private void complete() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            in.close();
        } catch (IOException e) {
            LOG.warn("A file that was sent cannot be closed", e);
        }
        context.complete();
    }
}
