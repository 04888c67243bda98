package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The files of the audit log, named after the number of their first record; the last one is appended to. */
final class AuditFiles implements AutoCloseable {

    private static final String NAME = "audit-%018d.jsonl";
    private static final long MOST_BYTES = 16_000_000;
    private static final int MOST_FILES = 64;

    private final Path directory;
    private final long mostBytes;
    private final Object disk = new Object();
    private FileChannel channel;
    private long number;
    private String hash;
    private long onDisk;

    private AuditFiles(Path directory, long mostBytes, FileChannel channel, long number, String hash) {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.channel = channel;
        this.number = number;
        this.hash = hash;
        this.onDisk = number;
    }

    static AuditFiles open(Path directory, Clock clock) throws IOException {
        return open(directory, clock, MOST_BYTES);
    }

    /** @param mostBytes when a file is that large the next one is begun */
    static AuditFiles open(Path directory, Clock clock, long mostBytes) throws IOException {
        Files.createDirectories(directory);
        List<Path> files = list(directory);
        Tail tail = Tail.of(files);
        Path file = files.isEmpty() ? directory.resolve(name(1)) : files.get(files.size() - 1);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        AuditFiles opened = new AuditFiles(directory, mostBytes, channel, tail.number(), tail.hash());
        opened.tellOf(tail.torn(), clock);
        force(directory);
        return opened;
    }

    /** Where the chain ends, and what is half-written behind that end. */
    private record Tail(long number, String hash, byte[] torn) {

        static Tail of(List<Path> files) throws IOException {
            byte[] torn = new byte[0];
            for (int i = files.size() - 1; i >= 0; i--) {
                AuditLines lines = AuditLines.of(files.get(i));
                torn = i == files.size() - 1 ? lines.torn() : torn;
                if (!lines.whole().isEmpty()) {
                    byte[] last = lines.whole().get(lines.whole().size() - 1);
                    Path file = files.get(i);
                    AuditRecord record = AuditRecord.parse(last)
                            .orElseThrow(() -> new IOException(file + " ends with a line that is no record as it was"
                                    + " written. Move the directory away to begin a new audit log."));
                    return new Tail(record.number(), record.hash(), torn);
                }
            }
            return new Tail(0, AuditRecord.NONE, torn);
        }
    }

    private void tellOf(byte[] torn, Clock clock) throws IOException {
        if (torn.length > 0) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            append(
                    new AuditRecord.Entry(
                            clock.instant(),
                            Caller.HOST.name(),
                            "host",
                            AuditRecord.TORN,
                            AuditRecord.torn(torn),
                            "found",
                            Optional.empty(),
                            Optional.empty()),
                    true);
        }
    }

    static String name(long first) {
        return String.format(Locale.ROOT, NAME, first);
    }

    /** The number of the first record of a file. */
    static long first(Path file) {
        String digits = file.getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** The files of a directory in their order. */
    static List<Path> list(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(directory, "audit-*.jsonl")) {
            each.forEach(files::add);
        }
        Collections.sort(files);
        return files;
    }

    /**
     * Adds a record.
     *
     * @param durable whether it is on disk on return
     */
    void append(AuditRecord.Entry entry, boolean durable) throws IOException {
        long mine;
        synchronized (this) {
            if (channel.size() >= mostBytes) {
                beginNext();
            }
            byte[] line = AuditRecord.line(number + 1, hash, entry);
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            hash = AuditRecord.parse(Arrays.copyOf(line, line.length - 1))
                    .orElseThrow()
                    .hash();
            mine = ++number;
        }
        if (durable) {
            force(mine);
        }
    }

    /** One thread writes to the disk for all that came meanwhile. */
    private void force(long mine) throws IOException {
        synchronized (disk) {
            if (onDisk >= mine) {
                return;
            }
            FileChannel current;
            long last;
            synchronized (this) {
                current = channel;
                last = number;
            }
            current.force(false);
            onDisk = last;
        }
    }

    private void beginNext() throws IOException {
        channel.force(true);
        FileChannel next = FileChannel.open(
                directory.resolve(name(number + 1)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        channel.close();
        channel = next;
        List<Path> files = list(directory);
        for (Path old : files.subList(0, Math.max(0, files.size() - MOST_FILES))) {
            Files.delete(old);
        }
        force(directory);
    }

    /** A new file is there after a power failure only if its directory is on disk too. */
    private static void force(Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.force(true);
        channel.close();
    }
}
