package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.heliograph.cms.repository.Stamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the index, and the stamp beside the repository that tells whether they agree with it: both hold the same
 * one only between a clean end and the next start.
 */
final class IndexFiles {

    static final String STAMP = "stamp";

    private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);

    private final Path path;
    private final Stamp stamp;
    private final Opener opener;

    /** Opens the files; another one than Lucene's own stands in for a disk that fails. */
    @FunctionalInterface
    interface Opener {
        Directory open(Path path) throws IOException;
    }

    IndexFiles(Path path, Stamp stamp, Opener opener) {
        this.path = path;
        this.stamp = stamp;
        this.opener = opener;
    }

    Directory open() throws IOException {
        Files.createDirectories(path);
        return opener.open(path);
    }

    /** Opens the directory without any file in it, whatever there was. */
    Directory openEmpty() throws IOException {
        Directory directory = open();
        try {
            for (String file : directory.listAll()) {
                directory.deleteFile(file);
            }
            return directory;
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Whether the files are whole and agree with the repository. Reads all of them: a flipped bit would be an answer
     * that nobody wrote.
     *
     * @param form beginning of the stamp: what the documents depend on besides the content
     */
    boolean areTrusted(String form) throws IOException {
        Optional<String> expected = stamp.read().filter(text -> text.startsWith(form));
        if (expected.isEmpty()) {
            return false;
        }
        try (Directory directory = open()) {
            return DirectoryReader.indexExists(directory) && isWhole(directory, expected.get());
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The index cannot be read and is made anew: {}", e.toString());
            return false;
        }
    }

    private static boolean isWhole(Directory directory, String stamp) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
            return stamp.equals(reader.getIndexCommit().getUserData().get(STAMP));
        }
    }

    /** From now on the files do not count as agreeing, not even after a power failure. */
    void forgetStamp() throws IOException {
        stamp.remove();
    }

    /** The files, which hold this stamp, agree with the repository. */
    void agree(String text) throws IOException {
        stamp.write(text);
    }
}
