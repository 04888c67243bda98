package org.heliograph.cms.media;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.heliograph.cms.web.RestException;

/** How many pictures are open at the same time. Each may take tens of megabytes; who comes later waits. */
final class DecodingBudget {

    private static final int AT_ONCE = 2;
    /** Threads that may wait: others are needed for those who want something else. */
    private static final int MOST_WAITING = 30;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Semaphore shares = new Semaphore(AT_ONCE, true);

    /** Work on one picture. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws IOException;
    }

    /**
     * Waits until there is room, and works then.
     *
     * @throws RestException 503 if that takes too long, or too many wait already
     */
    <T> T spend(Work<T> work) throws IOException {
        enter();
        try {
            return work.done();
        } finally {
            shares.release();
        }
    }

    private void enter() {
        try {
            if (shares.getQueueLength() >= MOST_WAITING || !shares.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw RestException.unavailable("Too many pictures are being made at the moment.", RETRY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RestException.unavailable("The host is ending.", RETRY);
        }
    }
}
