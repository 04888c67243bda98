package org.heliograph.cms.content;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one text became another, in pieces that are the same in both, taken out, or new. Chinese and other scripts without
 * blanks are compared by characters as a reader counts them, words of letters and digits as wholes, and so are tags of
 * rich text.
 */
public final class TextChanges {

    /** What happened to a piece. */
    public enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    /** A piece of one text or both. */
    public record Piece(Kind kind, String text) {}

    /** Pieces that are compared of each text; the rest of longer ones counts as one piece. */
    private static final int MOST_TOKENS = 20_000;

    private static final Pattern TOKEN = Pattern.compile(
            "<[^<>]{1,2000}>|&#?\\w{1,31};|[\\p{IsLatin}\\p{IsCyrillic}\\p{IsGreek}\\p{N}][\\p{IsLatin}\\p{IsCyrillic}"
                    + "\\p{IsGreek}\\p{N}\\p{M}]*|[ \\t]+|\\X");

    private TextChanges() {}

    /**
     * The pieces in order, what was removed before what was added in its place; those that are not new make up the text
     * before, those that were not removed the one after.
     */
    public static List<Piece> between(String before, String after) {
        List<String> old = tokens(before);
        List<String> now = tokens(after);
        Pieces pieces = new Pieces();
        int from = 0;
        for (Change change : changes(old, now)) {
            pieces.same(old.subList(from, change.startOriginal));
            pieces.removed.append(String.join("", old.subList(change.startOriginal, change.endOriginal)));
            pieces.added.append(String.join("", now.subList(change.startRevised, change.endRevised)));
            from = change.endOriginal;
        }
        pieces.same(old.subList(from, old.size()));
        pieces.flush();
        return pieces.all;
    }

    private static final class Pieces {

        private final List<Piece> all = new ArrayList<>();
        private final StringBuilder removed = new StringBuilder();
        private final StringBuilder added = new StringBuilder();

        void same(List<String> tokens) {
            if (!tokens.isEmpty()) {
                flush();
                all.add(new Piece(Kind.SAME, String.join("", tokens)));
            }
        }

        void flush() {
            add(Kind.REMOVED, removed);
            add(Kind.ADDED, added);
        }

        private void add(Kind kind, StringBuilder text) {
            if (!text.isEmpty()) {
                all.add(new Piece(kind, text.toString()));
                text.setLength(0);
            }
        }
    }

    /** Texts with hardly a token in common would be compared at length for a result of no use. */
    private static List<Change> changes(List<String> old, List<String> now) {
        Set<String> common = Set.copyOf(old);
        long shared = now.stream().filter(common::contains).count();
        if (shared * 10 < Math.min(old.size(), now.size())) {
            return old.isEmpty() && now.isEmpty()
                    ? List.of()
                    : List.of(new Change(DeltaType.CHANGE, 0, old.size(), 0, now.size()));
        }
        return new MyersDiffWithLinearSpace<String>().computeDiff(old, now, null);
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (tokens.size() < MOST_TOKENS && token.find()) {
            tokens.add(token.group());
            end = token.end();
        }
        if (end < text.length()) {
            tokens.add(text.substring(end));
        }
        return tokens;
    }
}
