package org.heliograph.cms.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bodies that are ready in memory. A thread may wait for a client that reads slowly or not at all only while few
 * threads are busy: otherwise the rest is sent when the client has taken some. One that takes nothing for a while is cut
 * off by the server's timeout.
 */
public final class Body implements WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(Body.class);

    private static final int PIECE = 64 * 1024;

    /** An eighth of the memory. */
    private static final PendingBodies PENDING =
            new PendingBodies(Runtime.getRuntime().maxMemory() / 8);

    private final AsyncContext context;
    private final Passage passage;
    private final ServletOutputStream out;
    private final int length;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile List<byte[]> pieces;
    private volatile boolean cutOff;
    private int piece;
    private int position;
    private boolean waiting;

    private Body(AsyncContext context, Passage passage, ServletOutputStream out, List<byte[]> pieces) {
        this.context = context;
        this.passage = passage;
        this.out = out;
        this.pieces = pieces;
        this.length = pieces.stream().mapToInt(each -> each.length).sum();
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
        boolean whole = offset == 0 && length == bytes.length;
        send(request, response, List.of(whole ? bytes : Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    /**
     * Sends arrays one after the other, which must not be changed any more; the last thing to be done for a request. May
     * return before all is sent.
     *
     * @throws IOException if the client went away
     */
    public static void send(HttpServletRequest request, HttpServletResponse response, List<byte[]> pieces)
            throws IOException {
        Passage passage = Passage.of(request);
        if (!passage.isCrowded() || !request.isAsyncSupported()) {
            ServletOutputStream out = response.getOutputStream();
            for (byte[] piece : pieces) {
                out.write(piece);
            }
            return;
        }
        Body body = new Body(request.startAsync(), passage, response.getOutputStream(), pieces);
        // The server's own timeout counts from the last byte that the client took.
        body.context.setTimeout(0);
        body.out.setWriteListener(body);
    }

    @Override
    public void onWritePossible() throws IOException {
        List<byte[]> all = pieces;
        if (cutOff) {
            throw new IOException("Others needed the memory of this answer");
        }
        while (out.isReady()) {
            if (piece == all.size()) {
                complete();
                return;
            }
            writeSome(all);
        }
        waiting = true;
        PENDING.waits(this, length);
    }

    private void writeSome(List<byte[]> all) throws IOException {
        byte[] bytes = all.get(piece);
        int from = position;
        int some = Math.min(PIECE, bytes.length - from);
        position += some;
        if (position == bytes.length) {
            piece++;
            position = 0;
        }
        out.write(bytes, from, some);
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

    /** Gives the memory to others, who need it, and closes the connection, unless all is sent. */
    void cutOff() {
        if (!ended.get()) {
            cutOff = true;
            pieces = List.of();
            passage.close().run();
        }
    }
}
