package org.heliograph.spam;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Weights of features for and against spam, learned by logistic regression one message at a time. Immutable.
 *
 * @param spam how many messages were learned as spam
 * @param real how many as real
 * @param weights by feature, in thousandths
 */
record Knowledge(int spam, int real, short[] weights) {

    static final Knowledge NONE = new Knowledge(0, 0, new short[Features.COUNT]);

    /** How far one message moves the weights; below 1, one moderator's slip hardly counts. */
    private static final double STEP = 1.5;

    private static final int PASSES = 2;
    /** No feature weighs more, in thousandths, so that none decides alone. */
    private static final int HEAVIEST = 4_000;
    /** Log-odds of spam below which ordinary messages must stay. */
    private static final double ORDINARY = -0.3;

    private static final int POINTS = 40;
    private static final int MOST = 110;
    private static final int LEAST = -40;
    private static final double UNSURE = 0.4;
    private static final int FEWEST_FEATURES = 4;

    /** What the weights say of a text; empty if they say little. */
    Optional<Reason> judge(int[] features) {
        double odds = odds(weights, features);
        if (features.length < FEWEST_FEATURES || Math.abs(odds) < UNSURE) {
            return Optional.empty();
        }
        int points = (int) Math.max(LEAST, Math.min(MOST, Math.round(POINTS * odds)));
        return Optional.of(Reason.of(points > 0 ? "learned.spam" : "learned.real", points, spam, real));
    }

    private static double odds(short[] weights, int[] features) {
        long sum = 0;
        for (int feature : features) {
            sum += weights[feature];
        }
        return sum / 1000.0 / Math.sqrt(Math.max(1, features.length));
    }

    /**
     * Learns some messages more. Ordinary messages are gone over again afterwards: moderators mark more spam than real
     * messages, and what both have in common must not come to mean spam.
     */
    Knowledge learn(List<Lesson> lessons, Features hashing, List<int[]> ordinary) {
        short[] learned = weights.clone();
        for (int pass = 0; pass < PASSES; pass++) {
            for (Lesson lesson : lessons) {
                step(learned, hashing.of(Folded.of(lesson.message())), lesson.spam());
            }
            for (int[] message : ordinary) {
                if (odds(learned, message) > ORDINARY) {
                    step(learned, message, false);
                }
            }
        }
        int more = (int) lessons.stream().filter(Lesson::spam).count();
        return new Knowledge(spam + more, real + lessons.size() - more, learned);
    }

    private static void step(short[] weights, int[] features, boolean spam) {
        double wrong = (spam ? 1 : 0) - 1 / (1 + Math.exp(-odds(weights, features)));
        long change = Math.round(1000 * STEP * wrong / Math.sqrt(Math.max(1, features.length)));
        for (int feature : features) {
            weights[feature] = (short) Math.max(-HEAVIEST, Math.min(HEAVIEST, weights[feature] + change));
        }
    }

    /** Features with a weight, the weightiest first. */
    List<Weights.Weight> strongest(int most) {
        return IntStream.range(0, weights.length)
                .filter(feature -> weights[feature] != 0)
                .mapToObj(feature -> new Weights.Weight(feature, weights[feature]))
                .sorted(Comparator.comparingInt((Weights.Weight weight) -> -Math.abs(weight.value()))
                        .thenComparingInt(Weights.Weight::feature))
                .limit(most)
                .toList();
    }

    int features() {
        return (int) IntStream.range(0, weights.length)
                .filter(feature -> weights[feature] != 0)
                .count();
    }

    /** The weights other than zero, each with its feature in front, two bytes each. */
    InputStream toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            for (int feature = 0; feature < weights.length; feature++) {
                if (weights[feature] != 0) {
                    data.writeShort(feature);
                    data.writeShort(weights[feature]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /**
     * Reads what {@link #toBytes} gave.
     *
     * @throws IOException if it is something else
     */
    static Knowledge read(InputStream bytes, int spam, int real) throws IOException {
        short[] weights = new short[Features.COUNT];
        byte[] all = bytes.readNBytes(Features.COUNT * 4 + 1);
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(all));
        for (int left = all.length; left > 0; left -= 4) {
            int feature = data.readUnsignedShort();
            if (feature >= Features.COUNT) {
                throw new IOException("There is no feature " + feature);
            }
            weights[feature] = data.readShort();
        }
        return new Knowledge(spam, real, weights);
    }
}
