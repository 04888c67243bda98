package org.heliograph.cms.media;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Copies a JPEG (ITU-T T.81) without what tells of its maker, and without whatever follows its end. The pixels stay as they
 * were coded.
 */
final class Jpeg {

    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;

    /** Each pass over the picture costs its decoder time; cameras and tools make about ten. */
    private static final int MOST_SCANS = 60;

    private static final int MOST_SEGMENTS = 5_000;
    private static final int JFIF_BYTES = 14;

    private final BinaryReader in;
    private final DataOutputStream out;
    private int width;
    private int height;
    private int orientation = Exif.UPRIGHT;
    private int scans;

    private Jpeg(InputStream in, OutputStream out) {
        this.in = new BinaryReader(in);
        this.out = new DataOutputStream(out);
    }

    /** @throws org.heliograph.cms.web.ProblemException 422 if it is none, is damaged or too large */
    static Pixels clean(InputStream in, OutputStream out) throws IOException {
        return new Jpeg(in, out).clean();
    }

    private Pixels clean() throws IOException {
        if (in.u8() != 0xFF || in.u8() != START) {
            throw PixelLimits.damaged();
        }
        out.writeShort(0xFF00 | START);
        int marker = marker();
        for (int segments = 0; marker != END; segments++) {
            if (segments > MOST_SEGMENTS) {
                throw PixelLimits.damaged();
            }
            marker = segment(marker);
        }
        if (width == 0 || scans == 0) {
            throw PixelLimits.damaged();
        }
        out.writeShort(0xFF00 | END);
        out.flush();
        return new Pixels(width, height, orientation);
    }

    private int marker() throws IOException {
        if (in.u8() != 0xFF) {
            throw PixelLimits.damaged();
        }
        int code = in.u8();
        while (code == 0xFF) {
            code = in.u8();
        }
        return code;
    }

    /** Takes one segment, and what is coded behind it; gives the marker of the next one. */
    private int segment(int marker) throws IOException {
        if (marker < 0xC0 || marker >= 0xD0 && marker <= START) {
            throw PixelLimits.damaged();
        }
        int length = in.u16() - 2;
        if (length < 0) {
            throw PixelLimits.damaged();
        }
        byte[] payload = in.bytes(length);
        if (isFrame(marker)) {
            readFrame(payload);
        }
        write(marker, payload);
        if (marker == SCAN) {
            return scan();
        }
        return marker();
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private void readFrame(byte[] frame) {
        if (frame.length < 6 || width != 0) {
            throw PixelLimits.damaged();
        }
        height = (frame[1] & 0xff) << 8 | frame[2] & 0xff;
        width = (frame[3] & 0xff) << 8 | frame[4] & 0xff;
        PixelLimits.require(width, height);
    }

    private void write(int marker, byte[] payload) throws IOException {
        if (marker == APP0) {
            writeJfif(payload);
        } else if (marker == APP1) {
            writeOrientation(payload);
        } else if (marker == APP2 && begins(payload, "ICC_PROFILE\0")
                || marker == APP14 && begins(payload, "Adobe") && payload.length <= 32
                || marker < APP0) {
            writeSegment(marker, payload);
        }
    }

    /** Without the small picture in it, which may show what was cut off the large one. */
    private void writeJfif(byte[] payload) throws IOException {
        if (begins(payload, "JFIF\0") && payload.length >= JFIF_BYTES) {
            byte[] plain = Arrays.copyOf(payload, JFIF_BYTES);
            plain[JFIF_BYTES - 2] = 0;
            plain[JFIF_BYTES - 1] = 0;
            writeSegment(APP0, plain);
        }
    }

    private void writeOrientation(byte[] payload) throws IOException {
        if (!begins(payload, "Exif\0\0") || orientation != Exif.UPRIGHT) {
            return;
        }
        orientation = Exif.orientation(Arrays.copyOfRange(payload, 6, payload.length));
        if (orientation != Exif.UPRIGHT) {
            byte[] block = Exif.block(orientation);
            byte[] segment = Arrays.copyOf(new byte[] {'E', 'x', 'i', 'f', 0, 0}, 6 + block.length);
            System.arraycopy(block, 0, segment, 6, block.length);
            writeSegment(APP1, segment);
        }
    }

    private static boolean begins(byte[] payload, String text) {
        if (payload.length < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (payload[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void writeSegment(int marker, byte[] payload) throws IOException {
        out.writeShort(0xFF00 | marker);
        out.writeShort(payload.length + 2);
        out.write(payload);
    }

    /** Copies coded pixels up to a marker that is neither a stuffed zero nor a restart, and gives that. */
    private int scan() throws IOException {
        if (width == 0 || ++scans > MOST_SCANS) {
            throw PixelLimits.damaged();
        }
        while (true) {
            in.copyUntil(0xFF, out);
            in.skip(1);
            int code = in.u8();
            while (code == 0xFF) {
                code = in.u8();
            }
            if (code != 0 && (code < 0xD0 || code > 0xD7)) {
                return code;
            }
            out.writeShort(0xFF00 | code);
        }
    }
}
