package org.heliograph.cms.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one thing of a picture's Exif block that is kept: which way up the camera was held (tag 0x0112 of Exif 2.32). All else
 * in it, the place above all, is nobody's business.
 */
final class Exif {

    /** As the pixels lie. */
    static final int UPRIGHT = 1;

    private static final int MOST_ENTRIES = 200;
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    private Exif() {}

    /**
     * The orientation that a block tells, 1 to 8; {@link #UPRIGHT} where it tells none.
     *
     * @param block from its TIFF header on
     */
    static int orientation(byte[] block) {
        if (block.length < 14) {
            return UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(block).order(order(block));
        long directory = tiff.getInt(4) & 0xffffffffL;
        if (tiff.getShort(2) != 42 || directory > block.length - 2) {
            return UPRIGHT;
        }
        int entries = Math.min(MOST_ENTRIES, tiff.getShort((int) directory) & 0xffff);
        for (int entry = 0; entry < entries; entry++) {
            long at = directory + 2 + 12L * entry;
            if (at + 12 > block.length) {
                return UPRIGHT;
            }
            if ((tiff.getShort((int) at) & 0xffff) == ORIENTATION) {
                return valid(tiff, (int) at);
            }
        }
        return UPRIGHT;
    }

    private static ByteOrder order(byte[] block) {
        return block[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private static int valid(ByteBuffer tiff, int entry) {
        int value = tiff.getShort(entry + 8);
        return tiff.getShort(entry + 2) == SHORT && value >= 1 && value <= 8 ? value : UPRIGHT;
    }

    /** A block that tells an orientation and nothing else. */
    static byte[] block(int orientation) {
        return ByteBuffer.allocate(26)
                .putShort((short) 0x4d4d)
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) ORIENTATION)
                .putShort((short) SHORT)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /** Whether a picture of that orientation is shown with its sides exchanged. */
    static boolean isTurned(int orientation) {
        return orientation >= 5;
    }
}
