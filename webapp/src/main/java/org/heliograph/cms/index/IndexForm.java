package org.heliograph.cms.index;

import java.util.function.LongFunction;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * The texts as which Jackrabbit's index holds numbers and dates. Magnolia compares a value that is neither number nor
 * date with those, so {@code units[like]=1%} finds all that is not negative. Forms of one type sort as their values do,
 * so that a range of texts is a range of values.
 */
enum IndexForm {
    /** A sign and thirteen digits to the base 36. */
    WHOLE(Long.MIN_VALUE, Long.MAX_VALUE, n -> (n < 0 ? "0" : "1") + padded(n < 0 ? n - Long.MIN_VALUE : n, 13)),
    /** Milliseconds since the year 0, nine digits to the base 36. */
    DATE(
            -Milliseconds.TO_1970,
            Milliseconds.LIMIT - 1 - Milliseconds.TO_1970,
            n -> padded(n + Milliseconds.TO_1970, 9));

    private static final class Milliseconds {
        private static final long TO_1970 = Long.parseLong("mcuvkbuo0", Character.MAX_RADIX);
        private static final long LIMIT = Long.parseLong("1000000000", Character.MAX_RADIX);
    }

    private final long least;
    private final long greatest;
    private final LongFunction<String> form;

    IndexForm(long least, long greatest, LongFunction<String> form) {
        this.least = least;
        this.greatest = greatest;
        this.form = form;
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number, Character.MAX_RADIX);
        return "0".repeat(digits - text.length()) + text;
    }

    /**
     * The values whose forms are in a range.
     *
     * @param field holds the values
     * @param from null for no lower limit
     * @param to null for no upper limit
     */
    Query range(String field, @Nullable String from, @Nullable String to, boolean fromInclusive, boolean toInclusive) {
        // The first value of the range, and the first one behind it; one beyond the greatest is told by the flag.
        boolean none = from != null && !reaches(greatest, from, fromInclusive);
        boolean open = to == null || !reaches(greatest, to, !toInclusive);
        long first = from == null ? least : none ? greatest : first(from, fromInclusive);
        long behind = open || to == null ? greatest : first(to, !toInclusive);
        if (none || !open && behind <= first) {
            return new MatchNoDocsQuery();
        }
        return LongPoint.newRangeQuery(field, first, open ? greatest : behind - 1);
    }

    private boolean reaches(long value, String limit, boolean inclusive) {
        int order = form.apply(value).compareTo(limit);
        return inclusive ? order >= 0 : order > 0;
    }

    /** The least value that reaches a limit; the greatest one must. */
    private long first(String limit, boolean inclusive) {
        long low = least;
        long high = greatest;
        while (low < high) {
            long middle = (low & high) + ((low ^ high) >> 1);
            if (reaches(middle, limit, inclusive)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
