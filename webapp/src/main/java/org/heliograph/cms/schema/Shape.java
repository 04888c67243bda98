package org.heliograph.cms.schema;

import java.util.List;

/** What a JSON value in an answer looks like. */
sealed interface Shape {

    /** What a text holds. */
    enum Content {
        PLAIN,
        /** A moment with its offset, such as {@code 2024-05-31T08:30:00.000+08:00}. */
        MOMENT,
        HTML
    }

    /**
     * A string.
     *
     * @param content what it holds
     * @param options the only values there are; empty for any
     */
    record Text(Content content, List<String> options) implements Shape {}

    /**
     * A number.
     *
     * @param whole whether it has no fraction; then it takes up to 64 bits
     */
    record Number(boolean whole) implements Shape {}

    /** True or false. */
    record Flag() implements Shape {}

    /** A value that the definitions tell nothing about. */
    record Anything() implements Shape {}

    /** An array. */
    record Many(Shape item) implements Shape {}

    /** One of several; at least two. */
    record OneOf(List<Shape> shapes) implements Shape {}

    /**
     * An object that is described once under its name.
     *
     * @param name of a {@link NodeShape}, or one of the names in {@link Delivered}
     */
    record Named(String name) implements Shape {}

    /** A string of any content. */
    static Text text() {
        return new Text(Content.PLAIN, List.of());
    }
}
