package org.heliograph.cms.it;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a state of the host to be reached, never for time to pass. */
final class Await {

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    /**
     * Polls until the condition holds.
     *
     * @param within how long it may take at most
     * @param what the awaited state, for the failure message
     * @param condition asked at least once
     * @throws AssertionError when the time is over
     */
    static void until(Duration within, Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not seen within " + within.toMillis() + " ms: " + what.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
