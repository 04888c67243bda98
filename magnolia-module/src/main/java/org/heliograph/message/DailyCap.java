package org.heliograph.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.host.Finder;
import org.heliograph.host.Query;

/** Counts the messages of a day, so that a flood does not fill the disk. A start counts what is stored. For one thread. */
final class DailyCap {

    private final Finder finder;
    private final MessageSettings settings;
    private final Clock clock;

    private LocalDate day = LocalDate.EPOCH;
    private long all;
    private long held;

    DailyCap(Finder finder, MessageSettings settings, Clock clock) {
        this.finder = finder;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Whether one more is too many.
     *
     * @param more messages that are about to be stored before it
     * @param moreHeld how many of those are held
     * @throws RepositoryException if it cannot be told
     */
    boolean isReached(boolean isHeld, int more, int moreHeld) throws RepositoryException {
        countToday();
        return all + more >= settings.perDay() || isHeld && held + moreHeld >= settings.heldPerDay();
    }

    private void countToday() throws RepositoryException {
        LocalDate today = today();
        if (!today.equals(day)) {
            all = stored(today, Map.of());
            held = stored(today, Map.of(MessageNode.HELD, Set.of("true")));
            day = today;
        }
    }

    private long stored(LocalDate today, Map<String, Set<String>> having) throws RepositoryException {
        Query.Range time = new Query.Range(Optional.of(startOf(today)), Optional.of(startOf(today.plusDays(1))));
        Query query = new Query(
                Messages.WORKSPACE,
                Messages.NODE_TYPE,
                Optional.empty(),
                having,
                Map.of(MessageNode.RECEIVED_AT, time),
                MessageNode.RECEIVED_AT,
                false,
                0,
                1);
        return finder.find(query).total();
    }

    /** Counts what has been stored. */
    void add(int more, int moreHeld) {
        all += more;
        held += moreHeld;
    }

    /** Until there is room again. */
    Duration untilNext() {
        return Duration.between(clock.instant(), startOf(today().plusDays(1))).plusSeconds(1);
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static Instant startOf(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
