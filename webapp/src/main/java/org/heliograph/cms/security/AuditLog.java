package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import org.heliograph.cms.repository.ContentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Who did what and when, and what was refused: one line each in files that are only appended to, each line with the
 * digest of the one before. Holds names, addresses and paths; never a secret, a text that somebody wrote, or the content
 * of a message.
 *
 * <p>A change is on disk before the call returns, and changes that happen together share one write to it. What was refused
 * gets there with the next change, because refusals that cost a write each would be a way to keep the disk busy.
 */
public final class AuditLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int MOST_PATHS = 10;
    private static final int MOST_CHARACTERS = 2000;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final String DONE = "done";

    private final Path directory;
    private final Clock clock;
    private final RefusalBudget refusals = new RefusalBudget();
    private Optional<AuditFiles> files;
    private Instant nextTry = Instant.MIN;

    private AuditLog(Path directory, Clock clock, AuditFiles files) {
        this.directory = directory;
        this.clock = clock;
        this.files = Optional.of(files);
    }

    /**
     * Opens the log of a directory, or begins one. A line that a killed process left half-written is told of in a line of
     * its own.
     *
     * @throws IOException if the directory cannot be used or its last file is broken
     */
    public static AuditLog open(Path directory, Clock clock) throws IOException {
        return new AuditLog(directory, clock, AuditFiles.open(directory, clock));
    }

    /**
     * Records every save of content as a change by {@link Caller#current}, and every change of what is published under the
     * name of the workspace that was published from.
     */
    public void follow(ContentRepository repository) {
        repository.onSave((workspace, events) -> {
            if (workspace.equals(ContentRepository.PUBLISHED)) {
                publishedBy(events);
            } else if (!workspace.equals(ContentRepository.INTERNAL)) {
                changed("save", workspace + ":" + paths(events));
            }
        });
    }

    private void publishedBy(List<Event> events) {
        PublishedChanges changes = PublishedChanges.of(events);
        if (!changes.isEmpty()) {
            changed(changes.action(), changes.target(MOST_PATHS));
        }
    }

    /** What the log tells. */
    public AuditTrail trail() {
        return new AuditTrail(directory);
    }

    private static String paths(Collection<Event> events) {
        TreeSet<String> paths = new TreeSet<>();
        for (Event event : events) {
            try {
                paths.add(nodePath(event));
            } catch (RepositoryException e) {
                LOG.error("What was saved cannot be told", e);
                paths.add("?");
            }
        }
        return PublishedChanges.first(paths, MOST_PATHS);
    }

    static String nodePath(Event event) throws RepositoryException {
        String path = event.getPath();
        boolean ofNode = event.getType() == Event.NODE_ADDED
                || event.getType() == Event.NODE_REMOVED
                || event.getType() == Event.NODE_MOVED;
        int slash = path.lastIndexOf('/');
        return ofNode ? path : path.substring(0, Math.max(1, slash));
    }

    /**
     * Records a change by {@link Caller#current}; durable on return. A log that cannot be written keeps no change from
     * being made that was begun; {@link #isWritable} keeps the next one.
     *
     * @param action what was done, such as {@code publish}; a stable word
     * @param target what it was done to: workspace and path, a user, a token's id
     */
    public void changed(String action, String target) {
        write(entry(Caller.current(), action, target, DONE, Optional.empty()), true);
    }

    /**
     * Records a change by somebody else than {@link Caller#current}, such as who just signed in; durable on return.
     *
     * @param address of the client
     */
    public void changed(Caller actor, String action, String target, String address) {
        write(entry(actor, action, target, DONE, Optional.of(address)), true);
    }

    /**
     * Records a refused attempt by {@link Caller#current}. Of those that one address makes within a minute the first ones
     * are told one by one, the rest as a number.
     *
     * @param action what was attempted
     * @param target what it would have been done to
     * @param reason why not; a stable word
     * @param address of the client
     */
    public void refused(String action, String target, String reason, String address) {
        Instant now = clock.instant();
        for (RefusalBudget.Untold untold : refusals.untold(now)) {
            write(
                    entry(Caller.HOST, "refusals", untold.count() + " more", "refused", Optional.of(untold.network())),
                    false);
        }
        if (refusals.isTold(Lockout.network(address))) {
            write(entry(Caller.current(), action, target, "refused: " + reason, Optional.of(address)), false);
        }
    }

    private AuditRecord.Entry entry(
            Caller actor, String action, String target, String outcome, Optional<String> address) {
        return new AuditRecord.Entry(
                clock.instant(),
                actor.name(),
                actor.via().name().toLowerCase(Locale.ROOT),
                action,
                target.length() > MOST_CHARACTERS ? target.substring(0, MOST_CHARACTERS) : target,
                outcome,
                address,
                Optional.ofNullable(MDC.get("request")));
    }

    private void write(AuditRecord.Entry entry, boolean durable) {
        AuditFiles open = writable().orElse(null);
        if (open == null) {
            LOG.error("Not in the audit log, which cannot be written: {}", entry);
            return;
        }
        try {
            open.append(entry, durable);
        } catch (IOException e) {
            LOG.error("The audit log cannot be written; nothing can be changed until it can. Missing: {}", entry, e);
            giveUp(open);
        }
    }

    private synchronized void giveUp(AuditFiles broken) {
        if (files.filter(open -> open == broken).isPresent()) {
            files = Optional.empty();
            close(broken);
        }
    }

    /** Whether changes can be recorded now; otherwise none should be begun. */
    public boolean isWritable() {
        return writable().isPresent();
    }

    private synchronized Optional<AuditFiles> writable() {
        if (files.isEmpty() && !clock.instant().isBefore(nextTry)) {
            nextTry = clock.instant().plus(BETWEEN_TRIES);
            try {
                files = Optional.of(AuditFiles.open(directory, clock));
            } catch (IOException e) {
                LOG.error("The audit log in {} still cannot be written", directory, e);
            }
        }
        return files;
    }

    @Override
    public synchronized void close() {
        files.ifPresent(AuditLog::close);
    }

    private static void close(AuditFiles files) {
        try {
            files.close();
        } catch (IOException e) {
            LOG.error("The audit log cannot be closed", e);
        }
    }
}
