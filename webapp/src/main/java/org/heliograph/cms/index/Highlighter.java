package org.heliograph.cms.index;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.content.Graphemes;
import org.heliograph.cms.index.FoldedText.Kind;
import org.heliograph.cms.index.FoldedText.Token;

/** Shows in a text what was searched for. Nothing is cut within what a reader takes for one character. */
final class Highlighter {

    /** Characters of a fragment, as a reader counts them. */
    private static final int FRAGMENT = 160;
    /** How many of them stand before what was found. */
    private static final int BEFORE = 40;

    private final Set<String> runs = new LinkedHashSet<>();
    private final Set<String> words = new LinkedHashSet<>();
    private final Set<String> beginnings = new LinkedHashSet<>();
    private final Set<String> wholes = new LinkedHashSet<>();
    private final Set<String> typed = new LinkedHashSet<>();

    /**
     * @param text what was searched for
     * @param synonyms what was searched for besides
     */
    Highlighter(String text, Collection<String> synonyms) {
        take(text);
        synonyms.forEach(this::take);
    }

    private void take(String text) {
        List<String> parts = TextQuery.words(text);
        for (String part : parts) {
            takeWord(FoldedText.of(part), part.equals(parts.get(parts.size() - 1)));
        }
        FoldedText folded = FoldedText.of(text);
        wholes.add(folded.compact());
        Pinyin.typed(folded).ifPresent(typed::add);
        parts.forEach(part -> Pinyin.typed(FoldedText.of(part)).ifPresent(typed::add));
    }

    private void takeWord(FoldedText folded, boolean last) {
        List<Token> tokens = folded.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.WORD || token.kind() == Kind.NUMBER) {
                words.add(FoldedText.singular(token.term()));
                if (last && tokens.size() == 1) {
                    beginnings.add(token.term());
                }
            } else if (i == 0 || !isHan(tokens.get(i - 1))) {
                runs.add(folded.text().substring(token.start(), endOfRun(tokens, i)));
            }
        }
    }

    private static boolean isHan(Token token) {
        return token.kind() == Kind.PAIR;
    }

    private static int endOfRun(List<Token> tokens, int from) {
        int at = from;
        while (isHan(tokens.get(at)) && at + 1 < tokens.size()) {
            at++;
        }
        return tokens.get(at).end();
    }

    /** A whole name with what was found in it; empty if nothing was. */
    Optional<String> name(String text) {
        FoldedText folded = FoldedText.of(text);
        BitSet found = find(folded);
        if (found.isEmpty()) {
            findTyped(folded, found);
        }
        if (found.isEmpty()) {
            findParts(folded, found);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(mark(text, found, 0, text.length()));
    }

    /** The surroundings of what was found first in a text; empty if nothing was. */
    Optional<String> fragment(String text) {
        BitSet found = find(FoldedText.of(text));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int[] window = window(text, found.nextSetBit(0));
        int from = window[0];
        int to = window[1];
        return Optional.of((from > 0 ? "…" : "") + mark(text, found, from, to) + (to < text.length() ? "…" : ""));
    }

    /** Where a fragment around a place begins and ends. */
    private static int[] window(String text, int hit) {
        List<Integer> before = boundariesBefore(text, hit);
        int at = before.get(before.size() - 1);
        int after = 0;
        while (at < text.length() && after < FRAGMENT - Math.min(BEFORE, before.size() - 1)) {
            at = Graphemes.next(text, at);
            after++;
        }
        int first = Math.max(0, before.size() - 1 - (FRAGMENT - after));
        return new int[] {before.get(first), at};
    }

    /** Boundaries up to the character that a place is in, as far back as a fragment may begin. */
    private static List<Integer> boundariesBefore(String text, int hit) {
        int at = hit;
        for (int certain = 0; at > 0 && certain < FRAGMENT; ) {
            at--;
            certain += at > 0 && Graphemes.isBoundary(text, at) ? 1 : 0;
        }
        List<Integer> boundaries = new ArrayList<>();
        boundaries.add(at);
        for (int next = Graphemes.next(text, at); next <= hit; next = Graphemes.next(text, next)) {
            boundaries.add(next);
        }
        return boundaries;
    }

    /** The beginning of a text. */
    static String beginning(String text, int graphemes) {
        int end = 0;
        for (int i = 0; i < graphemes && end < text.length(); i++) {
            end = Graphemes.next(text, end);
        }
        return end >= text.length() ? text : text.substring(0, end) + "…";
    }

    private BitSet find(FoldedText folded) {
        BitSet found = new BitSet();
        String text = folded.text();
        for (String run : runs) {
            for (int at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + run.length())) {
                set(found, folded, at, at + run.length());
            }
        }
        if (!words.isEmpty()) {
            folded.tokens(this::mayBeginWord).forEach(token -> findWord(folded, token, found));
        }
        return found;
    }

    private boolean mayBeginWord(int first) {
        for (String word : words) {
            if (word.codePointAt(0) == first) {
                return true;
            }
        }
        for (String word : beginnings) {
            if (word.codePointAt(0) == first) {
                return true;
            }
        }
        return false;
    }

    private void findWord(FoldedText folded, Token token, BitSet found) {
        if (words.contains(token.term()) || words.contains(FoldedText.singular(token.term()))) {
            set(found, folded, token.start(), token.end());
            return;
        }
        beginnings.stream()
                .filter(token.term()::startsWith)
                .forEach(beginning -> set(found, folded, token.start(), token.start() + beginning.length()));
    }

    private void findTyped(FoldedText folded, BitSet found) {
        Pinyin line = Pinyin.of(folded);
        if (!line.isEmpty()) {
            for (String each : typed) {
                PinyinTyped search = new PinyinTyped(each);
                if (search.find(line) != Pinyin.Match.NONE) {
                    set(found, folded, line.start(search.firstUnit()), line.end(search.lastUnit()));
                }
            }
        }
    }

    /** Parts of words, which are looked for in names only. */
    private void findParts(FoldedText folded, BitSet found) {
        for (String whole : wholes) {
            int at = whole.isEmpty() ? -1 : folded.text().indexOf(whole);
            if (at >= 0) {
                set(found, folded, at, at + whole.length());
            }
        }
    }

    private static void set(BitSet found, FoldedText folded, int from, int to) {
        found.set(folded.sourceOf(from), folded.sourceEndOf(to));
    }

    private static String mark(String text, BitSet found, int from, int to) {
        StringBuilder out = new StringBuilder(to - from + 32);
        boolean open = false;
        for (int at = from; at < to; ) {
            int end = Math.min(to, Graphemes.next(text, at));
            int next = found.nextSetBit(at);
            boolean marked = next >= 0 && next < end;
            if (marked != open) {
                out.append(marked ? "<em>" : "</em>");
                open = marked;
            }
            escape(out, text, at, end);
            at = end;
        }
        return out.append(open ? "</em>" : "").toString();
    }

    private static void escape(StringBuilder out, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }
}
