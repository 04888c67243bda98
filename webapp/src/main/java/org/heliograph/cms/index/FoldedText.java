package org.heliograph.cms.index;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * A text as it is compared: compatibility forms, case, accents and traditional characters are folded. Each character
 * knows its place in the source.
 */
final class FoldedText {

    /** Longest word that is a term; of longer ones only this much counts. */
    private static final int MAX_WORD = 64;

    /** Last code point of the Latin blocks, whose accents do not count. */
    private static final int LAST_LATIN = 0x24F;

    /** What a character folds to if that is one character wherever it stands: found out when it is first met. */
    private static final char[] ALONE = new char[Character.MAX_VALUE + 1];

    private static final char NOT_YET_MET = 0;
    private static final char NOT_ALONE = 1;

    private static final List<String> HISSING = List.of("x", "ch", "sh", "ss", "zz");

    private final StringBuilder text;
    /** Where in the source each character begins, and behind the last one the end. */
    private int[] starts;

    private final String folded;

    private FoldedText(String source) {
        text = new StringBuilder(source.length() + 16);
        starts = new int[source.length() + 16];
        for (int at = 0; at < source.length(); ) {
            char alone = alone(source.charAt(at));
            if (alone == NOT_ALONE) {
                int codePoint = source.codePointAt(at);
                append(codePoint, at);
                at += Character.charCount(codePoint);
            } else {
                mark(at++);
                text.append(alone);
            }
        }
        mark(source.length());
        folded = text.toString();
    }

    private static char alone(char c) {
        char alone = ALONE[c];
        if (alone == NOT_YET_MET) {
            alone = foldAlone(c);
            ALONE[c] = alone;
        }
        return alone;
    }

    private static char foldAlone(char c) {
        int type = Character.getType(c);
        if (c <= NOT_ALONE
                || type == Character.SURROGATE
                || type == Character.FORMAT
                || type == Character.NON_SPACING_MARK) {
            return NOT_ALONE;
        }
        String folded = fold(c);
        boolean one = folded.length() == 1 && folded.charAt(0) > NOT_ALONE;
        return one ? folded.charAt(0) : NOT_ALONE;
    }

    private static String fold(int codePoint) {
        if (codePoint < 0x80) {
            return Character.toString(Character.toLowerCase(codePoint));
        }
        boolean asItIs = Character.getType(codePoint) == Character.OTHER_LETTER && codePoint < 0xF900;
        return (asItIs ? Character.toString(codePoint) : decompose(codePoint))
                .codePoints()
                .map(Han::simplified)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static FoldedText of(String source) {
        return new FoldedText(source);
    }

    private void append(int codePoint, int at) {
        int type = Character.getType(codePoint);
        if (type == Character.FORMAT || type == Character.NON_SPACING_MARK && followsLatin()) {
            return;
        }
        String parts = fold(codePoint);
        for (int i = 0; i < parts.length(); i++) {
            mark(at);
            text.append(parts.charAt(i));
        }
    }

    private boolean followsLatin() {
        return text.length() > 0 && text.charAt(text.length() - 1) <= LAST_LATIN;
    }

    private static String decompose(int codePoint) {
        String compatible = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT);
        String parts = Normalizer.normalize(compatible, Normalizer.Form.NFD);
        return parts.codePointAt(0) <= LAST_LATIN ? parts.replaceAll("\\p{Mn}", "") : compatible;
    }

    private void mark(int at) {
        if (text.length() == starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[text.length()] = at;
    }

    /** The folded text. */
    String text() {
        return folded;
    }

    /** Where in the source a folded character begins; for the length, where the source ends. */
    int sourceOf(int index) {
        return starts[index];
    }

    /** The end in the source of what ends at a folded index. */
    int sourceEndOf(int end) {
        int index = end;
        // Several folded characters may come of one in the source.
        while (index < folded.length() && index > 0 && starts[index] == starts[index - 1]) {
            index++;
        }
        return starts[index];
    }

    /** Without blanks. */
    String compact() {
        return keep(c -> !Character.isWhitespace(c) && !Character.isISOControl(c) && !Character.isSpaceChar(c));
    }

    /** Letters and digits alone: the same for {@code LB-009} and {@code lb009}. */
    String key() {
        return keep(Character::isLetterOrDigit);
    }

    private String keep(IntPredicate kept) {
        return folded.codePoints()
                .filter(kept)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** What a token is made of. */
    enum Kind {
        /** Letters between blanks or other marks. */
        WORD,
        NUMBER,
        /** Two neighbours of a script without blanks. */
        PAIR,
        /** The last character of a run of those, alone. */
        LAST
    }

    /**
     * @param term what is compared
     * @param kind what it is made of
     * @param position place among the tokens; each character of a script without blanks has its own
     * @param start in the folded text
     * @param end in the folded text
     */
    record Token(String term, Kind kind, int position, int start, int end) {}

    /** Words, numbers, and pairs of characters where words are written without blanks. */
    List<Token> tokens() {
        return tokens(first -> true);
    }

    /**
     * Some of the tokens.
     *
     * @param wanted tells by the first character of a token
     */
    List<Token> tokens(IntPredicate wanted) {
        List<Token> tokens = new ArrayList<>();
        int position = 0;
        for (int at = 0; at < folded.length(); ) {
            int codePoint = folded.codePointAt(at);
            int end = at + Character.charCount(codePoint);
            if (Han.isWrittenWithoutBlanks(codePoint)) {
                if (wanted.test(codePoint)) {
                    tokens.add(pair(at, end, position));
                }
                position++;
            } else if (Character.isLetter(codePoint)) {
                end = endOfRun(at, true);
                if (wanted.test(codePoint)) {
                    tokens.add(run(Kind.WORD, at, end, position));
                }
                position++;
            } else if (Character.isDigit(codePoint)) {
                end = endOfRun(at, false);
                if (wanted.test(codePoint)) {
                    tokens.add(run(Kind.NUMBER, at, end, position));
                }
                position++;
            }
            at = end;
        }
        return tokens;
    }

    private Token pair(int at, int end, int position) {
        boolean goesOn = end < folded.length() && Han.isWrittenWithoutBlanks(folded.codePointAt(end));
        int to = goesOn ? end + Character.charCount(folded.codePointAt(end)) : end;
        return new Token(folded.substring(at, to), goesOn ? Kind.PAIR : Kind.LAST, position, at, to);
    }

    private int endOfRun(int from, boolean letters) {
        int at = from;
        while (at < folded.length()) {
            int codePoint = folded.codePointAt(at);
            boolean belongs = letters
                    ? (Character.isLetter(codePoint) || Character.getType(codePoint) == Character.NON_SPACING_MARK)
                            && !Han.isWrittenWithoutBlanks(codePoint)
                    : Character.isDigit(codePoint);
            if (!belongs) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private Token run(Kind kind, int at, int end, int position) {
        int cut = Math.min(end, at + MAX_WORD);
        if (cut < end && Character.isHighSurrogate(folded.charAt(cut - 1))) {
            cut--;
        }
        return new Token(folded.substring(at, cut), kind, position, at, end);
    }

    /** The singular of what looks like an English plural. */
    static String singular(String word) {
        int length = word.length();
        if (length < 4 || !word.endsWith("s") || word.endsWith("ss") || word.endsWith("us") || word.endsWith("is")) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        boolean hisses = word.endsWith("es")
                && HISSING.stream().anyMatch(end -> word.startsWith(end, length - 2 - end.length()));
        return word.substring(0, length - (hisses ? 2 : 1));
    }
}
