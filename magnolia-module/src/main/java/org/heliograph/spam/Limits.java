package org.heliograph.spam;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How many messages come from where. */
final class Limits {

    private static final long EVERYBODY = 0;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SpamSettings settings;
    private final Keyed keyed;
    private final Buckets requests;
    private final Buckets addresses;
    private final Buckets networks;
    private final Buckets contents;
    private final Buckets all;
    private final Rate load = new Rate(MINUTE);

    /**
     * What the limits say of a message.
     *
     * @param newcomer whether nothing came from its address lately
     * @param reasons for holding it
     * @param refused the limit that it breaks, if any, and how long to wait
     */
    record Finding(boolean newcomer, List<Reason> reasons, Optional<Refusal> refused) {}

    record Refusal(Reason reason, Duration delay) {}

    Limits(SpamSettings settings, Keyed keyed) {
        this.settings = settings;
        this.keyed = keyed;
        this.requests = new Buckets(settings.requests(), settings.memory());
        this.addresses = new Buckets(settings.address(), settings.memory());
        this.networks = new Buckets(settings.network(), settings.memory());
        this.contents = new Buckets(settings.content(), settings.memory());
        this.all = new Buckets(settings.all(), 1);
    }

    Optional<Duration> refuses(String address, Instant now) {
        Duration longest = all.look(EVERYBODY, now).delay();
        Optional<Place> place = Place.of(address, keyed);
        if (place.isPresent()) {
            longest = longer(longest, addresses.look(place.get().address(), now));
            longest = longer(longest, networks.look(place.get().network(), now));
            longest = longer(longest, requests.add(place.get().address(), now));
        }
        return longest.isZero() ? Optional.empty() : Optional.of(longest);
    }

    private static Duration longer(Duration wait, Buckets.Fill fill) {
        return wait.compareTo(fill.delay()) > 0 ? wait : fill.delay();
    }

    /** Counts a message with a text of that hash. */
    Finding count(String address, long content, Instant now) {
        Step step = new Step(now);
        Optional<Place> place = Place.of(address, keyed);
        // An address that is none may be a fault of the host: refusing by it could refuse everybody.
        boolean newcomer = place.map(where -> step.add("address", addresses, where.address(), 60))
                .orElse(true);
        place.ifPresent(where -> step.add("network", networks, where.network(), 50));
        if (place.isEmpty()) {
            step.reasons.add(Reason.of("limit.no-address", 20));
        }
        step.add("content", contents, content, 60);
        step.add("all", all, EVERYBODY, 10);
        if (step.refused.isEmpty()) {
            load.add(now);
        }
        return new Finding(newcomer, step.reasons, step.refused);
    }

    /** Adds to one bucket after the other until one is full. */
    private static final class Step {

        private final Instant now;
        private final List<Reason> reasons = new ArrayList<>();
        private Optional<Refusal> refused = Optional.empty();

        Step(Instant now) {
            this.now = now;
        }

        boolean add(String name, Buckets buckets, long key, int points) {
            if (refused.isPresent()) {
                return false;
            }
            Buckets.Fill fill = buckets.add(key, now);
            String reason = "limit." + name.toLowerCase(Locale.ROOT);
            if (fill.full()) {
                refused = Optional.of(new Refusal(Reason.of(reason, points, fill.level()), fill.delay()));
            } else if (buckets.beyondSoft(fill)) {
                reasons.add(Reason.of(reason, points, buckets.soft()));
            }
            return !fill.known();
        }
    }

    /** How many bits puzzles have now. */
    int bits(Instant now) {
        double times = load.count(now) / settings.normalPerMinute();
        int more = times < 2 ? 0 : Math.getExponent(times);
        return Math.min(settings.maxBits(), settings.bits() + more);
    }

    /** How many buckets are remembered. */
    int size() {
        return requests.size() + addresses.size() + networks.size() + contents.size() + all.size();
    }
}
