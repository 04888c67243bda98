package org.heliograph.message;

/** Hears of new messages. */
@FunctionalInterface
public interface StoredListener {

    /**
     * Called after a message is on disk and its sender has been answered, by a thread of its own, one message after the
     * other. In a flood some are left out. Its failures harm nobody.
     */
    void stored(Message message);
}
