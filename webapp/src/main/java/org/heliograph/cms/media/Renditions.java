package org.heliograph.cms.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Makes renditions of pictures, and of the first pages of PDFs, and keeps them. */
final class Renditions {

    /** Part of every key; to be raised when pictures are made in another way. */
    private static final String FORM = "1";

    private final RenditionStore store;
    private final PictureDecoder decoder;
    private final DecodingBudget budget;
    private final Pdf pdf;
    private final Path temporary;

    /**
     * A rendition that is there.
     *
     * @param key tells it from all others
     */
    record Rendition(String key, PictureFormat format, Path file) {}

    Renditions(RenditionStore store, PictureDecoder decoder, DecodingBudget budget, Pdf pdf, Path temporary) {
        this.store = store;
        this.decoder = decoder;
        this.budget = budget;
        this.pdf = pdf;
        this.temporary = temporary;
    }

    /**
     * The rendition of a file; empty if the file is no picture and has none.
     *
     * @param webp whether the client takes WebP
     * @throws org.heliograph.cms.web.ProblemException 422 if the picture is damaged or too large
     */
    Optional<Rendition> of(AssetFile file, RenditionSpec spec, boolean webp) throws IOException {
        Optional<FileType> type = typeOf(file.mimeType());
        if (type.isEmpty()) {
            return Optional.empty();
        }
        PictureFormat format = format(type.get(), spec, webp);
        String key = key(file, spec, format);
        Path made = store.get(key, target -> make(file, type.get(), spec, format, target));
        return Optional.of(new Rendition(key, format, made));
    }

    /** Whether pictures can be sent as WebP. */
    static boolean offersWebP() {
        return PictureEncoder.writesWebP();
    }

    /** What renditions are made of; empty for what they are not. */
    static Optional<FileType> typeOf(String mimeType) {
        return switch (mimeType) {
            case "image/jpeg", "image/pjpeg", "image/jpg" -> Optional.of(FileType.JPEG);
            case "image/png", "image/x-png" -> Optional.of(FileType.PNG);
            case "image/gif" -> Optional.of(FileType.GIF);
            case "image/webp" -> Optional.of(FileType.WEBP);
            case "application/pdf" -> Optional.of(FileType.PDF);
            default -> Optional.empty();
        };
    }

    /** What was asked for, or WebP for who takes it, or what the file is; of each only what can be written here. */
    private static PictureFormat format(FileType type, RenditionSpec spec, boolean webp) {
        PictureFormat plain = type == FileType.PNG || type == FileType.GIF ? PictureFormat.PNG : PictureFormat.JPEG;
        PictureFormat wanted = spec.format().orElse(webp ? PictureFormat.WEBP : plain);
        return wanted == PictureFormat.WEBP && !offersWebP() ? plain : wanted;
    }

    private static String key(AssetFile file, RenditionSpec spec, PictureFormat format) {
        String all = String.join(
                "|",
                FORM,
                file.identity(),
                spec.text(),
                format.name(),
                String.valueOf(file.focus().x()),
                String.valueOf(file.focus().y()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private void make(AssetFile file, FileType type, RenditionSpec spec, PictureFormat format, Path target)
            throws IOException {
        Path source = Files.createTempFile(temporary, "source", "");
        try {
            try (InputStream in = file.open()) {
                Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
            }
            if (type == FileType.PDF) {
                Path page = Files.createTempFile(temporary, "page", ".png");
                try {
                    pdf.drawFirstPage(source, page);
                    draw(page, FileType.PNG, file.focus(), spec, format, false, target);
                } finally {
                    Files.deleteIfExists(page);
                }
            } else {
                boolean drawn = type == FileType.PNG || type == FileType.GIF;
                draw(source, type, file.focus(), spec, format, drawn, target);
            }
        } finally {
            Files.deleteIfExists(source);
        }
    }

    private void draw(
            Path source,
            FileType type,
            Focus focus,
            RenditionSpec spec,
            PictureFormat format,
            boolean lossless,
            Path target)
            throws IOException {
        Pixels pixels = decoder.measure(source, type);
        Scaling scaling = Scaling.of(pixels.shownWidth(), pixels.shownHeight(), spec, focus);
        budget.spend(() -> {
            BufferedImage read = decoder.read(source, type, scaling.stored(pixels), scaling.step());
            BufferedImage made = scaling.apply(read, pixels.orientation());
            PictureEncoder.write(made, format, spec.quality(), lossless, target);
            return target;
        });
    }
}
