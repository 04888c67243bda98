package org.heliograph.cms.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;

/** Files that tests send, harmless ones and others. */
final class TestFiles {

    /** What must be in no stored file. */
    static final String SECRET = "taken at 31.2304N 121.4737E by Li Lei";

    private TestFiles() {}

    /** Four quarters: red, green, blue, white from the upper left. */
    static BufferedImage quarters(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        Color[] colors = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
        for (int i = 0; i < 4; i++) {
            pen.setColor(colors[i]);
            pen.fillRect(i % 2 * width / 2, i / 2 * height / 2, width - width / 2, height - height / 2);
        }
        pen.dispose();
        return picture;
    }

    static byte[] jpeg(int width, int height) {
        return written(quarters(width, height), "jpeg");
    }

    static byte[] png(int width, int height) {
        return written(quarters(width, height), "png");
    }

    static byte[] gif(int width, int height) {
        return written(quarters(width, height), "gif");
    }

    static byte[] webp(int width, int height) {
        return written(quarters(width, height), "webp");
    }

    static byte[] written(BufferedImage picture, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), writer.getDefaultWriteParam());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static BufferedImage decoded(byte[] bytes) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            for (Iterator<ImageReader> each = ImageIO.getImageReaders(in); each.hasNext(); ) {
                ImageReader reader = each.next();
                if (!reader.getClass().getName().contains("luciad")) {
                    reader.setInput(in, true, true);
                    return reader.read(0);
                }
            }
            throw new AssertionError("no picture");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An Exif block that tells a place and an orientation. */
    static byte[] exif(int orientation) {
        byte[] secret = ascii(SECRET + "\0");
        return ByteBuffer.allocate(38 + secret.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("II"))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x010E)
                .putShort((short) 2)
                .putInt(secret.length)
                .putInt(38)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .put(secret)
                .array();
    }

    /** A segment of a JPEG. */
    static byte[] segment(int marker, byte[] payload) {
        return joined(
                ByteBuffer.allocate(4)
                        .putShort((short) (0xFF00 | marker))
                        .putShort((short) (payload.length + 2))
                        .array(),
                payload);
    }

    /** A JPEG that tells everything in every way that there is. */
    static byte[] talkativeJpeg(int width, int height, int orientation) {
        byte[] plain = jpeg(width, height);
        return joined(
                new byte[] {(byte) 0xFF, (byte) 0xD8},
                segment(0xE1, joined(ascii("Exif\0\0"), exif(orientation))),
                segment(0xE1, ascii("http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + "</x>")),
                segment(0xED, ascii("Photoshop 3.0\0" + SECRET)),
                segment(0xFE, ascii(SECRET)),
                Arrays.copyOfRange(plain, 2, plain.length),
                ascii("PK\u0003\u0004" + SECRET));
    }

    /** A block of a PNG. */
    static byte[] chunk(String type, byte[] payload) {
        CRC32 sum = new CRC32();
        sum.update(ascii(type));
        sum.update(payload);
        return joined(
                ByteBuffer.allocate(4).putInt(payload.length).array(),
                ascii(type),
                payload,
                ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    static byte[] talkativePng(int width, int height, int orientation) {
        byte[] plain = png(width, height);
        int header = 8 + 25;
        return joined(
                Arrays.copyOf(plain, header),
                chunk("tEXt", ascii("Author\0" + SECRET)),
                chunk("iTXt", ascii("XML:com.adobe.xmp\0\0\0\0\0" + SECRET)),
                chunk("eXIf", exif(orientation)),
                Arrays.copyOfRange(plain, header, plain.length),
                ascii("<script>alert(1)</script>" + SECRET));
    }

    /** A PNG that says how large it is, and is not. */
    static byte[] bomb(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 6, 0, 0, 0})
                .array();
        return joined(
                ascii("\u0089PNG\r\n\u001a\n"),
                chunk("IHDR", header),
                chunk("IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1}),
                chunk("IEND", new byte[0]));
    }

    private static byte[] riffChunk(String type, byte[] payload) {
        byte[] size = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(payload.length)
                .array();
        return joined(ascii(type), size, payload, new byte[payload.length % 2]);
    }

    /** A WebP in the extended form, with an Exif and an XMP block. */
    static byte[] talkativeWebp(int width, int height, int orientation) {
        byte[] plain = webp(width, height);
        byte[] pixels = Arrays.copyOfRange(plain, 12, plain.length);
        byte[] extended = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x0c)
                .put(new byte[] {(byte) (width - 1), (byte) (width - 1 >> 8), 0})
                .put(new byte[] {(byte) (height - 1), (byte) (height - 1 >> 8), 0})
                .array();
        byte[] body = joined(
                ascii("WEBP"),
                riffChunk("VP8X", extended),
                pixels,
                riffChunk("EXIF", exif(orientation)),
                riffChunk("XMP ", ascii(SECRET)));
        return joined(riffChunk("RIFF", body), ascii(SECRET));
    }

    static byte[] pdf(int pages) {
        return pdf(pages, document -> {});
    }

    static byte[] pdfWithScript() {
        return pdf(1, document -> document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)")));
    }

    private interface Change {
        void on(PDDocument document) throws IOException;
    }

    private static byte[] pdf(int pages, Change change) {
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < pages; i++) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.setNonStrokingColor(Color.RED);
                    content.addRect(0, 0, PDRectangle.A4.getWidth(), PDRectangle.A4.getHeight());
                    content.fill();
                }
            }
            change.on(document);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A ZIP file of texts: name, text, name, text ... */
    static byte[] zip(String... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
