package org.heliograph.cms.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Guesses what a misspelled word was meant to be. */
public final class Hints {

    /** Longer words are cut; nobody means one. */
    private static final int LONGEST = 100;

    private Hints() {}

    /** "Did you mean ...?" where a known word is near, otherwise the list of all unless it is long. */
    public static String oneOf(String word, Collection<String> known) {
        return nearest(word, known)
                .map(near -> "Did you mean " + near + "?")
                .orElseGet(() -> known.isEmpty() || known.size() > 25
                        ? "Check the spelling"
                        : "Known are "
                                + String.join(", ", known.stream().sorted().toList()));
    }

    /** The known word that differs least, if it differs by a third of its letters at most. */
    static Optional<String> nearest(String word, Collection<String> known) {
        return nearest(word, known, length -> Math.max(1, length / 3));
    }

    /** The known word that differs so little that this can be no other word, meant by someone else. */
    static Optional<String> slip(String word, Collection<String> known) {
        return nearest(word, known, length -> length < 4 ? 0 : length < 12 ? 1 : 2);
    }

    private static Optional<String> nearest(String word, Collection<String> known, IntUnaryOperator limit) {
        String shortened = word.length() > LONGEST ? word.substring(0, LONGEST) : word;
        return known.stream()
                .filter(k -> k.length() <= LONGEST)
                .filter(k -> distance(shortened, k) <= limit.applyAsInt(Math.min(shortened.length(), k.length())))
                .min(Comparator.<String>comparingInt(k -> distance(shortened, k))
                        .thenComparing(k -> k));
    }

    /** Letters to replace, insert, remove or swap with their neighbour, letter case aside. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = Math.min(i, j) == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
