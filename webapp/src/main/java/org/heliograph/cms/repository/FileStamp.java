package org.heliograph.cms.repository;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A stamp in a file beside the repository's. */
record FileStamp(Path file) implements Stamp {

    @Override
    public Optional<String> read() throws IOException {
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    @Override
    public void remove() throws IOException {
        if (Files.deleteIfExists(file)) {
            sync(file.toAbsolutePath().getParent());
        }
    }

    @Override
    public void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    /** Waits until a file, or the list of files of a directory, is on disk. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows opens no directory, and needs no help with one.
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
    }
}
