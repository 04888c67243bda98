package org.heliograph.cms.index;

import java.time.OffsetDateTime;
import java.util.Locale;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/**
 * A value as bytes that sort as Magnolia sorts: numbers, dates and truth values by value, text by the code points of its
 * lower-case form. One form for all types, because a property may hold several and Lucene allows a field one.
 */
final class SortKey {

    /** Characters of a text that count. */
    private static final int MAX_TEXT = 256;

    private SortKey() {}

    static BytesRef of(Object value) {
        if (value instanceof Boolean truth) {
            return new BytesRef(new byte[] {1, (byte) (truth ? 1 : 0)});
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof OffsetDateTime date) {
            return tagged((byte) 3, date.toInstant().toEpochMilli(), 0);
        }
        return text(value.toString());
    }

    /** A whole number keeps all its bits behind its approximation, so that it still sorts among decimals. */
    private static BytesRef number(Number number) {
        long approximation = NumericUtils.doubleToSortableLong(number.doubleValue());
        long exact = number.longValue();
        return tagged((byte) 2, approximation, exact);
    }

    private static BytesRef tagged(byte tag, long first, long second) {
        byte[] bytes = new byte[1 + 2 * Long.BYTES];
        bytes[0] = tag;
        NumericUtils.longToSortableBytes(first, bytes, 1);
        NumericUtils.longToSortableBytes(second, bytes, 1 + Long.BYTES);
        return new BytesRef(bytes);
    }

    private static BytesRef text(String text) {
        int end = Math.min(text.length(), MAX_TEXT);
        boolean splitsPair = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        String lower = text.substring(0, splitsPair ? end - 1 : end).toLowerCase(Locale.ROOT);
        BytesRef utf8 = new BytesRef(lower);
        byte[] bytes = new byte[1 + utf8.length];
        bytes[0] = 4;
        System.arraycopy(utf8.bytes, utf8.offset, bytes, 1, utf8.length);
        return new BytesRef(bytes);
    }
}
