package org.heliograph.cms.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Copies a GIF (GIF89a) without comments and programs' blocks, and without whatever follows its end. */
final class Gif {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int TRAILER = 0x3B;
    private static final int CONTROL = 0xF9;
    private static final int APPLICATION = 0xFF;
    private static final int MOST_BLOCKS = 20_000;

    private final BinaryReader in;
    private final OutputStream out;
    private int width;
    private int height;
    private long frames;

    private Gif(InputStream in, OutputStream out) {
        this.in = new BinaryReader(in);
        this.out = out;
    }

    /** @throws org.heliograph.cms.web.ProblemException 422 if it is none, is damaged or too large */
    static Pixels clean(InputStream in, OutputStream out) throws IOException {
        return new Gif(in, out).clean();
    }

    private Pixels clean() throws IOException {
        byte[] screen = in.bytes(13);
        out.write(screen);
        width = u16(screen, 6);
        height = u16(screen, 8);
        PixelLimits.require(width, height);
        copyColors(screen[10]);
        for (int blocks = 0; block(in.u8()); blocks++) {
            if (blocks > MOST_BLOCKS) {
                throw PixelLimits.damaged();
            }
        }
        if (frames == 0) {
            throw PixelLimits.damaged();
        }
        out.write(TRAILER);
        out.flush();
        return new Pixels(width, height, Exif.UPRIGHT);
    }

    private static int u16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    private void copyColors(int flags) throws IOException {
        if ((flags & 0x80) != 0) {
            in.copy(3L << (flags & 7) + 1, out);
        }
    }

    private boolean block(int kind) throws IOException {
        switch (kind) {
            case TRAILER -> {
                return false;
            }
            case EXTENSION -> extension(in.u8());
            case IMAGE -> image();
            default -> throw PixelLimits.damaged();
        }
        return true;
    }

    private void extension(int label) throws IOException {
        int length = in.u8();
        byte[] head = in.bytes(length);
        String name = new String(head, StandardCharsets.ISO_8859_1);
        boolean kept =
                label == CONTROL || label == APPLICATION && (name.equals("NETSCAPE2.0") || name.equals("ANIMEXTS1.0"));
        if (kept) {
            out.write(EXTENSION);
            out.write(label);
            out.write(length);
            out.write(head);
        }
        if (length > 0) {
            copyBlocks(kept ? out : OutputStream.nullOutputStream());
        }
    }

    private void image() throws IOException {
        byte[] descriptor = in.bytes(9);
        PixelLimits.require(u16(descriptor, 4), u16(descriptor, 6));
        PixelLimits.requireFrames(++frames, width, height);
        out.write(IMAGE);
        out.write(descriptor);
        copyColors(descriptor[8]);
        out.write(in.u8());
        copyBlocks(out);
    }

    private void copyBlocks(OutputStream to) throws IOException {
        int length;
        do {
            length = in.u8();
            to.write(length);
            in.copy(length, to);
        } while (length > 0);
    }
}
