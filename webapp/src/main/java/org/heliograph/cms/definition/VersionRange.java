package org.heliograph.cms.definition;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Magnolia's version ranges: {@code *}, {@code 1.2}, {@code 1.2/*}, {@code *}{@code /1.4}, {@code 1.2/1.4}. */
record VersionRange(Optional<int[]> from, Optional<int[]> to) {

    private static final Pattern VERSION =
            Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:-.*|\\.\\p{L}.*)?");

    /** The range, or nothing if it is not written in that syntax. */
    static Optional<VersionRange> parse(String range) {
        String[] ends = range.strip().split("/", -1);
        if (ends.length > 2 || !Arrays.stream(ends).allMatch(VersionRange::isEnd)) {
            return Optional.empty();
        }
        return Optional.of(new VersionRange(version(ends[0]), version(ends[ends.length - 1])));
    }

    private static boolean isEnd(String end) {
        return end.strip().equals("*") || version(end).isPresent();
    }

    /** Major, minor and patch level; a classifier is not compared. */
    private static Optional<int[]> version(String text) {
        Matcher matcher = VERSION.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int[] numbers = new int[3];
        for (int i = 0; i < numbers.length; i++) {
            String part = matcher.group(i + 1);
            numbers[i] = part == null ? 0 : Integer.parseInt(part);
        }
        return Optional.of(numbers);
    }

    static boolean isVersion(String text) {
        return version(text).isPresent();
    }

    /** Whether a version lies in the range, both ends included; what is no version never does. */
    boolean contains(String version) {
        return version(version)
                .filter(v -> from.map(f -> Arrays.compare(f, v) <= 0).orElse(true))
                .filter(v -> to.map(t -> Arrays.compare(v, t) <= 0).orElse(true))
                .isPresent();
    }
}
