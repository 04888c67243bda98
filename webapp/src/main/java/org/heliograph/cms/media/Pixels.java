package org.heliograph.cms.media;

/**
 * The size of a picture.
 *
 * @param width of the pixels as stored
 * @param height of the pixels as stored
 * @param orientation as in {@link Exif}
 */
record Pixels(int width, int height, int orientation) {

    int shownWidth() {
        return Exif.isTurned(orientation) ? height : width;
    }

    int shownHeight() {
        return Exif.isTurned(orientation) ? width : height;
    }
}
