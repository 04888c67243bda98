package org.heliograph.cms.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * How a picture becomes a rendition: which part of it, and how large.
 *
 * @param part in the coordinates of the picture as it is shown
 * @param width of the rendition
 * @param height of the rendition
 */
record Scaling(Rectangle part, int width, int height) {

    /**
     * @param width of the picture as it is shown
     * @param height of the picture as it is shown
     */
    static Scaling of(int width, int height, RenditionSpec spec, Focus focus) {
        Rectangle part = new Rectangle(width, height);
        boolean both = spec.width() > 0 && spec.height() > 0;
        if (both && spec.crops()) {
            part = crop(width, height, (double) spec.width() / spec.height(), focus);
        }
        double byWidth = spec.width() > 0 ? (double) spec.width() / part.width : 1;
        double byHeight = spec.height() > 0 ? (double) spec.height() / part.height : 1;
        double factor = Math.min(1, Math.min(byWidth, byHeight));
        return new Scaling(part, scaled(part.width, factor), scaled(part.height, factor));
    }

    private static int scaled(int length, double factor) {
        return (int) Math.max(1, Math.round(length * factor));
    }

    /** The largest part of that ratio, as near to having the focus in its middle as the edges allow. */
    private static Rectangle crop(int width, int height, double ratio, Focus focus) {
        int wide = Math.max(1, (int) Math.min(width, Math.round(height * ratio)));
        int high = Math.max(1, (int) Math.min(height, Math.round(width / ratio)));
        return new Rectangle(
                placed(focus.x() * width, wide, width), placed(focus.y() * height, high, height), wide, high);
    }

    private static int placed(double middle, int length, int whole) {
        return (int) Math.max(0, Math.min(whole - length, Math.round(middle - length / 2.0)));
    }

    /** The part in the coordinates of the stored pixels. */
    Rectangle stored(Pixels pixels) {
        int right = pixels.shownWidth() - part.x - part.width;
        int below = pixels.shownHeight() - part.y - part.height;
        int x = part.x;
        int y = part.y;
        int wide = part.width;
        int high = part.height;
        return switch (pixels.orientation()) {
            case 2 -> new Rectangle(right, y, wide, high);
            case 3 -> new Rectangle(right, below, wide, high);
            case 4 -> new Rectangle(x, below, wide, high);
            case 5 -> new Rectangle(y, x, high, wide);
            case 6 -> new Rectangle(y, right, high, wide);
            case 7 -> new Rectangle(below, right, high, wide);
            case 8 -> new Rectangle(below, x, high, wide);
            default -> new Rectangle(part);
        };
    }

    /** Every how manieth pixel is enough to begin with, so that averages still have enough to average. */
    int step() {
        return (int) Math.max(1, Math.min((double) part.width / width, (double) part.height / height) / 3);
    }

    /** Makes the rendition of what was read. */
    BufferedImage apply(BufferedImage read, int orientation) {
        boolean turned = Exif.isTurned(orientation);
        BufferedImage scaled = scale(read, turned ? height : width, turned ? width : height);
        return orientation == Exif.UPRIGHT ? scaled : turn(scaled, orientation);
    }

    /** Halves as long as that leaves enough, for each step of halving averages all pixels; the rest in one step. */
    private static BufferedImage scale(BufferedImage read, int width, int height) {
        BufferedImage picture = read;
        while (picture.getWidth() >= 2 * width && picture.getHeight() >= 2 * height) {
            picture = draw(picture, picture.getWidth() / 2, picture.getHeight() / 2, false);
        }
        return draw(picture, width, height, true);
    }

    private static BufferedImage draw(BufferedImage picture, int width, int height, boolean last) {
        BufferedImage target = empty(picture, width, height);
        Graphics2D pen = target.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                last ? RenderingHints.VALUE_INTERPOLATION_BICUBIC : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        return target;
    }

    private static BufferedImage empty(BufferedImage like, int width, int height) {
        boolean alpha = like.getColorModel().hasAlpha();
        return new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    }

    private static BufferedImage turn(BufferedImage picture, int orientation) {
        int wide = picture.getWidth();
        int high = picture.getHeight();
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, wide, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, wide, high);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, high);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, high, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, high, wide);
            default -> new AffineTransform(0, -1, 1, 0, 0, wide);
        };
        boolean turned = Exif.isTurned(orientation);
        BufferedImage target = empty(picture, turned ? high : wide, turned ? wide : high);
        Graphics2D pen = target.createGraphics();
        pen.drawImage(picture, turn, null);
        pen.dispose();
        return target;
    }

    /** The picture on white, for formats that know no transparency. */
    static BufferedImage opaque(BufferedImage picture) {
        if (!picture.getColorModel().hasAlpha()) {
            return picture;
        }
        BufferedImage target = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = target.createGraphics();
        pen.drawImage(picture, 0, 0, Color.WHITE, null);
        pen.dispose();
        return target;
    }
}
