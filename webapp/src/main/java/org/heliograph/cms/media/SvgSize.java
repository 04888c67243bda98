package org.heliograph.cms.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size that an SVG says it has. */
final class SvgSize {

    private static final Pattern PIXELS = Pattern.compile("\\s*(\\d{1,6}(?:\\.\\d{1,10})?)(?:px)?\\s*");
    private static final Pattern BOX = Pattern.compile(
            "\\s*[-+\\d.eE]+[\\s,]+[-+\\d.eE]+[\\s,]+(\\d{1,6}(?:\\.\\d{1,10})?)[\\s,]+(\\d{1,6}(?:\\.\\d{1,10})?)\\s*");

    private SvgSize() {}

    /** In pixels, by {@code width} and {@code height}, else by {@code viewBox}; whole pixels, at least one. */
    static Optional<Cleaned.Size> of(Optional<String> width, Optional<String> height, Optional<String> viewBox) {
        Optional<Integer> wide = width.flatMap(SvgSize::pixels);
        Optional<Integer> high = height.flatMap(SvgSize::pixels);
        if (wide.isPresent() && high.isPresent()) {
            return Optional.of(new Cleaned.Size(wide.get(), high.get()));
        }
        return viewBox.map(BOX::matcher)
                .filter(Matcher::matches)
                .map(box -> new Cleaned.Size(whole(box.group(1)), whole(box.group(2))));
    }

    private static Optional<Integer> pixels(String length) {
        return Optional.of(PIXELS.matcher(length)).filter(Matcher::matches).map(match -> whole(match.group(1)));
    }

    private static int whole(String number) {
        return (int) Math.max(1, Math.round(Double.parseDouble(number)));
    }
}
