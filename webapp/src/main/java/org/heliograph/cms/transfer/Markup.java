package org.heliograph.cms.transfer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** HTML as a row of tags and texts, cut where a translator's segments begin and end. */
final class Markup {

    private static final Pattern PIECE = Pattern.compile(
            "<!--.*?-->|</?[A-Za-z][^>]*>|\\$\\{link:\\{(?:\\w{1,20}:\\{[^{}]*},?){0,10}}}|[^<$]+|.", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("(?s)<(/?)([A-Za-z][A-Za-z0-9-]*).*?(/?)>");

    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "caption",
            "colgroup",
            "col",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "blockquote",
            "pre",
            "figure",
            "figcaption",
            "hr",
            "section",
            "article");

    private static final Set<String> VOID = Set.of("br", "hr", "img", "col", "wbr", "input");

    private Markup() {}

    /** What a piece is. */
    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        /** A tag without an end, a comment, or one of Magnolia's macros. */
        ALONE
    }

    /**
     * @param raw as it stands in the HTML
     * @param name of the element; empty for others
     */
    record Piece(Kind kind, String raw, String name) {

        private boolean isBlock() {
            return BLOCKS.contains(name);
        }

        /** The characters of a text, without the escapes of HTML. */
        String text() {
            return Parser.unescapeEntities(raw, false);
        }
    }

    /**
     * A stretch of pieces.
     *
     * @param between whether it holds nothing to translate: what stands between paragraphs
     */
    record Stretch(boolean between, List<Piece> pieces) {

        /** The stretch as it stands in the HTML. */
        String raw() {
            StringBuilder raw = new StringBuilder();
            pieces.forEach(piece -> raw.append(piece.raw()));
            return raw.toString();
        }
    }

    /** Cuts HTML into what stands between paragraphs and the paragraphs themselves. */
    static List<Stretch> stretches(String html) {
        List<Stretch> stretches = new ArrayList<>();
        List<Piece> open = new ArrayList<>();
        boolean between = true;
        for (Piece piece : pieces(html)) {
            boolean block = piece.isBlock()
                    || between && piece.kind() == Kind.TEXT && piece.raw().isBlank();
            if (block != between && !open.isEmpty()) {
                stretches.add(new Stretch(between, open));
                open = new ArrayList<>();
            }
            between = block;
            open.add(piece);
        }
        if (!open.isEmpty()) {
            stretches.add(new Stretch(between, open));
        }
        return stretches;
    }

    /** The whole of it as one stretch to translate. */
    static Stretch whole(String html) {
        return new Stretch(false, pieces(html));
    }

    /** A text without markup. */
    static Stretch plain(String text) {
        return new Stretch(false, List.of(new Piece(Kind.TEXT, text, "")));
    }

    private static List<Piece> pieces(String html) {
        List<Piece> pieces = new ArrayList<>();
        Matcher piece = PIECE.matcher(html);
        StringBuilder text = new StringBuilder();
        while (piece.find()) {
            String raw = piece.group();
            if (raw.startsWith("<") && TAG.matcher(raw).matches()) {
                flush(text, pieces);
                pieces.add(tag(raw));
            } else if (raw.startsWith("<!--") || raw.startsWith("${link:")) {
                flush(text, pieces);
                pieces.add(new Piece(Kind.ALONE, raw, ""));
            } else {
                text.append(raw);
            }
        }
        flush(text, pieces);
        return pieces;
    }

    private static void flush(StringBuilder text, List<Piece> pieces) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(Kind.TEXT, text.toString(), ""));
            text.setLength(0);
        }
    }

    private static Piece tag(String raw) {
        Matcher tag = TAG.matcher(raw);
        if (!tag.matches()) {
            throw new IllegalArgumentException(raw);
        }
        String name = tag.group(2).toLowerCase(Locale.ROOT);
        if (VOID.contains(name) || !tag.group(3).isEmpty()) {
            return new Piece(Kind.ALONE, raw, name);
        }
        return new Piece(tag.group(1).isEmpty() ? Kind.OPEN : Kind.CLOSE, raw, name);
    }

    /** For each opening tag of a stretch the place of its end in it, and the other way round; -1 for all others. */
    static int[] partners(List<Piece> pieces) {
        int[] partners = new int[pieces.size()];
        Arrays.fill(partners, -1);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.kind() == Kind.OPEN) {
                open.push(i);
            } else if (piece.kind() == Kind.CLOSE
                    && !open.isEmpty()
                    && pieces.get(open.peek()).name().equals(piece.name())) {
                int start = open.pop();
                partners[start] = i;
                partners[i] = start;
            } else if (piece.kind() == Kind.CLOSE) {
                open.clear();
            }
        }
        return partners;
    }

    /** Characters as HTML that shows them. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
