package org.heliograph.spam;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells messages that are nearly the same as those before. A message is the set of its pieces: pairs of neighbouring Han
 * characters, and five letters in a row of other scripts, as a letter says less. Of each set a sketch of fixed size is
 * kept (MinHash with one permutation, Li, Owen and Zhang 2012), from which the share of common pieces can be told. Like
 * messages share one sketch, so that a flood fills one place.
 */
final class Alike {

    static final int KEPT = 2_048;
    /** Bins are bytes, eight to a number, so that a look at all groups takes microseconds; 0 is empty. */
    private static final int WORDS = 8;

    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;
    /** Share of the first half of the bins below which the second cannot make up for it. */
    private static final double HOPELESS = 0.2;
    /** Texts with fewer pieces are alike by chance, and real senders write the same few words. */
    private static final int SHORT = 16;

    private static final int MANY_SHORT = 20;
    private static final double SHARE = 0.45;
    /** Sketches of short texts are coarse, so more has to be the same. */
    private static final double SHARE_OF_FEW = 0.6;

    private static final int FEW = 40;
    private static final Duration MEMORY = Duration.ofHours(12);

    private final Keyed keyed;
    private final List<Group> groups = new ArrayList<>();
    private long turn;

    private record Sketch(long[] bins, int pieces, long exact) {}

    private static final class Group {
        private final Sketch sketch;
        private final Rate rate = new Rate(MEMORY);
        private long touched;

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
        Group group = groups.stream()
                .filter(known -> isAlike(known.sketch, sketch))
                .findFirst()
                .orElseGet(() -> added(new Group(sketch)));
        group.touched = ++turn;
        return group;
    }

    /** Takes the place of the group that was touched least recently if there is no other. */
    private Group added(Group group) {
        if (groups.size() < KEPT) {
            groups.add(group);
        } else {
            int oldest = IntStream.range(0, KEPT)
                    .reduce(0, (one, other) -> groups.get(other).touched < groups.get(one).touched ? other : one);
            groups.set(oldest, group);
        }
        return group;
    }

    private static boolean isAlike(Sketch one, Sketch other) {
        if (one.exact() == other.exact()) {
            return true;
        }
        int pieces = Math.min(one.pieces(), other.pieces());
        return pieces >= SHORT
                && share(one.bins(), other.bins(), WORDS / 2) >= HOPELESS
                && share(one.bins(), other.bins(), WORDS) >= (pieces < FEW ? SHARE_OF_FEW : SHARE);
    }

    private static double share(long[] one, long[] other, int words) {
        int filled = 0;
        int different = 0;
        for (int word = 0; word < words; word++) {
            filled += bytes(one[word] | other[word]);
            different += bytes(one[word] ^ other[word]);
        }
        return (double) (filled - different) / Math.max(1, filled);
    }

    /** How many of eight bytes are not zero. */
    private static int bytes(long word) {
        return Long.bitCount(((word & LOW) + LOW | word) & ~LOW);
    }

    private Sketch sketch(Folded folded) {
        String text = letters(folded.text());
        long[] least = new long[WORDS * Long.BYTES];
        Arrays.fill(least, Long.MAX_VALUE);
        int pieces = 0;
        for (int at = 0; at < text.length(); at++) {
            int length = Folded.isHan(text.charAt(at)) ? 2 : 5;
            if (at + length <= text.length()) {
                pieces++;
                long hash = keyed.hash(text, at, at + length);
                int bin = (int) (hash >>> 58);
                least[bin] = Math.min(least[bin], hash & Long.MAX_VALUE >>> 6);
            }
        }
        return new Sketch(packed(least), pieces, keyed.hash(text));
    }

    private static long[] packed(long[] least) {
        long[] words = new long[WORDS];
        for (int bin = 0; bin < least.length; bin++) {
            long value = least[bin] == Long.MAX_VALUE ? 0 : 1 + least[bin] % 255;
            words[bin / Long.BYTES] |= value << Long.BYTES * (bin % Long.BYTES);
        }
        return words;
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
