package org.heliograph.cms.index;

/** How much a text says about its item, the most first; the weights are so far apart that a level never loses to the next. */
enum Level {
    TITLE(40),
    /** Another name of the item. */
    ALIAS(30),
    /** A part of a name, across blanks. */
    PART(24),
    SUMMARY(10),
    BODY(4);

    private final float weight;

    Level(float weight) {
        this.weight = weight;
    }

    float weight() {
        return weight;
    }

    boolean isName() {
        return this == TITLE || this == ALIAS;
    }
}
