package org.heliograph.host;

/** Knows for whom the current thread works. */
@FunctionalInterface
public interface Callers {

    /** The sender of the request that the current thread answers, or the host itself. */
    Caller current();
}
