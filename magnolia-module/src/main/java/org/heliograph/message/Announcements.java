package org.heliograph.message;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of new messages, beside the work on messages itself. */
final class Announcements implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    /** Messages that wait to be told of; beyond that the oldest ones are left out. */
    private static final int WAITING = 1000;

    private final List<StoredListener> listeners;
    private final ThreadPoolExecutor teller = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
                Thread thread = new Thread(work, "messages-announcements");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardOldestPolicy());

    Announcements(List<StoredListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void add(Message message) {
        if (!listeners.isEmpty()) {
            teller.execute(() -> listeners.forEach(listener -> tell(listener, message)));
        }
    }

    private static void tell(StoredListener listener, Message message) {
        try {
            listener.stored(message);
        } catch (RuntimeException e) {
            LOG.warn("Nobody was told of message {}", message.id(), e);
        }
    }

    @Override
    public void close() {
        teller.shutdown();
    }
}
