package org.heliograph.cms.index;

/**
 * Where in an item a word is said: the best level, in which languages there, and how prominent there. As a number it fits
 * into the place where the index keeps how often a word occurs, so that a look at the postings gives the score.
 */
final class Mention {

    /** Languages that are told apart; all further ones count as one. */
    static final int LANGUAGES = 5;

    static final int LEVELS = Level.values().length;

    private static final int PROMINENCE_BITS = 2;
    private static final int MAX_PROMINENCE = (1 << PROMINENCE_BITS) - 1;
    private static final int CODES = 1 + (LEVELS << LANGUAGES + PROMINENCE_BITS);
    private static final float OTHER_LANGUAGE = 0.9f;
    /** What each step of prominence adds: less than what separates two levels or languages. */
    private static final float PROMINENT = 0.1f;

    private Level level = Level.BODY;
    private int languages;
    private int count;
    private int fewestWords = Integer.MAX_VALUE;

    /**
     * @param language its number, less than {@link #LANGUAGES}
     * @param words number of words of the text
     */
    void add(Level where, int language, int words) {
        if (where.compareTo(level) < 0) {
            level = where;
            languages = 0;
            count = 0;
            fewestWords = Integer.MAX_VALUE;
        }
        if (where == level) {
            languages |= 1 << language;
            count++;
            fewestWords = Math.min(fewestWords, words);
        }
    }

    /** As a number, small for what is common. */
    int code() {
        return 1 + (((LEVELS - 1 - level.ordinal()) << LANGUAGES | languages) << PROMINENCE_BITS | prominence());
    }

    /** In a name a word says the more the fewer there are; in a text the more, the more often it occurs. */
    private int prominence() {
        int doublings = level.isName() ? MAX_PROMINENCE - log2(fewestWords) : log2(count);
        return Math.max(0, Math.min(doublings, MAX_PROMINENCE));
    }

    private static int log2(int number) {
        return 31 - Integer.numberOfLeadingZeros(Math.max(1, number));
    }

    /** What each number is worth to whoever prefers a language; texts without language count as that. */
    static float[] weights(int preferred, float boost) {
        float[] weights = new float[CODES];
        int mine = 1 | 1 << preferred;
        for (int code = 1; code < CODES; code++) {
            int bits = code - 1;
            Level level = Level.values()[LEVELS - 1 - (bits >> LANGUAGES + PROMINENCE_BITS)];
            float language = (bits >> PROMINENCE_BITS & mine) != 0 ? 1 : OTHER_LANGUAGE;
            weights[code] = boost * (level.weight() * language + (bits & MAX_PROMINENCE) * PROMINENT);
        }
        return weights;
    }
}
