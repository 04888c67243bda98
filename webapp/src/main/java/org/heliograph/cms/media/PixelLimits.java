package org.heliograph.cms.media;

import org.heliograph.cms.web.ProblemException;

/** How large pictures may be, looked at before anything is decoded. */
final class PixelLimits {

    /** Pixels of a picture: more than any camera that an editor carries has, and what a small heap can still scale. */
    static final long MOST_PIXELS = 50_000_000;

    /** Pixels of a WebP, whose decoder holds all of them at once. */
    static final long MOST_WEBP_PIXELS = 25_000_000;

    /** Pixels of one side. */
    static final int LONGEST_SIDE = 30_000;

    /** Pixels of all frames of an animation together. */
    static final long MOST_IN_ALL_FRAMES = 1_000_000_000;

    private PixelLimits() {}

    /** @throws ProblemException 422 if there are too many, or none */
    static void require(long width, long height) {
        require(width, height, MOST_PIXELS);
    }

    /**
     * Does the same for a format with a limit of its own.
     *
     * @param most pixels
     */
    static void require(long width, long height, long most) {
        if (width <= 0 || height <= 0) {
            throw damaged();
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > most) {
            throw new ProblemException(
                    422,
                    "picture-too-large",
                    String.valueOf(width),
                    String.valueOf(height),
                    String.valueOf(most / 1_000_000));
        }
    }

    /** @throws ProblemException 422 if an animation would take too much of whoever shows it */
    static void requireFrames(long frames, long width, long height) {
        if (frames * width * height > MOST_IN_ALL_FRAMES) {
            throw new ProblemException(422, "picture-too-long");
        }
    }

    static ProblemException damaged() {
        return new ProblemException(422, "picture-damaged");
    }
}
