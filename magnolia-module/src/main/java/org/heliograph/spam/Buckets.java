package org.heliograph.spam;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Leaking buckets, one for each key, of which the ones touched least recently are forgotten when there are too many. A
 * bucket is one number, the time at which it will be empty (as in the generic cell rate algorithm, ITU-T I.371).
 */
final class Buckets {

    private static final int STRIPES = 16;

    private final SpamSettings.Limit limit;
    private final long interval;
    private final Stripe[] stripes;

    private static final class Stripe extends LinkedHashMap<Long, Long> {

        private final int most;

        Stripe(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > most;
        }
    }

    /**
     * How full a bucket is.
     *
     * @param level how many are in it
     * @param known whether the bucket was there before
     * @param delay until one more fits; zero if it does now
     */
    record Fill(long level, boolean known, Duration delay) {

        boolean full() {
            return !delay.isZero();
        }
    }

    Buckets(SpamSettings.Limit limit, int memory) {
        this.limit = limit;
        this.interval = Math.max(1, limit.period().toNanos() / limit.hard());
        this.stripes = IntStream.range(0, STRIPES)
                .mapToObj(i -> new Stripe(Math.max(1, memory / STRIPES)))
                .toArray(Stripe[]::new);
    }

    /** Puts one into the bucket, unless it is full. */
    Fill add(long key, Instant now) {
        return fill(key, nanos(now), true);
    }

    /** How full the bucket is, without touching it. */
    Fill look(long key, Instant now) {
        return fill(key, nanos(now), false);
    }

    private Fill fill(long key, long now, boolean add) {
        Stripe stripe = stripes[(int) (key & (STRIPES - 1))];
        synchronized (stripe) {
            boolean known = stripe.containsKey(key);
            long empty = known ? Math.max(now, stripe.get(key)) : now;
            long wait = empty - now - (limit.hard() - 1) * interval;
            if (wait > 0) {
                return new Fill(limit.hard(), known, Duration.ofNanos(wait));
            }
            if (add) {
                stripe.put(key, empty + interval);
            }
            return new Fill((empty - now + interval - 1) / interval + (add ? 1 : 0), known, Duration.ZERO);
        }
    }

    private static long nanos(Instant now) {
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    boolean beyondSoft(Fill fill) {
        return fill.level() > limit.soft();
    }

    int soft() {
        return limit.soft();
    }

    /** How many buckets are remembered. */
    int size() {
        int size = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                size += stripe.size();
            }
        }
        return size;
    }
}
