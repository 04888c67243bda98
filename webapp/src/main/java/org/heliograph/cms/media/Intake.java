package org.heliograph.cms.media;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;
import org.heliograph.cms.web.ProblemException;

/**
 * Looks at what was received and makes of it what is stored. What a file is, its bytes say; its name and the type that the
 * client claims do not count.
 */
final class Intake {

    private static final int HEAD_BYTES = 4096;

    private final PictureDecoder decoder;
    private final Pdf pdf;

    Intake(PictureDecoder decoder, Pdf pdf) {
        this.decoder = decoder;
        this.pdf = pdf;
    }

    /**
     * Makes the file that is stored.
     *
     * @param received left as it is
     * @param target where the result goes
     * @throws ProblemException 415 if files of its kind are not taken, 422 if it is damaged, too large or harmful
     */
    Cleaned clean(Path received, Path target) throws IOException {
        FileType type = typeOf(received);
        try {
            return switch (type) {
                case JPEG, PNG, GIF, WEBP -> picture(type, received, target);
                case SVG -> new Cleaned(type, target, Svg.clean(received, target), OptionalInt.empty());
                case PDF -> {
                    copy(received, target);
                    yield new Cleaned(type, target, Optional.empty(), OptionalInt.of(pdf.pages(received)));
                }
                case MP4 -> {
                    try (InputStream in = Files.newInputStream(received)) {
                        Mp4.check(in);
                    }
                    yield unchanged(type, received, target);
                }
                default -> unchanged(type, received, target);
            };
        } catch (EOFException e) {
            throw PixelLimits.damaged();
        }
    }

    private Cleaned picture(FileType type, Path received, Path target) throws IOException {
        Pixels pixels;
        try (InputStream in = Files.newInputStream(received);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            pixels = switch (type) {
                case JPEG -> Jpeg.clean(in, out);
                case PNG -> Png.clean(in, out);
                case GIF -> Gif.clean(in, out);
                default -> WebP.clean(received, out);
            };
        }
        decoder.requireReadable(target, type);
        return new Cleaned(
                type,
                target,
                Optional.of(new Cleaned.Size(pixels.shownWidth(), pixels.shownHeight())),
                OptionalInt.empty());
    }

    private static Cleaned unchanged(FileType type, Path received, Path target) throws IOException {
        copy(received, target);
        return new Cleaned(type, target, Optional.empty(), OptionalInt.empty());
    }

    private static void copy(Path received, Path target) throws IOException {
        Files.copy(received, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileType typeOf(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        return typeOf(file, new String(head, StandardCharsets.ISO_8859_1))
                .orElseThrow(() -> new ProblemException(415, "file-type"));
    }

    private static Optional<FileType> typeOf(Path file, String head) throws IOException {
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(FileType.JPEG);
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(FileType.PNG);
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return Optional.of(FileType.GIF);
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return Optional.of(FileType.WEBP);
        }
        if (head.startsWith("%PDF-")) {
            return Optional.of(FileType.PDF);
        }
        if (head.startsWith("PK\u0003\u0004")) {
            return ZipDocument.typeOf(file);
        }
        if (head.startsWith("ftyp", 4) && head.length() >= 12 && Mp4.isBrand(head.substring(8, 12))) {
            return Optional.of(FileType.MP4);
        }
        return isMarkup(head) && head.contains("<svg") ? Optional.of(FileType.SVG) : Optional.empty();
    }

    private static boolean isMarkup(String head) {
        String text = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
        return text.stripLeading().startsWith("<");
    }
}
