package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** A disk that is full whenever a test says so. */
final class FailingDisk implements IndexFiles.Opener {

    private volatile boolean full;

    void fill() {
        full = true;
    }

    void makeRoom() {
        full = false;
    }

    @Override
    public Directory open(Path path) throws IOException {
        return new FilterDirectory(FSDirectory.open(path)) {
            @Override
            public IndexOutput createOutput(String name, IOContext context) throws IOException {
                requireRoom();
                return output(super.createOutput(name, context));
            }

            @Override
            public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
                requireRoom();
                return output(super.createTempOutput(prefix, suffix, context));
            }
        };
    }

    private void requireRoom() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    private IndexOutput output(IndexOutput out) {
        return new FilterIndexOutput("failing " + out.getName(), out.getName(), out) {
            @Override
            public void writeByte(byte b) throws IOException {
                requireRoom();
                super.writeByte(b);
            }

            @Override
            public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
                requireRoom();
                super.writeBytes(bytes, offset, length);
            }
        };
    }
}
