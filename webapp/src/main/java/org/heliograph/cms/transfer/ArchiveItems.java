package org.heliograph.cms.transfer;

import java.io.IOException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.repository.ContentImport;
import org.heliograph.cms.repository.ContentImportException;
import org.heliograph.cms.repository.ItemFile;
import org.jspecify.annotations.Nullable;

/** Reads the files of an archive's items, and only those that are as its manifest says. */
final class ArchiveItems {

    /** Binaries are spooled to disk, so that a large film does not count against the memory. */
    private static final ContentImport.Limits LIMITS = new ContentImport.Limits(
            2_000_000_000L, ContentImport.Limits.DEFAULT.depth(), ContentImport.Limits.DEFAULT.items());

    private final Archive archive;

    ArchiveItems(Archive archive) {
        this.archive = archive;
    }

    /** A file that is not what it should be. */
    static final class BrokenFileException extends RepositoryException {

        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        BrokenFileException(Finding finding, @Nullable Throwable cause) {
            super(finding.id(), cause);
            this.finding = finding;
        }

        Finding finding() {
            return finding;
        }
    }

    /**
     * The item of an entry; to be closed.
     *
     * @throws BrokenFileException if the file is not there, not the one of the manifest, or holds something else
     */
    ItemFile read(Session session, Manifest.Entry entry) throws RepositoryException {
        try (SizedStream content = new SizedStream(archive.open(entry.file()), entry.bytes())) {
            ItemFile file = ItemFile.read(session, entry.file(), content, LIMITS);
            if (!content.isComplete(entry.sha256())) {
                file.close();
                throw broken(Finding.at(entry.file(), "file-changed"));
            }
            requireSame(file, entry);
            return file;
        } catch (ContentImportException e) {
            String place = e.location().toString();
            throw new BrokenFileException(
                    Finding.at(place, "content-refused", e.getMessage().replace(place + ": ", "")), e);
        } catch (TransferException e) {
            throw new BrokenFileException(e.finding(), e);
        } catch (IOException e) {
            throw new BrokenFileException(Finding.at(entry.file(), "file-unreadable"), e);
        }
    }

    private static void requireSame(ItemFile file, Manifest.Entry entry) throws RepositoryException {
        boolean same = file.name().equals(entry.name())
                && file.identifier().map(entry.id()::equals).orElse(false);
        if (!same) {
            file.close();
            throw broken(Finding.at(file.location().toString(), "file-of-another-item", entry.path(), entry.id()));
        }
    }

    private static BrokenFileException broken(Finding finding) {
        return new BrokenFileException(finding, null);
    }
}
