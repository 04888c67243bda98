package org.heliograph.cms.index;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a text may be typed in Latin letters: a Han character by any of its readings or the initial of one, a letter or
 * digit by itself or not at all. All readings of all characters count, without a list of their combinations.
 */
final class Pinyin {

    /** Characters of a text that count. */
    private static final int MAX_CHARACTERS = 300;

    private static final String UNIT = "\u0001";
    private static final String CHOICE = "\u0002";

    /**
     * @param choices what may be typed for it
     * @param optional whether it may be left out
     * @param start of the character in the folded text
     * @param end of it
     */
    private record Unit(List<String> choices, boolean optional, int start, int end) {}

    private final List<Unit> units;

    private Pinyin(List<Unit> units) {
        this.units = units;
    }

    static Pinyin of(FoldedText folded) {
        List<Unit> units = new ArrayList<>();
        String text = folded.text();
        for (int at = 0; at < text.length() && units.size() < MAX_CHARACTERS; ) {
            int codePoint = text.codePointAt(at);
            int end = at + Character.charCount(codePoint);
            if (isTyped(codePoint)) {
                units.add(new Unit(List.of(Character.toString(codePoint)), true, at, end));
            } else {
                Set<String> readings = Han.readings(codePoint);
                if (!readings.isEmpty()) {
                    units.add(new Unit(withInitials(readings), false, at, end));
                }
            }
            at = end;
        }
        return new Pinyin(units);
    }

    private static boolean isTyped(int codePoint) {
        return codePoint >= 'a' && codePoint <= 'z' || codePoint >= '0' && codePoint <= '9';
    }

    private static List<String> withInitials(Set<String> readings) {
        Set<String> choices = new LinkedHashSet<>(readings);
        readings.forEach(reading -> choices.add(reading.substring(0, 1)));
        return List.copyOf(choices);
    }

    /** What of a query may be pinyin: its letters and digits, if it has two letters and nothing but Latin ones. */
    static Optional<String> typed(FoldedText query) {
        String key = query.key();
        boolean latin = key.chars().allMatch(Pinyin::isTyped);
        long letters = key.chars().filter(Character::isLetter).count();
        return latin && letters >= 2 ? Optional.of(key) : Optional.empty();
    }

    /** Whether no Han character is in it. */
    boolean isEmpty() {
        return units.stream().allMatch(Unit::optional);
    }

    /** Every pair of letters that may follow one another in what is typed. */
    Set<String> pairs() {
        Set<String> pairs = new HashSet<>();
        Set<Character> before = new HashSet<>();
        for (Unit unit : units) {
            Set<Character> last = unit.optional() ? new HashSet<>(before) : new HashSet<>();
            for (String choice : unit.choices()) {
                before.forEach(c -> pairs.add(c + choice.substring(0, 1)));
                for (int i = 1; i < choice.length(); i++) {
                    pairs.add(choice.substring(i - 1, i + 1));
                }
                last.add(choice.charAt(choice.length() - 1));
            }
            before = last;
        }
        return pairs;
    }

    static Set<String> pairsOf(String typed) {
        Set<String> pairs = new LinkedHashSet<>();
        for (int i = 1; i < typed.length(); i++) {
            pairs.add(typed.substring(i - 1, i + 1));
        }
        return pairs;
    }

    /** Written form, to be stored. */
    String encode() {
        StringBuilder out = new StringBuilder();
        units.forEach(unit -> out.append(unit.optional() ? "?" : "")
                .append(String.join(CHOICE, unit.choices()))
                .append(UNIT));
        return out.toString();
    }

    /** Reads the written form; where the characters stood is not in it. */
    static Pinyin decode(String encoded) {
        List<Unit> units = new ArrayList<>();
        for (String unit : encoded.split(UNIT)) {
            if (!unit.isEmpty()) {
                boolean optional = unit.startsWith("?");
                units.add(new Unit(List.of((optional ? unit.substring(1) : unit).split(CHOICE)), optional, 0, 0));
            }
        }
        return new Pinyin(units);
    }

    /** How much of a text was typed, the best last. */
    enum Match {
        NONE,
        INSIDE,
        BEGINNING,
        WHOLE
    }

    /**
     * @param match how much
     * @param start of what was typed, in the folded text
     * @param end of it
     */
    record Found(Match match, int start, int end) {
        static final Found NOTHING = new Found(Match.NONE, 0, 0);
    }

    /** The first place where that may have been typed. The last syllable may be a beginning. */
    Found find(String typed) {
        Found best = Found.NOTHING;
        boolean atBeginning = true;
        for (int from = 0; from < units.size() && best.match() != Match.WHOLE; from++) {
            Found found = findAt(from, atBeginning, typed);
            if (found.match().compareTo(best.match()) > 0) {
                best = found;
            }
            atBeginning &= units.get(from).optional();
        }
        return best;
    }

    private Found findAt(int from, boolean atBeginning, String typed) {
        BitSet reached = new BitSet();
        reached.set(0);
        Found found = Found.NOTHING;
        for (int i = from; i < units.size() && !reached.isEmpty(); i++) {
            Unit unit = units.get(i);
            BitSet next = unit.optional() && i > from ? (BitSet) reached.clone() : new BitSet();
            boolean begun = step(unit, reached, next, typed);
            if (begun || next.get(typed.length())) {
                Match match = !atBeginning
                        ? Match.INSIDE
                        : endsWith(i) && next.get(typed.length()) ? Match.WHOLE : Match.BEGINNING;
                if (match.compareTo(found.match()) > 0) {
                    found = new Found(match, units.get(from).start(), unit.end());
                }
                next.clear(typed.length());
            }
            reached = next;
        }
        return found;
    }

    /** Types one character on, and tells whether the typed text ends within it. */
    private static boolean step(Unit unit, BitSet reached, BitSet next, String typed) {
        boolean begun = false;
        for (int at = reached.nextSetBit(0); at >= 0; at = reached.nextSetBit(at + 1)) {
            for (String choice : unit.choices()) {
                if (typed.startsWith(choice, at)) {
                    next.set(at + choice.length());
                } else {
                    int left = typed.length() - at;
                    begun |= left > 0 && left < choice.length() && choice.startsWith(typed.substring(at));
                }
            }
        }
        return begun;
    }

    private boolean endsWith(int index) {
        return units.subList(index + 1, units.size()).stream().allMatch(Unit::optional);
    }
}
