package org.heliograph.spam;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Phrases that spam is made of, by kind, as {@code phrases.txt} lists them. A pass over a text looks at each place for
 * the phrases that begin with its two characters, so that the time grows with the text and not with the list.
 */
final class Phrases {

    /** Phrases of this kind speak for a message. */
    private static final String TRADE = "trade";
    /** So many points a kind has at most; other signs must not be drowned. */
    private static final int MOST = 150;

    private static final int MOST_TRADE = 40;
    /** Suspicion from which on words of the trade no longer help: spam writes them, too. */
    private static final int PLAIN = 80;

    private static final int REACH = 40;
    private static final int SHOWN = 4;
    private static final String DIGITS = "013457$";
    private static final String LETTERS = "oieasts";

    private final List<Phrase> phrases = new ArrayList<>();
    private final Map<Integer, List<Phrase>> byBeginning = new HashMap<>();

    private record Part(String text, boolean wordBegins, boolean wordEnds) {

        static Part of(String written) {
            boolean open = written.endsWith("*");
            String text = open ? written.substring(0, written.length() - 1) : written;
            return new Part(text, isLetter(text.charAt(0)), !open && isLetter(text.charAt(text.length() - 1)));
        }

        boolean isAt(String in, int at) {
            int end = at + text.length();
            return in.startsWith(text, at)
                    && !(wordBegins && at > 0 && isLetter(in.charAt(at - 1)))
                    && !(wordEnds && end < in.length() && isLetter(in.charAt(end)));
        }
    }

    private record Phrase(int number, String kind, int points, String shown, List<Part> parts) {

        boolean isAt(String in, int at) {
            if (!parts.get(0).isAt(in, at)) {
                return false;
            }
            int end = at + parts.get(0).text().length();
            for (Part part : parts.subList(1, parts.size())) {
                int next = near(in, part, end);
                if (next < 0) {
                    return false;
                }
                end = next + part.text().length();
            }
            return true;
        }

        private static int near(String in, Part part, int from) {
            int last = Math.min(from + REACH, in.length() - part.text().length());
            for (int at = from; at <= last; at++) {
                if (part.isAt(in, at)) {
                    return at;
                }
            }
            return -1;
        }
    }

    Phrases() {
        String kind = "";
        for (String line : Folded.lines("phrases.txt")) {
            if (line.startsWith("[")) {
                kind = line.substring(1, line.length() - 1);
            } else {
                add(kind, line);
            }
        }
    }

    private void add(String kind, String line) {
        int colon = line.indexOf(':');
        int points = Integer.parseInt(line.substring(0, colon));
        for (String written : line.substring(colon + 1).split(";")) {
            String shown = written.strip();
            List<Part> parts = List.of(shown.split(" ~ ")).stream()
                    .map(part -> Part.of(part.strip()))
                    .toList();
            Phrase phrase = new Phrase(phrases.size(), kind, points, shown.replace(" ~ ", " … "), parts);
            phrases.add(phrase);
            byBeginning
                    .computeIfAbsent(beginning(parts.get(0).text(), 0), key -> new ArrayList<>())
                    .add(phrase);
        }
    }

    private static int beginning(String text, int at) {
        return text.charAt(at) << 16 | text.charAt(at + 1);
    }

    /** Letters that words are made of, with blanks between them. */
    private static boolean isLetter(char c) {
        return Folded.isLatin(c);
    }

    /** A reason for each kind of which a text has phrases. */
    List<Reason> find(Folded folded) {
        Map<String, List<Phrase>> found = new LinkedHashMap<>();
        BitSet seen = new BitSet(phrases.size());
        String text = lettersForDigits(folded.text());
        for (int at = 0; at + 1 < text.length(); at++) {
            for (Phrase phrase : byBeginning.getOrDefault(beginning(text, at), List.of())) {
                if (!seen.get(phrase.number()) && phrase.isAt(text, at)) {
                    seen.set(phrase.number());
                    found.computeIfAbsent(phrase.kind(), key -> new ArrayList<>())
                            .add(phrase);
                }
            }
        }
        return reasons(found);
    }

    /** With the letters that digits stand for inside of words, as in {@code cas1no}. */
    private static String lettersForDigits(String text) {
        StringBuilder letters = new StringBuilder(text);
        for (int at = 1; at + 1 < text.length(); at++) {
            int digit = DIGITS.indexOf(text.charAt(at));
            if (digit >= 0 && isLetter(text.charAt(at - 1)) && isLetter(text.charAt(at + 1))) {
                letters.setCharAt(at, LETTERS.charAt(digit));
            }
        }
        return letters.toString();
    }

    private static List<Reason> reasons(Map<String, List<Phrase>> found) {
        List<Reason> reasons = new ArrayList<>();
        int suspicion = 0;
        List<Phrase> trade = found.getOrDefault(TRADE, List.of());
        found.remove(TRADE);
        for (Map.Entry<String, List<Phrase>> kind : found.entrySet()) {
            int points = Math.min(MOST, sum(kind.getValue()));
            suspicion += points;
            reasons.add(Reason.of("phrases." + kind.getKey(), points, shown(kind.getValue())));
        }
        if (!trade.isEmpty() && suspicion < PLAIN) {
            reasons.add(Reason.of("phrases.trade", Math.max(-MOST_TRADE, sum(trade)), shown(trade)));
        }
        return reasons;
    }

    private static int sum(List<Phrase> phrases) {
        return phrases.stream().mapToInt(Phrase::points).sum();
    }

    private static String shown(List<Phrase> phrases) {
        return String.join(
                ", ", phrases.stream().map(Phrase::shown).limit(SHOWN).toList());
    }
}
