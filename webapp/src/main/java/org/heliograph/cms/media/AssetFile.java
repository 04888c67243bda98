package org.heliograph.cms.media;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import javax.jcr.Binary;
import javax.jcr.RepositoryException;

/**
 * The file of an asset as it was when it was looked up. Its bytes can be read as long as this is not closed.
 *
 * @param id JCR identifier of the asset
 * @param path of the asset in workspace {@code dam}
 * @param fileName as it was uploaded; may hold any character of a name
 * @param mimeType as it is stored
 * @param size in bytes
 * @param modified when the asset was changed
 * @param identity the same for the same bytes, and for those only
 * @param focus what matters in it, if it is a picture
 * @param bytes themselves
 */
record AssetFile(
        String id,
        String path,
        String fileName,
        String mimeType,
        long size,
        Instant modified,
        String identity,
        Focus focus,
        Binary bytes)
        implements AutoCloseable {

    InputStream open() throws IOException {
        try {
            return bytes.getStream();
        } catch (RepositoryException e) {
            throw new IOException("The file of asset " + id + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        bytes.dispose();
    }
}
