package org.heliograph.spam;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

/**
 * A text as it is meant to be read, without the disguises that hide words from filters, and how many disguises there
 * were. Looks at the beginning and the end only of a text that is too long.
 *
 * @param text in lower case, compatibility forms composed, traditional characters simplified, without invisible
 *     characters and accents
 * @param invisible characters without width inside of words
 * @param bidi characters that turn the direction of writing
 * @param mixed words in which letters of one script stand for those of another
 * @param spelled words with a blank or mark after each letter
 */
record Folded(String text, int invisible, int bidi, int mixed, int spelled) {

    private static final int HEAD = 16_000;
    private static final int TAIL = 4_000;

    private static final String LOOKALIKES = "аaвbсcеeнhкkмmоoрpтtуyхxіiјjѕsԁdԛqԝwαaβbεeηnιiκkνvοoρpτtυuχxɡg";
    private static final String TRADITIONAL = pairs("traditional.txt");

    static Folded of(String text) {
        return new Folding(Normalizer.normalize(part(text), Normalizer.Form.NFKC)).fold();
    }

    private static String part(String text) {
        return text.length() <= HEAD + TAIL
                ? text
                : text.substring(0, HEAD) + ' ' + text.substring(text.length() - TAIL);
    }

    /** Lines of a resource that are neither empty nor comments. */
    static List<String> lines(String resource) {
        InputStream file = Folded.class.getResourceAsStream(resource);
        if (file == null) {
            throw new IllegalStateException("The module lacks its file " + resource);
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The module's file " + resource + " cannot be read", e);
        }
    }

    private static String pairs(String resource) {
        return String.join("", lines(resource)).replace(" ", "");
    }

    /** The second of the pair that begins with a character; the character if there is none. */
    private static char paired(String pairs, char first) {
        for (int at = 0; at + 1 < pairs.length(); at += 2) {
            if (pairs.charAt(at) == first) {
                return pairs.charAt(at + 1);
            }
        }
        return first;
    }

    static boolean isHan(int c) {
        return c >= 0x3400 && Character.isIdeographic(c);
    }

    static boolean isLatin(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static final class Folding {

        private final String source;
        private final StringBuilder folded;
        private int word;
        private boolean foreign;
        private boolean latin;
        private int invisible;
        private int bidi;
        private int mixed;
        private int spelled;

        Folding(String source) {
            this.source = source;
            this.folded = new StringBuilder(source.length());
        }

        Folded fold() {
            for (int at = 0; at < source.length(); at++) {
                take(Character.toLowerCase(source.charAt(at)), at);
            }
            endWord();
            return new Folded(joined(), invisible, bidi, mixed, spelled);
        }

        private void take(char c, int at) {
            if (c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069') {
                bidi++;
            } else if (isInvisible(c)) {
                invisible += insideWord(at) ? 1 : 0;
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                append(c);
            }
        }

        private static boolean isInvisible(char c) {
            return Character.getType(c) == Character.FORMAT || c == '\u115f' || c == '\u1160' || c == '\u3164';
        }

        private boolean insideWord(int at) {
            return at > 0
                    && at + 1 < source.length()
                    && Character.isLetter(source.charAt(at - 1))
                    && Character.isLetter(source.charAt(at + 1));
        }

        private void append(char c) {
            char simple = isHan(c) ? SIMPLE[c] : base(c);
            if (!Character.isLetter(simple) || isHan(simple)) {
                endWord();
                folded.append(simple);
                word = folded.length();
                return;
            }
            latin |= isLatin(simple);
            foreign |= paired(simple) != simple;
            folded.append(simple);
        }

        private void endWord() {
            if (latin && foreign && folded.length() - word >= 4) {
                mixed++;
                for (int at = word; at < folded.length(); at++) {
                    folded.setCharAt(at, paired(folded.charAt(at)));
                }
            }
            latin = false;
            foreign = false;
            word = folded.length();
        }

        private static char paired(char c) {
            return c < 0x80 ? c : Folded.paired(LOOKALIKES, c);
        }

        /** Without its accent. */
        private static char base(char c) {
            if (c < 0xc0 || c > 0x24f) {
                return c;
            }
            char first =
                    Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0);
            return isLatin(first) ? first : c;
        }

        /** With the letters of words such as {@code c.a.s.i.n.o} and the characters of {@code 贷*款} together again. */
        private String joined() {
            StringBuilder joined = new StringBuilder(folded.length());
            for (int at = 0; at < folded.length(); ) {
                int end = spelledUntil(at);
                if (end > at) {
                    spelled++;
                    for (; at < end; at += 2) {
                        joined.append(folded.charAt(at));
                    }
                    at--;
                } else {
                    if (!dividesHan(at)) {
                        joined.append(folded.charAt(at));
                    }
                    at++;
                }
            }
            return joined.toString();
        }

        /** End of a run of at least four single letters with the same mark between them; {@code at} if there is none. */
        private int spelledUntil(int at) {
            if (at > 0 && Character.isLetterOrDigit(folded.charAt(at - 1)) || !single(at)) {
                return at;
            }
            int end = at;
            while (single(end) && folded.charAt(end + 1) == folded.charAt(at + 1)) {
                end += 2;
            }
            boolean lastIsSingle = end < folded.length()
                    && isLatin(folded.charAt(end))
                    && (end + 1 == folded.length() || !Character.isLetterOrDigit(folded.charAt(end + 1)));
            int last = lastIsSingle ? end + 1 : end - 1;
            return last - at >= 7 ? last : at;
        }

        private boolean single(int at) {
            return at + 1 < folded.length()
                    && isLatin(folded.charAt(at))
                    && " .-_*|/".indexOf(folded.charAt(at + 1)) >= 0;
        }

        private boolean dividesHan(int at) {
            return at > 0
                    && at + 1 < folded.length()
                    && " *_.·-|/+~^\u3000".indexOf(folded.charAt(at)) >= 0
                    && isHan(folded.charAt(at - 1))
                    && isHan(folded.charAt(at + 1));
        }
    }

    private static final char[] SIMPLE = simple();

    private static char[] simple() {
        char[] simple = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c < simple.length; c++) {
            simple[c] = (char) c;
        }
        for (int at = 0; at + 1 < TRADITIONAL.length(); at += 2) {
            simple[TRADITIONAL.charAt(at)] = TRADITIONAL.charAt(at + 1);
        }
        return simple;
    }
}
