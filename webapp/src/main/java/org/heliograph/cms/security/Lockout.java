package org.heliograph.cms.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Slows down guessing. After some wrong passwords one has to wait, longer each time: for an account from an address, for
 * an address whatever the account, and for an account whatever the address. The latter two do not touch an address from
 * which that account has signed in before, so that nobody can lock another one out of his own place. An attempt counts as
 * wrong from its beginning, so that attempts side by side get no further than attempts in a row. Keeps a bounded number
 * of counters, the most recent ones.
 */
final class Lockout {

    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration LONGEST_FOR_ACCOUNT = Duration.ofMinutes(1);
    /** Counters that are not touched for so long are forgotten, and so are the wrong passwords they counted. */
    private static final Duration MEMORY = Duration.ofHours(24);

    private static final Duration KNOWN = Duration.ofDays(30);
    private static final int KEPT = 50_000;

    private final Clock clock;
    private final Kind pairs;
    private final Kind addresses;
    private final Kind accounts;
    private final Cache<String, Long> known;

    Lockout(Clock clock) {
        this.clock = clock;
        this.pairs = new Kind(5, LONGEST);
        this.addresses = new Kind(50, LONGEST);
        this.accounts = new Kind(100, LONGEST_FOR_ACCOUNT);
        this.known = cache(KNOWN);
    }

    private <T> Cache<String, T> cache(Duration memory) {
        return Caffeine.newBuilder()
                .maximumSize(KEPT)
                .expireAfterWrite(memory)
                .ticker(() -> clock.millis() * 1_000_000)
                .build();
    }

    private record Counter(int failures, long blockedUntil) {}

    /** Counters of one kind, with the number of wrong passwords that cost no waiting. */
    private final class Kind {

        private final int free;
        private final Duration longest;
        private final Cache<String, Counter> counters = cache(MEMORY);

        Kind(int free, Duration longest) {
            this.free = free;
            this.longest = longest;
        }

        long wait(String key) {
            Counter counter = counters.getIfPresent(key);
            return counter == null ? 0 : Math.max(0, counter.blockedUntil() - clock.millis());
        }

        void count(String key) {
            counters.asMap().merge(key, counter(1), (old, one) -> counter(old.failures() + 1));
        }

        private Counter counter(int failures) {
            int beyond = Math.min(failures - free, 20);
            long wait = beyond < 0 ? 0 : Math.min(1000L << beyond, longest.toMillis());
            return new Counter(failures, clock.millis() + wait);
        }

        void takeBack(String key) {
            counters.asMap().computeIfPresent(key, (k, old) -> {
                int failures = Math.max(0, old.failures() - 1);
                return new Counter(failures, failures < free ? 0 : old.blockedUntil());
            });
        }
    }

    /**
     * Begins an attempt.
     *
     * @param account name as given, existing or not
     * @param address of the caller
     * @return how long to wait before the next attempt; empty if this one may go on, and counts as wrong until
     *     {@link #succeeded}
     */
    synchronized Optional<Duration> begin(String account, String address) {
        Optional<Duration> wait = waiting(account, address);
        if (wait.isEmpty()) {
            String pair = pair(account, address);
            pairs.count(pair);
            if (known.getIfPresent(pair) == null) {
                addresses.count(network(address));
                accounts.count(account);
            }
        }
        return wait;
    }

    /** How long to wait before an attempt; empty if it may be made at once. */
    Optional<Duration> waiting(String account, String address) {
        String pair = pair(account, address);
        long wait = pairs.wait(pair);
        if (known.getIfPresent(pair) == null) {
            wait = Math.max(wait, Math.max(addresses.wait(network(address)), accounts.wait(account)));
        }
        return wait == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(wait));
    }

    /** Takes back what {@link #begin} counted, and takes the address for one of the account's own. */
    synchronized void succeeded(String account, String address) {
        String pair = pair(account, address);
        withdraw(account, address);
        pairs.counters.invalidate(pair);
        known.put(pair, clock.millis());
    }

    /** Takes back what {@link #begin} counted. */
    synchronized void withdraw(String account, String address) {
        String pair = pair(account, address);
        pairs.takeBack(pair);
        // What did not count, because the place is known, would forgive what others did there.
        if (known.getIfPresent(pair) == null) {
            addresses.takeBack(network(address));
            accounts.takeBack(account);
        }
    }

    /** How long somebody has to wait at most before an attempt for an account, wherever from; zero if nobody has to. */
    Duration lockedFor(String account) {
        long wait = accounts.wait(account);
        for (String pair : pairs.counters.asMap().keySet()) {
            wait = isOf(pair, account) ? Math.max(wait, pairs.wait(pair)) : wait;
        }
        return Duration.ofMillis(wait);
    }

    /** Forgives what was wrong for an account, wherever it came from. */
    synchronized void lift(String account) {
        accounts.counters.invalidate(account);
        pairs.counters.asMap().keySet().removeIf(pair -> isOf(pair, account));
    }

    private static boolean isOf(String pair, String account) {
        return pair.startsWith(account) && pair.lastIndexOf(' ') == account.length();
    }

    private static String pair(String account, String address) {
        return account + ' ' + network(address);
    }

    /** The network of an IPv6 address that one subscriber gets, the first 64 bits; an IPv4 address itself. */
    static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address.replaceAll("[%\\]].*|\\[", ""));
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
