package org.heliograph.cms.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bodies that are ready in memory. No thread waits for a client that reads slowly or not at all: the rest is sent
 * when the client has taken some; one that takes nothing for a while is cut off by the server's timeout.
 */
public final class Body implements WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(Body.class);

    /** What the buffers of any connection take at once, in bytes; to wait for more is a matter of the client. */
    private static final int SMALL = 1024;

    private static final int PIECE = 64 * 1024;

    /** An eighth of the memory. */
    private static final PendingBodies PENDING =
            new PendingBodies(Runtime.getRuntime().maxMemory() / 8);

    private final AsyncContext context;
    private final Runnable cutOff;
    private final ServletOutputStream out;
    private final byte[] bytes;
    private final int end;
    private final AtomicBoolean ended = new AtomicBoolean();
    private int position;
    private boolean waiting;

    private Body(AsyncContext context, ServletOutputStream out, byte[] bytes, int offset, int length) {
        this.context = context;
        this.cutOff = Gate.cutOff(context.getRequest());
        this.out = out;
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /**
     * Sends a part of an array, which must not be changed any more; the last thing to be done for a request. May return
     * before all is sent.
     *
     * @throws IOException if the client went away
     */
    public static void send(
            HttpServletRequest request, HttpServletResponse response, byte[] bytes, int offset, int length)
            throws IOException {
        if (length <= SMALL || !request.isAsyncSupported()) {
            response.getOutputStream().write(bytes, offset, length);
            return;
        }
        Body body = new Body(request.startAsync(), response.getOutputStream(), bytes, offset, length);
        // The server's own timeout counts from the last byte that the client took.
        body.context.setTimeout(0);
        body.out.setWriteListener(body);
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (position == end) {
                complete();
                return;
            }
            int length = Math.min(PIECE, end - position);
            position += length;
            out.write(bytes, position - length, length);
        }
        waiting = true;
        PENDING.waits(this, bytes.length);
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("The client takes no more", failure);
        complete();
    }

    private void complete() {
        if (ended.compareAndSet(false, true)) {
            if (waiting) {
                PENDING.remove(this);
            }
            context.complete();
        }
    }

    /** Closes the connection, unless all is sent: others need the memory. */
    void cutOff() {
        if (!ended.get()) {
            cutOff.run();
        }
    }
}
