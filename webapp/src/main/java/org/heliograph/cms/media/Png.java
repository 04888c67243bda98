package org.heliograph.cms.media;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Copies a PNG (W3C PNG, third edition) without texts, times and other blocks that tell of its maker, and without whatever
 * follows its end. The pixels stay as they were coded.
 */
final class Png {

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final Set<String> KEPT = Set.of(
            "PLTE", "IDAT", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "pHYs", "bKGD", "acTL", "fcTL",
            "fdAT");
    private static final int HEADER_BYTES = 13;
    /** Of a block that is no pixels. */
    private static final long LARGEST_BLOCK = 1_000_000;

    private static final int MOST_BLOCKS = 200_000;

    private final BinaryReader in;
    private final DataOutputStream out;
    private int width;
    private int height;
    private int orientation = Exif.UPRIGHT;
    private long frames;
    private boolean hasPixels;

    private Png(InputStream in, OutputStream out) {
        this.in = new BinaryReader(in);
        this.out = new DataOutputStream(out);
    }

    /** @throws org.heliograph.cms.web.ProblemException 422 if it is none, is damaged or too large */
    static Pixels clean(InputStream in, OutputStream out) throws IOException {
        return new Png(in, out).clean();
    }

    private Pixels clean() throws IOException {
        if (ByteBuffer.wrap(in.bytes(8)).getLong() != SIGNATURE) {
            throw PixelLimits.damaged();
        }
        out.writeLong(SIGNATURE);
        readHeader();
        for (int blocks = 0; block(); blocks++) {
            if (blocks > MOST_BLOCKS) {
                throw PixelLimits.damaged();
            }
        }
        if (!hasPixels) {
            throw PixelLimits.damaged();
        }
        write("IEND", new byte[0]);
        out.flush();
        return new Pixels(width, height, orientation);
    }

    private void readHeader() throws IOException {
        if (in.u32() != HEADER_BYTES || !in.ascii(4).equals("IHDR")) {
            throw PixelLimits.damaged();
        }
        byte[] header = in.bytes(HEADER_BYTES);
        ByteBuffer fields = ByteBuffer.wrap(header);
        width = fields.getInt();
        height = fields.getInt();
        PixelLimits.require(width, height);
        requireSum("IHDR", header);
        write("IHDR", header);
    }

    private void requireSum(String type, byte[] payload) throws IOException {
        if (in.u32() != sum(type, payload)) {
            throw PixelLimits.damaged();
        }
    }

    private static long sum(String type, byte[] payload) {
        CRC32 sum = new CRC32();
        sum.update(type.getBytes(StandardCharsets.ISO_8859_1));
        sum.update(payload);
        return sum.getValue();
    }

    /** Takes one block; false at the last one. */
    private boolean block() throws IOException {
        long length = in.u32();
        String type = in.ascii(4);
        if (length > Integer.MAX_VALUE || !type.matches("[A-Za-z]{4}") || type.equals("IHDR")) {
            throw PixelLimits.damaged();
        }
        if (type.equals("IEND")) {
            return false;
        }
        if (type.equals("IDAT") || type.equals("fdAT")) {
            hasPixels |= type.equals("IDAT");
            copyPixels(type, length);
        } else if (KEPT.contains(type) && length <= LARGEST_BLOCK) {
            byte[] payload = in.bytes((int) length);
            requireSum(type, payload);
            if (type.equals("fcTL")) {
                PixelLimits.requireFrames(++frames, width, height);
            }
            write(type, payload);
        } else if (type.equals("eXIf") && length <= LARGEST_BLOCK) {
            writeOrientation(in.bytes((int) length));
            in.skip(4);
        } else if (Character.isUpperCase(type.charAt(0))) {
            // Critical, and nobody knows what it is.
            throw PixelLimits.damaged();
        } else {
            in.skip(length + 4);
        }
        return true;
    }

    private void copyPixels(String type, long length) throws IOException {
        out.writeInt((int) length);
        CheckedOutputStream summed = new CheckedOutputStream(out, new CRC32());
        summed.write(type.getBytes(StandardCharsets.ISO_8859_1));
        in.copy(length, summed);
        long sum = summed.getChecksum().getValue();
        if (in.u32() != sum) {
            throw PixelLimits.damaged();
        }
        out.writeInt((int) sum);
    }

    private void writeOrientation(byte[] block) throws IOException {
        if (orientation == Exif.UPRIGHT) {
            orientation = Exif.orientation(block);
            if (orientation != Exif.UPRIGHT) {
                write("eXIf", Exif.block(orientation));
            }
        }
    }

    private void write(String type, byte[] payload) throws IOException {
        out.writeInt(payload.length);
        ByteArrayOutputStream summed = new ByteArrayOutputStream();
        summed.write(type.getBytes(StandardCharsets.ISO_8859_1));
        summed.write(payload);
        summed.writeTo(out);
        out.writeInt((int) sum(type, payload));
    }
}
