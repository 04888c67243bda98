package org.heliograph.cms.media;

import java.util.Arrays;
import java.util.Optional;

/** In which renditions are written. */
public enum PictureFormat {
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    WEBP("image/webp", "webp");

    private final String mimeType;
    private final String extension;

    PictureFormat(String mimeType, String extension) {
        this.mimeType = mimeType;
        this.extension = extension;
    }

    /** Media type. */
    public String mimeType() {
        return mimeType;
    }

    /** File name extension without the dot; also the name in a specification. */
    public String extension() {
        return extension;
    }

    /** The one of that extension. */
    public static Optional<PictureFormat> of(String extension) {
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(extension))
                .findFirst();
    }
}
