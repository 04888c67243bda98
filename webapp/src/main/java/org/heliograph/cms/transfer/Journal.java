package org.heliograph.cms.transfer;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Which items of an archive are done, so that an import that was killed goes on where it was: what editors changed of the
 * finished ones in between stays. It is deleted at the end, and an old one counts for nothing.
 */
final class Journal implements AutoCloseable {

    private static final Duration VALID = Duration.ofDays(1);

    private final Path file;
    private final Set<String> done;
    private final Writer out;

    private Journal(Path file, Set<String> done, Writer out) {
        this.file = file;
        this.done = done;
        this.out = out;
    }

    /** @param key of the archive and of how it is imported */
    static Journal open(Path directory, String key, Instant now) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(key + ".journal");
        if (Files.exists(file)
                && Files.getLastModifiedTime(file).toInstant().plus(VALID).isBefore(now)) {
            Files.delete(file);
        }
        Set<String> done =
                Files.exists(file) ? new HashSet<>(Files.readAllLines(file, StandardCharsets.UTF_8)) : Set.of();
        return new Journal(
                file,
                done,
                Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** A last line that a kill cut off is no entry's. */
    boolean isDone(Manifest.Entry entry) {
        return done.contains(line(entry));
    }

    /** Notes what is stored for good. */
    void done(Collection<Manifest.Entry> entries) throws IOException {
        for (Manifest.Entry entry : entries) {
            out.write(line(entry) + "\n");
        }
        out.flush();
    }

    private static String line(Manifest.Entry entry) {
        return entry.workspace() + " " + entry.id();
    }

    /** Forgets all: the import is finished. */
    void finish() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
