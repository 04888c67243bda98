package org.heliograph.cms.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.heliograph.cms.repository.ContentFileName;
import org.heliograph.cms.repository.JcrNames;

/** An archive to be read: a directory or a ZIP file whose names lead nowhere else. */
public abstract class Archive implements AutoCloseable {

    private static final long MOST_MANIFEST_BYTES = 500_000_000L;
    private static final int MOST_ENTRIES = 1_000_100;
    /** A file that shrinks to less than one part of so many was made to fill a disk. */
    private static final int MOST_RATIO = 500;

    private static final long HARMLESS_BYTES = 10_000_000L;

    private Archive() {}

    /**
     * Opens an archive.
     *
     * @throws TransferException if it is none, or one that was made to do harm
     */
    public static Archive open(Path place) throws IOException, TransferException {
        if (Files.isDirectory(place)) {
            return new Directory(place.toRealPath());
        }
        if (!Files.isRegularFile(place)) {
            throw new TransferException(Finding.at(place.toString(), "archive-missing"));
        }
        try {
            return Zip.checked(place);
        } catch (ZipException e) {
            throw new TransferException(Finding.at("", "zip-malformed", String.valueOf(e.getMessage())), e);
        }
    }

    /** @throws TransferException if there is no such file */
    abstract InputStream open(String file) throws IOException, TransferException;

    @Override
    public abstract void close() throws IOException;

    /**
     * The list of what is in it.
     *
     * @throws TransferException if it is malformed, or names an item or a file twice or one that cannot be
     */
    Manifest manifest() throws IOException, TransferException {
        Manifest manifest;
        try (InputStream in = new SizedStream(open(Manifest.FILE), MOST_MANIFEST_BYTES)) {
            manifest = ManifestJson.read(in);
        }
        check(manifest);
        return manifest;
    }

    private static void check(Manifest manifest) throws TransferException {
        Set<String> files = new HashSet<>();
        Set<String> places = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (Manifest.Entry entry : manifest.items()) {
            requirePlace(entry.workspace(), entry.path(), entry.file());
            boolean named = entry.path().length() > 1 && isFileName(entry.file());
            if (!named || !entry.id().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
                throw new TransferException(Finding.at(entry.file(), "entry-malformed"));
            }
            String where = entry.workspace() + ":";
            if (!files.add(entry.file()) || !places.add(where + entry.path()) || !ids.add(where + entry.id())) {
                throw new TransferException(Finding.at(entry.file(), "entry-twice", where + entry.path()));
            }
        }
        for (Selection.Place place : manifest.places()) {
            requirePlace(place.workspace(), place.path(), Manifest.FILE);
        }
    }

    private static void requirePlace(String workspace, String path, String at) throws TransferException {
        if (!ContentFileName.isWorkspace(workspace) || JcrNames.pathFault(path).isPresent()) {
            throw new TransferException(Finding.at(at, "entry-malformed"));
        }
    }

    /** Below one directory of the root, so that no file of the archive is ever taken for another one of its kind. */
    private static boolean isFileName(String name) {
        List<String> steps = List.of(name.split("/", -1));
        return steps.size() == 2 && isHarmless(name) && (name.endsWith(".yaml") || name.endsWith(".xml"));
    }

    private static boolean isHarmless(String name) {
        return !name.startsWith("/")
                && name.indexOf('\\') < 0
                && name.indexOf(':') < 0
                && name.chars().noneMatch(c -> c < ' ')
                && List.of(name.split("/", -1)).stream().noneMatch(step -> step.equals("..") || step.equals("."));
    }

    private static final class Directory extends Archive {

        private final Path root;

        private Directory(Path root) {
            this.root = root;
        }

        @Override
        InputStream open(String file) throws IOException, TransferException {
            Path path = root.resolve(file);
            if (!Files.isRegularFile(path)) {
                throw new TransferException(Finding.at(file, "file-missing"));
            }
            // A link may lead anywhere.
            if (!path.toRealPath().startsWith(root)) {
                throw new TransferException(Finding.at(file, "file-outside"));
            }
            return Files.newInputStream(path);
        }

        @Override
        public void close() {
            // Files are opened one by one.
        }
    }

    private static final class Zip extends Archive {

        private final ZipFile zip;

        private Zip(ZipFile zip) {
            this.zip = zip;
        }

        static Archive checked(Path place) throws IOException, TransferException {
            ZipFile zip = new ZipFile(place.toFile(), StandardCharsets.UTF_8);
            try {
                check(zip);
                return new Zip(zip);
            } catch (TransferException | RuntimeException e) {
                zip.close();
                throw e;
            }
        }

        private static void check(ZipFile zip) throws TransferException {
            if (zip.size() > MOST_ENTRIES) {
                throw new TransferException(Finding.at("", "zip-too-many", MOST_ENTRIES));
            }
            Set<String> names = new HashSet<>();
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                Optional<String> fault = fault(entry, names);
                if (fault.isPresent()) {
                    throw new TransferException(Finding.at(printable(entry.getName()), fault.get()));
                }
            }
        }

        private static Optional<String> fault(ZipEntry entry, Set<String> names) {
            if (!isHarmless(entry.getName())) {
                return Optional.of("file-outside");
            }
            if (!names.add(entry.getName())) {
                return Optional.of("zip-entry-twice");
            }
            boolean bomb = entry.getSize() > HARMLESS_BYTES
                    && entry.getSize() / MOST_RATIO > Math.max(1, entry.getCompressedSize());
            return bomb ? Optional.of("zip-bomb") : Optional.empty();
        }

        private static String printable(String name) {
            return name.replaceAll("\\p{Cntrl}", "?");
        }

        @Override
        InputStream open(String file) throws IOException, TransferException {
            ZipEntry entry = zip.getEntry(file);
            if (entry == null) {
                throw new TransferException(Finding.at(file, "file-missing"));
            }
            return zip.getInputStream(entry);
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
