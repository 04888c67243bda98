package org.heliograph.cms.index;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.heliograph.cms.index.Pinyin.Match;

/** Something typed, and where it may have been typed for a text. The last syllable may be a beginning. */
final class PinyinTyped {

    private final byte[] typed;
    private BitSet reached = new BitSet();
    private BitSet next = new BitSet();

    private byte[] texts = {};
    private int end;

    private Match best = Match.NONE;
    private int firstUnit;
    private int lastUnit;

    /** @param typed Latin letters and digits, at least one */
    PinyinTyped(String typed) {
        this.typed = typed.getBytes(StandardCharsets.US_ASCII);
    }

    /** Looks into one text; for what was found there ask {@link #firstUnit()} and {@link #lastUnit()}. */
    Match find(Pinyin text) {
        byte[] written = Pinyin.encode(List.of(text));
        return find(written, 0, written.length);
    }

    /**
     * Looks into texts in their written form.
     *
     * @return the best match in any
     */
    Match find(byte[] written, int from, int to) {
        texts = written;
        best = Match.NONE;
        for (int at = from; at < to && best != Match.WHOLE; at = end) {
            findInText(at);
        }
        return best;
    }

    /** Which character of the text the best match begins with. */
    int firstUnit() {
        return firstUnit;
    }

    /** Which one it ends with. */
    int lastUnit() {
        return lastUnit;
    }

    private void findInText(int from) {
        boolean atBeginning = true;
        int unit = 0;
        int at = from;
        while (texts[at] != 0) {
            if (best != Match.WHOLE && (atBeginning || best == Match.NONE) && mayBegin(at)) {
                findAt(at, unit, atBeginning);
            }
            atBeginning &= isOptional(at);
            at = skip(at);
            unit++;
        }
        end = at + 1;
    }

    private boolean isOptional(int unit) {
        return (texts[unit] & Pinyin.OPTIONAL) != 0;
    }

    private int skip(int unit) {
        int at = unit + 1;
        for (int left = texts[unit] & Pinyin.CHOICES; left > 0; left--) {
            at += 1 + texts[at];
        }
        return at;
    }

    private boolean mayBegin(int unit) {
        int at = unit + 1;
        for (int left = texts[unit] & Pinyin.CHOICES; left > 0; left--) {
            if (texts[at + 1] == typed[0]) {
                return true;
            }
            at += 1 + texts[at];
        }
        return false;
    }

    private void findAt(int from, int firstOne, boolean atBeginning) {
        reached.clear();
        reached.set(0);
        int unit = firstOne;
        for (int at = from; texts[at] != 0 && !reached.isEmpty(); at = skip(at)) {
            next.clear();
            if (isOptional(at) && at > from) {
                next.or(reached);
            }
            boolean begun = step(at);
            boolean ended = next.get(typed.length);
            if (begun || ended) {
                take(!atBeginning ? Match.INSIDE : ended && isLast(at) ? Match.WHOLE : Match.BEGINNING, firstOne, unit);
                next.clear(typed.length);
            }
            BitSet swap = reached;
            reached = next;
            next = swap;
            unit++;
        }
    }

    private void take(Match match, int first, int last) {
        if (match.compareTo(best) > 0) {
            best = match;
            firstUnit = first;
            lastUnit = last;
        }
    }

    /** Types one character on, and tells whether the typed text ends within it. */
    private boolean step(int unit) {
        boolean begun = false;
        for (int from = reached.nextSetBit(0); from >= 0; from = reached.nextSetBit(from + 1)) {
            int at = unit + 1;
            for (int left = texts[unit] & Pinyin.CHOICES; left > 0; left--) {
                int length = texts[at];
                int same = 0;
                while (same < length && from + same < typed.length && texts[at + 1 + same] == typed[from + same]) {
                    same++;
                }
                if (same == length) {
                    next.set(from + length);
                } else {
                    begun |= same > 0 && from + same == typed.length;
                }
                at += 1 + length;
            }
        }
        return begun;
    }

    private boolean isLast(int unit) {
        int at = skip(unit);
        while (texts[at] != 0 && isOptional(at)) {
            at = skip(at);
        }
        return texts[at] == 0;
    }
}
