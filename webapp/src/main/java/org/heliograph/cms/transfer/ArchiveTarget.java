package org.heliograph.cms.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Where the files of an archive go, one after another; the manifest comes last. */
public abstract class ArchiveTarget implements AutoCloseable {

    private ArchiveTarget() {}

    /**
     * A file to be written; closed before the next one is opened.
     *
     * @param name below the root, with slashes
     */
    abstract OutputStream open(String name) throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** A ZIP archive. The stream is not closed with it. */
    public static ArchiveTarget zip(OutputStream out) {
        return new Zip(out);
    }

    /**
     * A directory, which is new, empty, or holds an archive that is then replaced. Nothing else is ever deleted.
     *
     * @throws TransferException if anything else is in it
     */
    public static ArchiveTarget directory(Path directory) throws IOException, TransferException {
        if (Files.isRegularFile(directory.resolve(Manifest.FILE))) {
            removeArchive(directory);
        } else if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                if (files.anyMatch(file -> !file.getFileName().toString().startsWith("."))) {
                    throw new TransferException(Finding.at(directory.toString(), "directory-in-use"));
                }
            }
        }
        Files.createDirectories(directory);
        return new Directory(directory);
    }

    /** The manifest first, for without it the rest is no archive any more. */
    private static void removeArchive(Path directory) throws IOException, TransferException {
        try (Archive old = Archive.open(directory)) {
            Manifest manifest = old.manifest();
            Files.delete(directory.resolve(Manifest.FILE));
            for (Manifest.Entry entry : manifest.items()) {
                Files.deleteIfExists(directory.resolve(entry.file()));
            }
        }
    }

    private static final class Directory extends ArchiveTarget {

        private final Path directory;

        private Directory(Path directory) {
            this.directory = directory;
        }

        @Override
        OutputStream open(String name) throws IOException {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.newOutputStream(file);
        }

        @Override
        public void close() {
            // Each file was closed by itself.
        }
    }

    private static final class Zip extends ArchiveTarget {

        /** The oldest time that ZIP knows: when an archive was made is no content. */
        private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

        private final ZipOutputStream zip;

        private Zip(OutputStream out) {
            zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        }

        @Override
        OutputStream open(String name) throws IOException {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    zip.write(b);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    zip.write(bytes, offset, length);
                }

                @Override
                public void close() throws IOException {
                    zip.closeEntry();
                }
            };
        }

        @Override
        public void close() throws IOException {
            zip.finish();
            zip.flush();
        }
    }
}
