package org.heliograph.cms.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that can be made again, kept on disk up to a size. A key is the digest of all that a file is made from, so that none
 * is ever out of date. Two who want the same one wait for the same making.
 */
final class RenditionStore {

    private static final Logger LOG = LoggerFactory.getLogger(RenditionStore.class);
    /** How much is left after a clearing, in percent. */
    private static final int LEFT = 80;
    /** Using a file is noted so often at most. */
    private static final Duration NOTED = Duration.ofHours(1);

    private final Path directory;
    private final Path temporary;
    private final long mostBytes;
    private final Clock clock;
    private final Map<String, CompletableFuture<Path>> making = new ConcurrentHashMap<>();
    private long bytes = -1;

    /** Makes a file. */
    @FunctionalInterface
    interface Making {
        void into(Path target) throws IOException;
    }

    /** @param temporary on the same disk, for files that are being made */
    RenditionStore(Path directory, Path temporary, long mostBytes, Clock clock) {
        this.directory = directory;
        this.temporary = temporary;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /**
     * The file of a key, made if it is not there.
     *
     * @param key hexadecimal digits
     * @throws IOException if it cannot be stored
     */
    Path get(String key, Making maker) throws IOException {
        Path file = directory.resolve(key.substring(0, 2)).resolve(key);
        if (Files.exists(file)) {
            noteUse(file);
            return file;
        }
        CompletableFuture<Path> mine = new CompletableFuture<>();
        CompletableFuture<Path> others = making.putIfAbsent(key, mine);
        if (others != null) {
            return wait(others);
        }
        try {
            make(file, maker);
            mine.complete(file);
            return file;
        } catch (IOException | RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            making.remove(key);
        }
    }

    private static Path wait(CompletableFuture<Path> others) throws IOException {
        try {
            return others.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException("What another request was making failed", e.getCause());
        }
    }

    private void make(Path file, Making maker) throws IOException {
        Files.createDirectories(file.getParent());
        Path half = Files.createTempFile(temporary, "rendition", "");
        try {
            maker.into(half);
            long size = Files.size(half);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            added(size);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private void noteUse(Path file) throws IOException {
        Instant now = clock.instant();
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(NOTED))) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        } catch (NoSuchFileException e) {
            LOG.debug("Cleared away meanwhile", e);
        }
    }

    private synchronized void added(long size) throws IOException {
        bytes = bytes < 0 ? stored().stream().mapToLong(Stored::size).sum() : bytes + size;
        if (bytes > mostBytes) {
            clear();
        }
    }

    private record Stored(Path file, long size, Instant used) {}

    private List<Stored> stored() throws IOException {
        List<Stored> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory, 2)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    all.add(new Stored(
                            file,
                            Files.size(file),
                            Files.getLastModifiedTime(file).toInstant()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException("Renditions cannot be looked through", e);
        }
        return all;
    }

    /** Removes what was not used for the longest time. Whoever reads one of them at the moment keeps reading it. */
    private void clear() throws IOException {
        List<Stored> all = stored();
        all.sort(Comparator.comparing(Stored::used));
        bytes = all.stream().mapToLong(Stored::size).sum();
        for (Stored each : all) {
            if (bytes <= mostBytes * LEFT / 100) {
                return;
            }
            Files.deleteIfExists(each.file);
            bytes -= each.size;
        }
    }
}
