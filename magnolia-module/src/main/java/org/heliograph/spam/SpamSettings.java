package org.heliograph.spam;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How strict the shield is.
 *
 * @param holdAt score from which a message is held
 * @param proofOfWork whether forms have to solve puzzles; without it nobody is held for having no script
 * @param bits zero bits of a puzzle at normal load
 * @param maxBits the same at the highest load
 * @param normalPerMinute messages a minute up to which load is normal; each doubling adds a bit
 * @param tokenLife how long a form may stay open
 * @param requests from one address, whatever they hold
 * @param address messages from one address; for IPv6 from the first 64 bits, which one subscriber has
 * @param network messages from the first 24 bits of IPv4, 48 of IPv6
 * @param content messages with the same text
 * @param all messages from everybody
 * @param memory how many addresses, networks, texts and tokens are remembered at most, each
 * @param revisions how many states of what was learned are kept, at least 2
 */
public record SpamSettings(
        int holdAt,
        boolean proofOfWork,
        int bits,
        int maxBits,
        int normalPerMinute,
        Duration tokenLife,
        Limit requests,
        Limit address,
        Limit network,
        Limit content,
        Limit all,
        int memory,
        int revisions) {

    /**
     * A bucket that leaks {@code hard} messages in a period, evenly.
     *
     * @param soft how many may be in it before that counts as a reason
     * @param hard how many fit; more are refused
     */
    public record Limit(int soft, int hard, Duration period) {}

    private static final String PREFIX = "messages.spam.";
    private static final Set<String> KEYS = Set.of(
            "hold-at",
            "proof-of-work",
            "bits",
            "max-bits",
            "normal-per-minute",
            "token-hours",
            "requests-per-minute",
            "address-soft",
            "address-per-hour",
            "network-soft",
            "network-per-hour",
            "content-soft",
            "content-per-hour",
            "all-soft",
            "all-per-hour",
            "memory",
            "revisions");

    /** The names of the settings that there are. */
    public static Set<String> names() {
        return KEYS.stream().map(PREFIX::concat).collect(Collectors.toUnmodifiableSet());
    }

    /** What suits a company's site. */
    public static SpamSettings defaults() {
        return of(Map.of());
    }

    /**
     * Reads the settings whose names begin with {@code messages.spam.}; the defaults stand for those that are not there.
     *
     * @throws IllegalArgumentException if one is unknown or its value is out of range, naming it and the range
     */
    public static SpamSettings of(Map<String, String> settings) {
        refuseUnknown(settings);
        Values values = new Values(settings);
        int bits = values.number("bits", 13, 1, 20);
        Duration hour = Duration.ofHours(1);
        int requests = values.number("requests-per-minute", 120, 1, 1_000_000_000);
        return new SpamSettings(
                values.number("hold-at", 100, 10, 1000),
                values.yes("proof-of-work", true),
                bits,
                values.number("max-bits", Math.max(bits, 18), bits, 22),
                values.number("normal-per-minute", 30, 1, 1_000_000),
                Duration.ofHours(values.number("token-hours", 24, 1, 24 * 7)),
                new Limit(requests, requests, Duration.ofMinutes(1)),
                values.limit("address", 6, 30, hour),
                values.limit("network", 30, 200, hour),
                values.limit("content", 10, 500, hour),
                values.limit("all", 1_000, 10_000, hour),
                values.number("memory", 50_000, 1_000, 1_000_000),
                values.number("revisions", 50, 2, 1_000));
    }

    private static void refuseUnknown(Map<String, String> settings) {
        for (String key : new TreeSet<>(settings.keySet())) {
            if (key.startsWith(PREFIX) && !KEYS.contains(key.substring(PREFIX.length()))) {
                throw new IllegalArgumentException("Unknown setting " + key + "; known are " + PREFIX + " with one of "
                        + String.join(", ", new TreeSet<>(KEYS)));
            }
        }
    }

    private record Values(Map<String, String> settings) {

        int number(String key, int otherwise, int least, int most) {
            String value = settings.getOrDefault(PREFIX + key, String.valueOf(otherwise))
                    .strip();
            if (value.matches("\\d{1,10}") && Long.parseLong(value) >= least && Long.parseLong(value) <= most) {
                return Integer.parseInt(value);
            }
            throw new IllegalArgumentException(
                    PREFIX + key + " must be a whole number from " + least + " to " + most + ", not \"" + value + '"');
        }

        boolean yes(String key, boolean otherwise) {
            String value = settings.getOrDefault(PREFIX + key, String.valueOf(otherwise))
                    .strip();
            if (value.equals("true") || value.equals("false")) {
                return value.equals("true");
            }
            throw new IllegalArgumentException(PREFIX + key + " must be true or false, not \"" + value + '"');
        }

        Limit limit(String key, int soft, int hard, Duration period) {
            int most = number(key + "-per-hour", hard, 1, 1_000_000_000);
            return new Limit(number(key + "-soft", Math.min(soft, most), 1, most), most, period);
        }
    }
}
