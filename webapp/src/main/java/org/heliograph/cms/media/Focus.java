package org.heliograph.cms.media;

/**
 * What matters in a picture: crops keep it in.
 *
 * @param x from the left, 0 to 1
 * @param y from the top, 0 to 1
 */
public record Focus(double x, double y) {

    /** The middle, where no other was chosen. */
    public static final Focus MIDDLE = new Focus(0.5, 0.5);

    /** @throws IllegalArgumentException if it lies outside of the picture */
    public Focus {
        if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
            throw new IllegalArgumentException("A focus lies within the picture, from 0 to 1");
        }
    }
}
