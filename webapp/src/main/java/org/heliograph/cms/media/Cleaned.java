package org.heliograph.cms.media;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A received file as it is going to be stored.
 *
 * @param type what its bytes say it is
 * @param file holds what is stored
 * @param size of a picture, where it has one
 * @param pages of a PDF
 */
record Cleaned(FileType type, Path file, Optional<Size> size, OptionalInt pages) {

    /** Of a picture as it is shown, in pixels. */
    record Size(int width, int height) {}
}
