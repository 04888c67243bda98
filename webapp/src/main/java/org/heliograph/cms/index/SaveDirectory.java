package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.NRTCachingDirectory;

/**
 * Keeps what a save adds in memory: a dozen files that are soon merged with others. They reach the disk with what they are
 * merged into, or with the next commit.
 */
final class SaveDirectory extends NRTCachingDirectory {

    private static final double MOST_OF_A_MERGE_MEGABYTES = 2;
    private static final double MOST_MEGABYTES = 16;
    private static final long MOST_BYTES = (long) (MOST_MEGABYTES * 1024 * 1024);
    /** Lucene's estimate of the bytes counts buffers, which are large also for one document with many fields. */
    private static final int MOST_DOCUMENTS = 500;

    private SaveDirectory(Directory disk) {
        super(disk, MOST_OF_A_MERGE_MEGABYTES, MOST_MEGABYTES);
    }

    static Directory open(Path path) throws IOException {
        return new SaveDirectory(FSDirectory.open(path));
    }

    @Override
    protected boolean doCacheWrite(String name, IOContext context) {
        return switch (context.context) {
            case MERGE -> super.doCacheWrite(name, context);
            case FLUSH -> context.flushInfo.numDocs <= MOST_DOCUMENTS && ramBytesUsed() < MOST_BYTES;
            // The stored fields, which Lucene begins to write before it knows how many there will be.
            default -> ramBytesUsed() < MOST_BYTES;
        };
    }
}
