package org.heliograph.cms.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes pictures. WebP is written by native code, which is there for most platforms and not for all. */
final class PictureEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(PictureEncoder.class);

    /** Found out when the first picture is made, not at start. */
    private static final class Native {
        static final boolean WRITES_WEBP = tryWebP();

        private static boolean tryWebP() {
            try {
                Path file = Files.createTempFile("heliograph", ".webp");
                try {
                    write(
                            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB),
                            PictureFormat.WEBP,
                            RenditionSpec.USUAL_QUALITY,
                            false,
                            file);
                } finally {
                    Files.delete(file);
                }
                return true;
            } catch (IOException | RuntimeException | LinkageError e) {
                LOG.warn("WebP cannot be written on this platform; renditions are JPEG and PNG", e);
                return false;
            }
        }
    }

    private PictureEncoder() {}

    static boolean writesWebP() {
        return Native.WRITES_WEBP;
    }

    /**
     * Writes a file.
     *
     * @param lossless whether WebP keeps every pixel
     */
    static void write(BufferedImage picture, PictureFormat format, int quality, boolean lossless, Path target)
            throws IOException {
        BufferedImage written = format == PictureFormat.JPEG ? Scaling.opaque(picture) : picture;
        ImageWriter writer = writerOf(format);
        Files.deleteIfExists(target);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(target.toFile())) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            configure(param, format, quality, lossless);
            writer.write(null, new IIOImage(written, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    private static void configure(ImageWriteParam param, PictureFormat format, int quality, boolean lossless) {
        if (format == PictureFormat.PNG) {
            return;
        }
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        if (format == PictureFormat.WEBP) {
            param.setCompressionType(lossless ? "Lossless" : "Lossy");
        }
        param.setCompressionQuality(quality / 100f);
        if (format == PictureFormat.JPEG) {
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
    }

    private static ImageWriter writerOf(PictureFormat format) {
        for (Iterator<ImageWriter> each = ImageIO.getImageWritersByMIMEType(format.mimeType()); each.hasNext(); ) {
            ImageWriter writer = each.next();
            if (!PictureDecoder.isForeign(writer)) {
                return writer;
            }
        }
        throw new IllegalStateException("No writer of " + format.mimeType() + " is on the class path");
    }
}
