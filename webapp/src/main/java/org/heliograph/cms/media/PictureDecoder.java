package org.heliograph.cms.media;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import org.heliograph.cms.web.ProblemException;

/** Reads pixels, as few as serve: every n-th of a part of the picture, so that a large one takes little memory. */
final class PictureDecoder {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Pixels that are in memory at once. */
    private static final long MOST_DECODED = 16_000_000;

    private static final int GLANCE = 64;

    private final DecodingBudget budget;

    PictureDecoder(DecodingBudget budget) {
        this.budget = budget;
    }

    /** @throws ProblemException 422 if its pixels cannot be read to the end */
    void requireReadable(Path file, FileType type) throws IOException {
        Pixels pixels = measure(file, type);
        Rectangle all = new Rectangle(pixels.width(), pixels.height());
        budget.spend(() -> read(file, type, all, pixels.width() / GLANCE));
    }

    /** The size of a picture, without a look at its pixels. */
    Pixels measure(Path file, FileType type) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            OutputStream nowhere = OutputStream.nullOutputStream();
            return switch (type) {
                case JPEG -> Jpeg.clean(in, nowhere);
                case PNG -> Png.clean(in, nowhere);
                case GIF -> Gif.clean(in, nowhere);
                case WEBP -> WebP.clean(file, nowhere);
                default -> throw new ProblemException(422, "no-picture");
            };
        }
    }

    /**
     * Reads every n-th pixel of a part of a picture, or fewer if those were too many.
     *
     * @param part in the coordinates of the stored pixels
     * @param every 1 for all pixels; smaller numbers count as 1
     */
    BufferedImage read(Path file, FileType type, Rectangle part, int every) throws IOException {
        int step = Math.max(1, every);
        while ((long) (part.width / step) * (part.height / step) > MOST_DECODED) {
            step++;
        }
        ImageReader reader = readerOf(type);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            reader.addIIOReadProgressListener(new GivingUp(reader));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceRegion(part);
            param.setSourceSubsampling(Math.min(step, part.width), Math.min(step, part.height), 0, 0);
            BufferedImage picture = reader.read(0, param);
            if (picture == null) {
                throw PixelLimits.damaged();
            }
            return picture;
        } catch (IOException | RuntimeException e) {
            // Decoders throw whatever comes to their mind when a file is not what it should be.
            throw PixelLimits.damaged();
        } finally {
            reader.dispose();
        }
    }

    /**
     * Those of Java, save for WebP, which it lacks, and JPEG, where it refuses CMYK and odd profiles. There may be a native one
     * for WebP too; files from outside are not for that.
     */
    private static ImageReader readerOf(FileType type) {
        String wanted = type == FileType.PNG || type == FileType.GIF ? "com.sun." : "com.twelvemonkeys.";
        for (Iterator<ImageReader> each = ImageIO.getImageReadersByMIMEType(type.mimeType()); each.hasNext(); ) {
            ImageReader reader = each.next();
            if (reader.getClass().getName().startsWith(wanted) && !isForeign(reader)) {
                return reader;
            }
        }
        throw new IllegalStateException("No reader of " + type.mimeType() + " is on the class path");
    }

    /** Whether somebody else in a servlet container brought it, who may take it away again. */
    static boolean isForeign(Object plugin) {
        ClassLoader loader = plugin.getClass().getClassLoader();
        return loader != null && loader != PictureDecoder.class.getClassLoader();
    }

    /** Ends the reading of a picture that takes too long. */
    private static final class GivingUp implements IIOReadProgressListener {

        private final ImageReader reader;
        private final long end = System.nanoTime() + PATIENCE.toNanos();

        GivingUp(ImageReader reader) {
            this.reader = reader;
        }

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            if (System.nanoTime() - end > 0) {
                reader.abort();
            }
        }

        @Override
        public void readAborted(ImageReader source) {
            throw PixelLimits.damaged();
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {
            // of no interest
        }

        @Override
        public void sequenceComplete(ImageReader source) {
            // of no interest
        }

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {
            // of no interest
        }

        @Override
        public void imageComplete(ImageReader source) {
            // of no interest
        }

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {
            // of no interest
        }

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {
            // of no interest
        }

        @Override
        public void thumbnailComplete(ImageReader source) {
            // of no interest
        }
    }
}
