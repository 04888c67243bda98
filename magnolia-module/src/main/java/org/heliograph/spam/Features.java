package org.heliograph.spam;

import java.util.BitSet;
import java.util.List;

/**
 * Words, pairs of words and pairs of Han characters of a text, as numbers. They are hashed with a key, many to a number,
 * so that the numbers cannot be told back to words; and whatever has a digit, an at sign or the form of an address of the
 * web is left out, as it is about one person and not about spam.
 */
final class Features {

    /** How many numbers there are. */
    static final int COUNT = 1 << 14;

    private static final int MOST = 2_000;
    private static final int LONGEST_WORD = 24;

    private final Keyed keyed;

    Features(Keyed keyed) {
        this.keyed = keyed;
    }

    /** Features of a text in ascending order, each once. */
    int[] of(Folded folded) {
        BitSet found = new BitSet(COUNT);
        String text = folded.text();
        String before = "";
        int taken = 0;
        for (int at = 0; at < text.length() && taken < MOST; ) {
            int end = endOfToken(text, at);
            if (end == at) {
                if (at + 1 < text.length() && Folded.isHan(text.charAt(at)) && Folded.isHan(text.charAt(at + 1))) {
                    found.set(number(text.substring(at, at + 2)));
                    taken++;
                }
                before = Character.isWhitespace(text.charAt(at)) ? before : "";
                at++;
            } else {
                String word = word(text.substring(at, end));
                taken += add(found, before, word);
                before = word;
                at = end;
            }
        }
        return found.stream().toArray();
    }

    private int add(BitSet found, String before, String word) {
        if (word.length() < 2) {
            return 0;
        }
        found.set(number(word));
        if (before.length() >= 2) {
            found.set(number(before + ' ' + word));
        }
        return 2;
    }

    private int number(String feature) {
        return (int) keyed.hash(feature) & (COUNT - 1);
    }

    private static int endOfToken(String text, int from) {
        int end = from;
        while (end < text.length() && isOfToken(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOfToken(char c) {
        return Character.isLetterOrDigit(c) && !Folded.isHan(c) || "@._-+/:'%&=?#~".indexOf(c) >= 0;
    }

    /** The token without marks around it; empty if it is none that may be learned. */
    private static String word(String token) {
        int from = 0;
        int to = token.length();
        while (from < to && !Character.isLetterOrDigit(token.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(token.charAt(to - 1))) {
            to--;
        }
        String word = token.substring(from, to);
        boolean learned =
                word.length() <= LONGEST_WORD && word.chars().allMatch(c -> Character.isLetter(c) || c == '\'');
        return learned && token.indexOf('@') < 0 ? word : "";
    }

    /** Features of each of some texts. */
    List<int[]> ofAll(List<String> texts) {
        return texts.stream().map(text -> of(Folded.of(text))).toList();
    }
}
