package org.heliograph.cms.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A text cut into segments, its markup behind identifiers. It follows from the texts alone: what comes back is put together
 * from the unit as it is made anew, so that nobody can slip in markup of his own.
 */
final class Unit {

    /**
     * A segment, or what stands between two of them.
     *
     * @param between whether there is nothing to translate in it
     * @param target of segments; empty where there is none
     */
    record Segment(boolean between, List<Inline> source, Optional<List<Inline>> target) {}

    /** Markup of a piece: the whole, or what stands before and behind its content. */
    record Code(String start, Optional<String> end) {}

    private final boolean rich;
    private final List<Segment> segments = new ArrayList<>();
    private final Map<String, Code> codes = new LinkedHashMap<>();

    private Unit(boolean rich) {
        this.rich = rich;
    }

    static Unit of(TranslatableText text) {
        Unit unit = new Unit(text.rich());
        if (!text.rich()) {
            unit.add(
                    Markup.plain(text.source()),
                    Optional.of(text.target()).filter(t -> !t.isEmpty()).map(Markup::plain));
            return unit;
        }
        List<Markup.Stretch> source = Markup.stretches(text.source());
        List<Markup.Stretch> target = Markup.stretches(text.target());
        if (source.stream().allMatch(Markup.Stretch::between)
                || !text.target().isEmpty() && !hasSameFrame(source, target)) {
            unit.add(
                    Markup.whole(text.source()),
                    Optional.of(text.target()).filter(t -> !t.isEmpty()).map(Markup::whole));
            return unit;
        }
        for (int i = 0; i < source.size(); i++) {
            unit.add(source.get(i), target.isEmpty() ? Optional.empty() : Optional.of(target.get(i)));
        }
        return unit;
    }

    /** Whether the paragraphs of one stand where those of the other do. */
    private static boolean hasSameFrame(List<Markup.Stretch> source, List<Markup.Stretch> target) {
        if (source.size() != target.size()) {
            return false;
        }
        for (int i = 0; i < source.size(); i++) {
            boolean same = source.get(i).between() == target.get(i).between()
                    && (!source.get(i).between()
                            || source.get(i).raw().equals(target.get(i).raw()));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private void add(Markup.Stretch source, Optional<Markup.Stretch> target) {
        Map<Code, List<String>> free = new HashMap<>();
        List<Inline> from = inline(source.pieces(), code -> {
            String id = newId(code);
            free.computeIfAbsent(code, c -> new ArrayList<>()).add(id);
            return id;
        });
        // The same markup in the translation is the same code; what the translation has of its own gets codes of its
        // own.
        Optional<List<Inline>> to = source.between()
                ? Optional.empty()
                : target.map(stretch -> inline(stretch.pieces(), code -> {
                    List<String> ids = free.getOrDefault(code, List.of());
                    return ids.isEmpty() ? newId(code) : ids.remove(0);
                }));
        segments.add(new Segment(source.between(), from, to));
    }

    private String newId(Code code) {
        String id = "c" + (codes.size() + 1);
        codes.put(id, code);
        return id;
    }

    private interface Ids {
        String of(Code code);
    }

    private List<Inline> inline(List<Markup.Piece> pieces, Ids ids) {
        return inline(pieces, Markup.partners(pieces), 0, pieces.size(), ids);
    }

    private List<Inline> inline(List<Markup.Piece> pieces, int[] partners, int from, int to, Ids ids) {
        List<Inline> inline = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Markup.Piece piece = pieces.get(i);
            if (piece.kind() == Markup.Kind.TEXT) {
                inline.add(new Inline.Text(rich ? piece.text() : piece.raw()));
            } else if (partners[i] > i) {
                String end = pieces.get(partners[i]).raw();
                String id = ids.of(new Code(piece.raw(), Optional.of(end)));
                inline.add(new Inline.Paired(id, inline(pieces, partners, i + 1, partners[i], ids)));
                i = partners[i];
            } else {
                inline.add(new Inline.Placeholder(ids.of(new Code(piece.raw(), Optional.empty()))));
            }
        }
        return inline;
    }

    List<Segment> segments() {
        return segments;
    }

    /** The markup by identifier, in the order of their first use. */
    Map<String, Code> codes() {
        return codes;
    }

    /** The segments to translate. */
    List<Segment> translated() {
        return segments.stream().filter(segment -> !segment.between()).toList();
    }

    /**
     * The whole text with these translations of its segments.
     *
     * @param targets one for each of {@link #translated}
     */
    String render(List<List<Inline>> targets) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (Segment segment : segments) {
            render(segment.between() ? segment.source() : targets.get(next++), text);
        }
        return text.toString();
    }

    private void render(List<Inline> pieces, StringBuilder text) {
        for (Inline piece : pieces) {
            if (piece instanceof Inline.Text characters) {
                text.append(rich ? Markup.escaped(characters.text()) : characters.text());
            } else if (piece instanceof Inline.Placeholder alone) {
                text.append(codes.get(alone.id()).start());
            } else if (piece instanceof Inline.Paired pair) {
                text.append(codes.get(pair.id()).start());
                render(pair.content(), text);
                text.append(codes.get(pair.id()).end().orElse(""));
            }
        }
    }

    /**
     * What is wrong with the markup of a translation: each code of the source has to be there once, of its kind, and no
     * other one besides those that the translation had before.
     */
    static Optional<Finding> fault(String place, Segment segment, List<Inline> target) {
        SortedMap<String, Integer> wanted = count(segment.source());
        SortedMap<String, Integer> found = count(target);
        boolean asBefore =
                segment.target().map(before -> count(before).equals(found)).orElse(false);
        if (found.equals(wanted) || asBefore) {
            return Optional.empty();
        }
        List<String> missing = wanted.keySet().stream()
                .filter(id -> !found.containsKey(id))
                .map(Unit::shown)
                .toList();
        List<String> foreign = found.keySet().stream()
                .filter(id -> found.get(id) > wanted.getOrDefault(id, 0))
                .map(Unit::shown)
                .toList();
        return Optional.of(
                Finding.at(place, "codes-wrong", none(String.join(", ", missing)), none(String.join(", ", foreign))));
    }

    private static String none(String list) {
        return list.isEmpty() ? "–" : list;
    }

    private static String shown(String key) {
        return key.substring(1);
    }

    /** How often each code occurs, its kind before its identifier. */
    private static SortedMap<String, Integer> count(List<Inline> pieces) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        keys(pieces).forEach(key -> counts.merge(key, 1, Integer::sum));
        return counts;
    }

    private static Stream<String> keys(List<Inline> pieces) {
        return pieces.stream().flatMap(piece -> {
            if (piece instanceof Inline.Placeholder alone) {
                return Stream.of("-" + alone.id());
            }
            return piece instanceof Inline.Paired pair
                    ? Stream.concat(Stream.of("+" + pair.id()), keys(pair.content()))
                    : Stream.empty();
        });
    }
}
