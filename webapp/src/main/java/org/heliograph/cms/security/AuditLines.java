package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of one audit file, without their line feeds.
 *
 * @param whole those that end with a line feed
 * @param torn what stands behind the last line feed
 */
record AuditLines(List<byte[]> whole, byte[] torn) {

    /** A file is bounded, so that it may be read whole. */
    static AuditLines of(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        List<byte[]> whole = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                whole.add(Arrays.copyOfRange(all, start, i));
                start = i + 1;
            }
        }
        return new AuditLines(whole, Arrays.copyOfRange(all, start, all.length));
    }
}
