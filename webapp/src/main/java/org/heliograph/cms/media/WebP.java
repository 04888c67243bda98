package org.heliograph.cms.media;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Copies a WebP (RFC 9649) without what tells of its maker, and without whatever follows its end. The pixels stay as they
 * were coded.
 */
final class WebP {

    private static final int EXTENDED_BYTES = 10;
    private static final int EXIF_FLAG = 0x08;
    private static final int XMP_FLAG = 0x04;
    private static final int FRAME_HEADER_BYTES = 16;
    private static final int LARGEST_EXIF = 1_000_000;
    private static final int MOST_CHUNKS = 20_000;

    /** @param offset of the payload */
    private record Chunk(String type, long offset, long length) {}

    private final List<Chunk> kept = new ArrayList<>();
    private int width;
    private int height;
    private int orientation = Exif.UPRIGHT;
    private long frames;
    private boolean hasPixels;

    private WebP() {}

    /** @throws org.heliograph.cms.web.ProblemException 422 if it is none, is damaged or too large */
    static Pixels clean(Path file, OutputStream out) throws IOException {
        WebP picture = new WebP();
        try (InputStream in = Files.newInputStream(file)) {
            picture.read(new BinaryReader(in), Files.size(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            picture.write(new BinaryReader(in), new DataOutputStream(out));
        }
        return new Pixels(picture.width, picture.height, picture.orientation);
    }

    private void read(BinaryReader in, long size) throws IOException {
        if (!in.ascii(4).equals("RIFF")) {
            throw PixelLimits.damaged();
        }
        long end = in.u32LittleEndian() + 8;
        if (!in.ascii(4).equals("WEBP") || end > size) {
            throw PixelLimits.damaged();
        }
        long at = 12;
        while (at + 8 <= end) {
            Chunk chunk = new Chunk(in.ascii(4), at + 8, in.u32LittleEndian());
            long next = chunk.offset + padded(chunk.length);
            if (chunk.offset + chunk.length > end || kept.size() > MOST_CHUNKS) {
                throw PixelLimits.damaged();
            }
            readChunk(in, chunk);
            at = next;
        }
        if (!hasPixels) {
            throw PixelLimits.damaged();
        }
    }

    private static long padded(long length) {
        return length + (length & 1);
    }

    private void readChunk(BinaryReader in, Chunk chunk) throws IOException {
        int looked = switch (chunk.type) {
            case "VP8X" -> extended(in, chunk);
            case "VP8 ", "VP8L" -> pixels(in, chunk);
            case "ANMF" -> frame(in, chunk);
            case "EXIF" -> exif(in, chunk);
            default -> 0;
        };
        boolean keeps = switch (chunk.type) {
            case "VP8X", "VP8 ", "VP8L", "ANMF", "ALPH", "ANIM", "ICCP" -> true;
            default -> false;
        };
        if (keeps) {
            kept.add(chunk);
        }
        long left = chunk.length - looked;
        // A writer may leave out the padding at the very end.
        in.skip(left + (in.isAtEnd() ? 0 : chunk.length & 1));
    }

    private int extended(BinaryReader in, Chunk chunk) throws IOException {
        if (chunk.length != EXTENDED_BYTES || width != 0) {
            throw PixelLimits.damaged();
        }
        in.skip(4);
        setSize(u24(in) + 1, u24(in) + 1);
        return EXTENDED_BYTES;
    }

    private void setSize(int newWidth, int newHeight) {
        PixelLimits.require(newWidth, newHeight, PixelLimits.MOST_WEBP_PIXELS);
        if (width == 0) {
            width = newWidth;
            height = newHeight;
        } else if (newWidth > width || newHeight > height) {
            throw PixelLimits.damaged();
        }
    }

    private static int u24(BinaryReader in) throws IOException {
        return in.u16LittleEndian() | in.u8() << 16;
    }

    /** The header of a key frame (RFC 6386, 9.1) or of a lossless picture (RFC 9649, 3.4). */
    private int pixels(BinaryReader in, Chunk chunk) throws IOException {
        hasPixels = true;
        if (chunk.length < 10) {
            throw PixelLimits.damaged();
        }
        ByteBuffer header = ByteBuffer.wrap(in.bytes(10)).order(ByteOrder.LITTLE_ENDIAN);
        if (chunk.type.equals("VP8 ")) {
            boolean isKeyFrame = (header.get(0) & 1) == 0 && (header.getInt(3) & 0xffffff) == 0x2a019d;
            if (!isKeyFrame) {
                throw PixelLimits.damaged();
            }
            setSize(header.getShort(6) & 0x3fff, header.getShort(8) & 0x3fff);
        } else {
            if (header.get(0) != 0x2f) {
                throw PixelLimits.damaged();
            }
            int size = header.getInt(1);
            setSize((size & 0x3fff) + 1, (size >>> 14 & 0x3fff) + 1);
        }
        return 10;
    }

    /** One picture of an animation, which holds chunks of its own. */
    private int frame(BinaryReader in, Chunk chunk) throws IOException {
        if (chunk.length < FRAME_HEADER_BYTES || width == 0) {
            throw PixelLimits.damaged();
        }
        PixelLimits.requireFrames(++frames, width, height);
        in.skip(6);
        setSize(u24(in) + 1, u24(in) + 1);
        in.skip(4);
        long looked = FRAME_HEADER_BYTES;
        while (looked + 8 <= chunk.length) {
            Chunk part = new Chunk(in.ascii(4), 0, in.u32LittleEndian());
            looked += 8;
            if (part.length > chunk.length - looked) {
                throw PixelLimits.damaged();
            }
            long done = part.type.equals("VP8 ") || part.type.equals("VP8L") ? pixels(in, part) : 0;
            in.skip(Math.min(padded(part.length), chunk.length - looked) - done);
            looked += Math.min(padded(part.length), chunk.length - looked);
        }
        return (int) looked;
    }

    private int exif(BinaryReader in, Chunk chunk) throws IOException {
        if (chunk.length > LARGEST_EXIF || orientation != Exif.UPRIGHT) {
            return 0;
        }
        byte[] block = in.bytes((int) chunk.length);
        boolean asInJpeg =
                new String(block, 0, Math.min(6, block.length), StandardCharsets.ISO_8859_1).equals("Exif\0\0");
        orientation = Exif.orientation(asInJpeg ? Arrays.copyOfRange(block, 6, block.length) : block);
        return block.length;
    }

    private void write(BinaryReader in, DataOutputStream out) throws IOException {
        // Only the extended form has a place for it.
        boolean extended = kept.get(0).type.equals("VP8X");
        if (!extended) {
            orientation = Exif.UPRIGHT;
        }
        byte[] exif = orientation == Exif.UPRIGHT ? new byte[0] : Exif.block(orientation);
        long length = 4
                + kept.stream().mapToLong(chunk -> 8 + padded(chunk.length)).sum()
                + (exif.length == 0 ? 0 : 8 + padded(exif.length));
        writeHead(out, "RIFF", length);
        out.writeBytes("WEBP");
        long at = 0;
        for (Chunk chunk : kept) {
            in.skip(chunk.offset - at);
            writeHead(out, chunk.type, chunk.length);
            if (chunk.type.equals("VP8X")) {
                int flags = in.u8() & ~(EXIF_FLAG | XMP_FLAG);
                out.write(exif.length == 0 ? flags : flags | EXIF_FLAG);
                in.copy(chunk.length - 1, out);
            } else {
                in.copy(chunk.length, out);
            }
            pad(out, chunk.length);
            at = chunk.offset + chunk.length;
        }
        if (exif.length > 0) {
            writeHead(out, "EXIF", exif.length);
            out.write(exif);
            pad(out, exif.length);
        }
        out.flush();
    }

    private static void writeHead(DataOutputStream out, String type, long length) throws IOException {
        out.writeBytes(type);
        out.writeInt(Integer.reverseBytes((int) length));
    }

    private static void pad(DataOutputStream out, long length) throws IOException {
        if ((length & 1) != 0) {
            out.write(0);
        }
    }
}
