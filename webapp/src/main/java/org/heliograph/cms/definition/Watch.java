package org.heliograph.cms.definition;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when files in directories change. Events of the file system only wake it; whether something changed is decided
 * by the sizes and times of all files, so that lost events, network mounts and an exhausted number of watches cost time
 * but no change.
 */
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** So long it must be quiet before files count as written completely. */
    private static final long QUIET_MILLIS = 150;

    /** Writers that never rest are read in between. */
    private static final long LONGEST_MILLIS = 600;

    private static final long POLL_MILLIS = 400;
    private static final int MAX_LEVELS = 40;

    private final List<Path> directories;
    private final Optional<WatchService> events;
    private Map<Path, String> stamps;

    Watch(List<Path> directories) {
        this.directories = directories;
        this.events = eventsOrPolling();
        this.stamps = look();
    }

    private static Optional<WatchService> eventsOrPolling() {
        try {
            return Optional.of(FileSystems.getDefault().newWatchService());
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info("Light modules are polled for changes: {}", e.toString());
            return Optional.empty();
        }
    }

    /**
     * Waits until something has changed and the writer is done.
     *
     * @return false if this was closed
     */
    boolean awaitChange() throws InterruptedException {
        try {
            while (true) {
                if (await(POLL_MILLIS)) {
                    settle();
                }
                Map<Path, String> now = look();
                if (!now.equals(stamps)) {
                    stamps = now;
                    return true;
                }
            }
        } catch (ClosedWatchServiceException e) {
            // How close() ends the wait.
            return false;
        }
    }

    private boolean await(long millis) throws InterruptedException {
        if (events.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(millis);
            return false;
        }
        WatchKey key = events.get().poll(millis, TimeUnit.MILLISECONDS);
        if (key == null) {
            return false;
        }
        key.pollEvents();
        key.reset();
        return true;
    }

    private void settle() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
        while (await(QUIET_MILLIS) && System.nanoTime() < end) {
            look();
        }
    }

    /** Sizes and times of all files; watches directories that are new. */
    private Map<Path, String> look() {
        Map<Path, String> found = new HashMap<>();
        for (Path directory : directories) {
            try {
                Files.walkFileTree(
                        directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_LEVELS, new Looker(directory, found));
            } catch (IOException e) {
                LOG.debug("{} cannot be looked through", directory, e);
            }
        }
        return found;
    }

    private final class Looker extends SimpleFileVisitor<Path> {

        private final Path root;
        private final Map<Path, String> found;

        Looker(Path root, Map<Path, String> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!directory.equals(root) && Directories.isIgnored(directory)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            events.ifPresent(service -> register(service, directory));
            found.put(directory, "");
            return FileVisitResult.CONTINUE;
        }

        private void register(WatchService service, Path directory) {
            try {
                directory.register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            } catch (IOException e) {
                LOG.debug("{} is polled for changes", directory, e);
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!Directories.isIgnored(file)) {
                found.put(file, attributes.size() + " " + attributes.lastModifiedTime());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }

    @Override
    public void close() {
        events.ifPresent(service -> {
            try {
                service.close();
            } catch (IOException e) {
                LOG.debug("The file watch did not close", e);
            }
        });
    }
}
