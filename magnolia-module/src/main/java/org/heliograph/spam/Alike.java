package org.heliograph.spam;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells messages that are nearly the same as those before. A message is the set of its pieces: pairs of neighbouring Han
 * characters, and five letters in a row of other scripts, as a letter says less. Of each set a sketch of fixed size is
 * kept (MinHash with one permutation, Li, Owen and Zhang 2012), from which the share of common pieces can be told. Like
 * messages share one sketch, so that a flood fills one place.
 */
final class Alike {

    static final int KEPT = 2_048;
    private static final int BINS = 64;
    private static final int EMPTY = -1;
    /** Texts with fewer pieces are alike by chance, and real senders write the same few words. */
    private static final int SHORT = 16;

    private static final int MANY_SHORT = 20;
    private static final double SHARE = 0.45;
    /** Sketches of short texts are coarse, so more has to be the same. */
    private static final double SHARE_OF_FEW = 0.6;

    private static final int FEW = 40;
    private static final Duration MEMORY = Duration.ofHours(12);

    private final Keyed keyed;
    private final Map<Long, Group> groups = new LinkedHashMap<>();
    private long next;

    private record Sketch(int[] bins, int pieces, long exact) {}

    private static final class Group {
        private final Sketch sketch;
        private final Rate rate = new Rate(MEMORY);

        Group(Sketch sketch) {
            this.sketch = sketch;
        }
    }

    Alike(Keyed keyed) {
        this.keyed = keyed;
    }

    /** Counts a text, and says whether too many were like it. */
    Optional<Reason> count(Folded folded, Instant now) {
        Sketch sketch = sketch(folded);
        double count = group(sketch).rate.add(now);
        boolean brief = sketch.pieces() < SHORT;
        int many = (int) Math.ceil(count - 0.5);
        if (brief ? many > MANY_SHORT : many >= 3) {
            return Optional.of(Reason.of("alike.many", 100, many));
        }
        return !brief && many == 2 ? Optional.of(Reason.of("alike.two", 30)) : Optional.empty();
    }

    /** Forgets how many were like a text: a moderator says that such messages are real. */
    void forgive(Folded folded) {
        group(sketch(folded)).rate.reset();
    }

    private synchronized Group group(Sketch sketch) {
        for (Map.Entry<Long, Group> entry : groups.entrySet()) {
            if (isAlike(entry.getValue().sketch, sketch)) {
                groups.remove(entry.getKey());
                groups.put(next++, entry.getValue());
                return entry.getValue();
            }
        }
        Group group = new Group(sketch);
        groups.put(next++, group);
        if (groups.size() > KEPT) {
            Iterator<Group> oldest = groups.values().iterator();
            oldest.next();
            oldest.remove();
        }
        return group;
    }

    private static boolean isAlike(Sketch one, Sketch other) {
        if (one.exact() == other.exact()) {
            return true;
        }
        int pieces = Math.min(one.pieces(), other.pieces());
        return pieces >= SHORT && share(one.bins(), other.bins()) >= (pieces < FEW ? SHARE_OF_FEW : SHARE);
    }

    private static double share(int[] one, int[] other) {
        int same = 0;
        int filled = 0;
        for (int bin = 0; bin < BINS; bin++) {
            filled += one[bin] != EMPTY || other[bin] != EMPTY ? 1 : 0;
            same += one[bin] != EMPTY && one[bin] == other[bin] ? 1 : 0;
        }
        return (double) same / Math.max(1, filled);
    }

    private Sketch sketch(Folded folded) {
        String text = letters(folded.text());
        int[] bins = new int[BINS];
        Arrays.fill(bins, EMPTY);
        int pieces = 0;
        for (int at = 0; at < text.length(); at++) {
            int length = Folded.isHan(text.charAt(at)) ? 2 : 5;
            if (at + length <= text.length()) {
                pieces++;
                long hash = keyed.hash(text, at, at + length);
                int bin = (int) (hash >>> 58);
                int value = (int) hash & Integer.MAX_VALUE;
                bins[bin] = bins[bin] == EMPTY ? value : Math.min(bins[bin], value);
            }
        }
        return new Sketch(bins, pieces, keyed.hash(text));
    }

    /** Without digits and marks, which floods vary. */
    private static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Character.isLetter(c)) {
                letters.append(c);
            }
        }
        return letters.toString();
    }

    /** How many sketches are kept. */
    synchronized int size() {
        return groups.size();
    }
}
