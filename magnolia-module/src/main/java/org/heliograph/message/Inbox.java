package org.heliograph.message;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores new messages, as many as wait in one save: a save takes about as long for a hundred as for one. Who puts one in
 * waits until it is on disk. What cannot be stored is told, and leaves nothing behind.
 */
final class Inbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /** Messages that wait at most; each of them is waited for by a request. */
    private static final int WAITING = 1000;

    private static final int MOST_IN_A_SAVE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    /** Saves of a batch, where the host lets others write to the same folder at the same time. */
    private static final int TRIES = 3;

    private final ContentSessions sessions;
    private final DailyCap cap;
    private final DayFolders folders = new DayFolders();
    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING);
    /** Keys of the messages of the current save, whose senders may have gone. */
    private final Set<String> writing = ConcurrentHashMap.newKeySet();

    private final Thread writer = new Thread(this::write, "messages-inbox");
    private volatile boolean closed;

    Inbox(ContentSessions sessions, Finder finder, MessageSettings settings, Clock clock) {
        this.sessions = sessions;
        this.cap = new DailyCap(finder, settings, clock);
        writer.setDaemon(true);
        writer.start();
    }

    /** A message that waits to be stored, and who waits for it. */
    private static final class Entry {

        private final Message draft;
        private final Optional<RepeatKey> repeat;
        private final CompletableFuture<Message> outcome = new CompletableFuture<>();
        /** Whoever is first decides: the writer that stores it, or the sender who waits no longer. */
        private final AtomicBoolean settled = new AtomicBoolean();

        Entry(Message draft, Optional<RepeatKey> repeat) {
            this.draft = draft;
            this.repeat = repeat;
        }

        boolean isHeld() {
            return draft.spam().held();
        }

        boolean settle() {
            return settled.compareAndSet(false, true);
        }

        void refuse(RefusedException refusal) {
            outcome.completeExceptionally(refusal);
        }
    }

    /**
     * Stores a message.
     *
     * @return the message with its identifier; it is on disk
     * @throws RefusedException if it cannot be stored now
     */
    Message put(Message draft, Optional<RepeatKey> repeat) throws RefusedException {
        Entry entry = new Entry(draft, repeat);
        if (closed || !waiting.offer(entry)) {
            throw RefusedException.later(503, "busy", RETRY_AFTER);
        }
        // The writer may have taken its last look before this one came.
        if (closed && waiting.remove(entry)) {
            throw RefusedException.later(503, "busy", RETRY_AFTER);
        }
        return outcome(entry);
    }

    private static Message outcome(Entry entry) throws RefusedException {
        try {
            return entry.outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refusal) {
                throw refusal.again();
            }
            throw new IllegalStateException("the writer of messages failed", e.getCause());
        } catch (TimeoutException e) {
            entry.settle(); // so that it is left out, if it still waits
            throw RefusedException.later(503, "busy", RETRY_AFTER);
        } catch (InterruptedException e) {
            entry.settle();
            Thread.currentThread().interrupt();
            throw RefusedException.later(503, "busy", RETRY_AFTER);
        }
    }

    /**
     * Whether a message with a key is being written now. If not, it can be found, or never will.
     *
     * @param key as it is stored
     */
    boolean isWriting(String key) {
        return writing.contains(key);
    }

    private void write() {
        List<Entry> batch = new ArrayList<>();
        while (!closed || !waiting.isEmpty()) {
            try {
                Entry first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, MOST_IN_A_SAVE - 1);
                    store(batch);
                }
            } catch (InterruptedException e) {
                closed = true;
            } catch (RuntimeException | Error e) {
                // One batch more or less: the next one is stored.
                LOG.error("Messages could not be stored", e);
                folders.forget();
            } finally {
                writing.clear();
                batch.forEach(entry -> entry.refuse(unavailable()));
                batch.clear();
            }
        }
    }

    private static RefusedException unavailable() {
        return RefusedException.later(503, "unavailable", RETRY_AFTER);
    }

    private void store(List<Entry> batch) {
        try {
            List<Entry> admitted = admitted(batch);
            if (!admitted.isEmpty()) {
                tell(admitted, save(admitted));
            }
        } catch (RepositoryException e) {
            LOG.error("{} messages cannot be stored: {}", batch.size(), e.toString());
            folders.forget();
        }
    }

    private List<Entry> admitted(List<Entry> batch) throws RepositoryException {
        List<Entry> admitted = new ArrayList<>();
        int held = 0;
        for (Entry entry : batch) {
            if (admits(entry, admitted.size(), held)) {
                admitted.add(entry);
                held += entry.isHeld() ? 1 : 0;
            } else {
                entry.repeat.ifPresent(repeat -> writing.remove(repeat.key()));
            }
        }
        return admitted;
    }

    private boolean admits(Entry entry, int before, int heldBefore) throws RepositoryException {
        // Before it is settled, so that a repeat finds it either here or in the store.
        entry.repeat.ifPresent(repeat -> writing.add(repeat.key()));
        if (!entry.settle()) {
            return false;
        }
        boolean isFull = cap.isReached(entry.isHeld(), before, heldBefore);
        if (isFull) {
            entry.refuse(RefusedException.later(503, "day-full", cap.untilNext()));
        }
        return !isFull;
    }

    /** What each of them became: nothing for those that the store does not take. */
    private List<Optional<Message>> save(List<Entry> batch) throws RepositoryException {
        for (int left = TRIES - 1; ; left--) {
            try {
                return sessions.write(Messages.WORKSPACE, session -> add(session, batch));
            } catch (InvalidItemStateException e) {
                folders.forget();
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private List<Optional<Message>> add(Session session, List<Entry> batch) throws RepositoryException {
        List<Optional<Message>> stored = new ArrayList<>();
        for (Entry entry : batch) {
            Node folder = folders.next(session, entry.draft.receivedAt());
            stored.add(add(folder, entry));
        }
        return stored;
    }

    private Optional<Message> add(Node folder, Entry entry) throws RepositoryException {
        try {
            return Optional.of(MessageNode.add(folder, entry.draft, entry.repeat));
        } catch (RepositoryException e) {
            LOG.error("A message cannot be stored: {}", e.toString());
            // The others of this save shall not suffer, nor shall a half of this one stay.
            String name = entry.draft.receipt();
            if (folder.hasNode(name)) {
                folder.getNode(name).remove();
            }
            return Optional.empty();
        }
    }

    private void tell(List<Entry> batch, List<Optional<Message>> stored) {
        // From now on they are found; whoever is told may ask at once.
        writing.clear();
        int count = 0;
        int held = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (stored.get(i).isPresent()) {
                count++;
                held += batch.get(i).isHeld() ? 1 : 0;
                batch.get(i).outcome.complete(stored.get(i).get());
            }
        }
        cap.add(count, held);
    }

    /** Stores what waits, and takes nothing more. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
