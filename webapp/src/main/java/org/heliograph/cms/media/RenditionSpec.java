package org.heliograph.cms.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rendition looks like. Pictures are never enlarged.
 *
 * @param width in pixels; 0 for what the height gives
 * @param height in pixels; 0 for what the width gives
 * @param crops whether, where both are given, what does not fit is cut off, around the focus; else the picture is made
 *     to fit into both
 * @param format what it is written as; empty for what suits picture and client
 * @param quality of lossy formats, 1 to 100
 */
public record RenditionSpec(int width, int height, boolean crops, Optional<PictureFormat> format, int quality) {

    /** Longest side, in pixels. */
    public static final int LONGEST_SIDE = 4_096;

    /** What is written where nothing else is asked for. */
    public static final int USUAL_QUALITY = 82;

    /** Magnolia's default generator stands for variations that the theme does not know; it makes a small picture. */
    static final RenditionSpec DEFAULT = new RenditionSpec(320, 320, false, Optional.empty(), USUAL_QUALITY);

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,4})x(\\d{1,4})-(crop|fit)-(any|jpg|png|webp)-(\\d{1,3})");

    /** @throws IllegalArgumentException if a side or the quality is out of range */
    public RenditionSpec {
        if (width < 0 || height < 0 || width > LONGEST_SIDE || height > LONGEST_SIDE || width + height == 0) {
            throw new IllegalArgumentException("A rendition has sides of 1 to " + LONGEST_SIDE + " pixels");
        }
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("Quality goes from 1 to 100");
        }
    }

    /** A variation of a theme. */
    static RenditionSpec ofVariation(int width, int height, int quality) {
        return new RenditionSpec(width, height, true, Optional.empty(), quality);
    }

    /** Reads what {@link #text} wrote; empty for anything else. */
    static Optional<RenditionSpec> parse(String text) {
        Matcher match = TEXT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            RenditionSpec spec = new RenditionSpec(
                    Integer.parseInt(match.group(1)),
                    Integer.parseInt(match.group(2)),
                    match.group(3).equals("crop"),
                    PictureFormat.of(match.group(4)),
                    Integer.parseInt(match.group(5)));
            // One spelling only, so that one rendition has one address.
            return Optional.of(spec).filter(read -> read.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As it stands in addresses. */
    String text() {
        return width + "x" + height + "-" + (crops ? "crop" : "fit") + "-"
                + format.map(PictureFormat::extension).orElse("any") + "-" + quality;
    }
}
