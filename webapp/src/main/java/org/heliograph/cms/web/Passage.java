package org.heliograph.cms.web;

import jakarta.servlet.ServletRequest;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A request on its way through the host.
 *
 * @param busy number of threads that are inside
 * @param close closes the connection of a request that is answered asynchronously and has not ended, if that is possible
 */
record Passage(AtomicInteger busy, Runnable close) {

    /** Threads that may wait for their clients: a quarter of the container's, so that enough are left for all others. */
    private static final int MAX_WAITING = 50;

    private static final String ATTRIBUTE = Passage.class.getName();

    static Passage of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Passage passage) {
            return passage;
        }
        throw new IllegalStateException("The request did not come through the gate");
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Whether so many threads are inside that none should wait for a client. */
    boolean isCrowded() {
        return busy.get() > MAX_WAITING;
    }
}
