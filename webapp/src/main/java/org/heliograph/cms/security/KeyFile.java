package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Keys that lie in a file of their own, which nobody else may read. */
public final class KeyFile {

    private KeyFile() {}

    /**
     * Reads the key, or makes one.
     *
     * @param bytes of a key that is made
     * @throws IOException if it cannot be read or stored
     */
    public static byte[] open(Path file, int bytes) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            byte[] key = Secrets.bytes(bytes);
            store(file, key);
            return key;
        }
    }

    private static void store(Path file, byte[] key) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        if (half.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(half, key, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
