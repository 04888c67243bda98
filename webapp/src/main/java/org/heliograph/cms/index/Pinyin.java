package org.heliograph.cms.index;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a text may be typed in Latin letters: a Han character by any of its readings or the initial of one, a letter or
 * digit by itself or not at all. All readings of all characters count, without a list of their combinations.
 *
 * <p>Its written form is compared as it is, without being read into objects: for each character a byte that tells how
 * many choices there are and whether it may be left out, and the choices, each behind its length; a zero ends it.
 */
final class Pinyin {

    /** Characters of a text that count. */
    private static final int MAX_CHARACTERS = 300;

    static final int OPTIONAL = 0x40;
    static final int CHOICES = 0x3F;

    /** Marks a gram that begins where a character does. */
    private static final char INSIDE = '^';
    /** Marks a gram that begins where the text does. */
    private static final char BEGINNING = '$';

    private static final int GRAM = 3;

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
        return List.copyOf(choices).subList(0, Math.min(choices.size(), CHOICES));
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

    /** The letters and digits that it may begin with, when it is typed from the beginning on. */
    Set<Character> firstLetters() {
        Set<Character> letters = new LinkedHashSet<>();
        for (Unit unit : units) {
            unit.choices().forEach(choice -> letters.add(choice.charAt(0)));
            if (!unit.optional()) {
                break;
            }
        }
        return letters;
    }

    /** Where in the folded text a character begins. */
    int start(int unit) {
        return units.get(unit).start();
    }

    int end(int unit) {
        return units.get(unit).end();
    }

    /**
     * Every three letters that may follow one another in what is typed; and with a mark, the first two and three from
     * each character on.
     */
    Set<String> grams() {
        Set<String> grams = new LinkedHashSet<>();
        Set<String> before = new LinkedHashSet<>();
        boolean atBeginning = true;
        for (Unit unit : units) {
            before.add(Character.toString(INSIDE));
            if (atBeginning) {
                before.add(Character.toString(BEGINNING));
            }
            atBeginning &= unit.optional();
            Set<String> after = unit.optional() ? new LinkedHashSet<>(before) : new LinkedHashSet<>();
            for (String choice : unit.choices()) {
                for (String typed : before) {
                    after.add(type(typed, choice, grams));
                }
            }
            before = after;
        }
        return grams;
    }

    /** Types on, and gives back what the next grams begin with. */
    private static String type(String before, String choice, Set<String> grams) {
        String typed = before;
        for (int i = 0; i < choice.length(); i++) {
            typed += choice.charAt(i);
            boolean marked = typed.charAt(0) == INSIDE || typed.charAt(0) == BEGINNING;
            int letters = typed.length() - (marked ? 1 : 0);
            if (letters == GRAM || marked && letters == GRAM - 1) {
                grams.add(typed);
            }
            if (letters == GRAM) {
                grams.add(typed.substring(marked ? 1 : 0));
                typed = typed.substring(typed.length() - GRAM + 1);
            }
        }
        return typed;
    }

    /** The grams that a text has which is typed so. */
    static Set<String> gramsOf(String typed, Match least) {
        Set<String> grams = new LinkedHashSet<>();
        char mark = least == Match.INSIDE ? INSIDE : BEGINNING;
        grams.add(mark + typed.substring(0, Math.min(GRAM, typed.length())));
        for (int end = 2 * GRAM; end < typed.length() + GRAM && typed.length() > GRAM; end += GRAM) {
            int to = Math.min(end, typed.length());
            grams.add(typed.substring(to - GRAM, to));
        }
        return grams;
    }

    /** The written form of several texts. */
    static byte[] encode(Collection<Pinyin> texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Pinyin text : texts) {
            for (Unit unit : text.units) {
                out.write(unit.choices().size() | (unit.optional() ? OPTIONAL : 0));
                for (String choice : unit.choices()) {
                    out.write(choice.length());
                    out.writeBytes(choice.getBytes(StandardCharsets.US_ASCII));
                }
            }
            out.write(0);
        }
        return out.toByteArray();
    }

    /** How much of a text was typed, the best last. */
    enum Match {
        NONE,
        INSIDE,
        BEGINNING,
        WHOLE
    }
}
