package org.heliograph.cms.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Tells films in MP4 (ISO/IEC 14496-12) from other files of that family. They are stored as they are. */
final class Mp4 {

    private static final Set<String> BRANDS =
            Set.of("isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash");
    private static final int MOST_BOXES = 100_000;

    private Mp4() {}

    static boolean isBrand(String brand) {
        return BRANDS.contains(brand);
    }

    /** @throws org.heliograph.cms.web.ProblemException 422 if its boxes do not fill it from begin to end */
    static void check(InputStream bytes) throws IOException {
        BinaryReader in = new BinaryReader(bytes);
        boolean hasFilm = false;
        for (int boxes = 0; !in.isAtEnd(); boxes++) {
            long length = in.u32();
            String type = in.ascii(4);
            long head = 8;
            if (length == 0) {
                // The last one, up to the end.
                requireFilm(hasFilm || type.equals("moov"));
                return;
            }
            if (length == 1) {
                length = in.u32() << 32 | in.u32();
                head = 16;
            }
            if (length < head || boxes > MOST_BOXES || !type.matches("[\\x20-\\x7e]{4}")) {
                throw PixelLimits.damaged();
            }
            hasFilm |= type.equals("moov");
            in.skip(length - head);
        }
        requireFilm(hasFilm);
    }

    private static void requireFilm(boolean hasFilm) {
        if (!hasFilm) {
            throw PixelLimits.damaged();
        }
    }
}
