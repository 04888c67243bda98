package org.heliograph.cms.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelled word was meant to be. */
final class Hints {

    private Hints() {}

    /** "Did you mean ...?" where a known word is near, otherwise the list of all. */
    static String oneOf(String word, Collection<String> known) {
        return nearest(word, known)
                .map(near -> "Did you mean " + near + "?")
                .orElseGet(() -> known.isEmpty() || known.size() > 25
                        ? "Check the spelling"
                        : "Known are "
                                + String.join(", ", known.stream().sorted().toList()));
    }

    /** The known word that differs least, if it differs by a third of its letters at most. */
    static Optional<String> nearest(String word, Collection<String> known) {
        String shortened = word.length() > 100 ? word.substring(0, 100) : word;
        return known.stream()
                .filter(k -> distance(shortened, k) <= Math.max(1, Math.min(shortened.length(), k.length()) / 3))
                .min(Comparator.<String>comparingInt(k -> distance(shortened, k))
                        .thenComparing(k -> k));
    }

    /** Levenshtein's edit distance, letter case aside. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
