package org.heliograph.cms.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.jcr.RepositoryException;
import org.heliograph.cms.publish.Schedule.Status;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes and takes back at given times. What was due while the host was down, or when the clock jumped, is done at the
 * next look, once; it is done with the rights that its user has then.
 */
public final class Schedules implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BEFORE_RETRY = Duration.ofMinutes(1);
    private static final Duration LONGEST_AHEAD = Duration.ofDays(3660);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_ENDED = 1_000;
    /** Obstacles that will not go away by editing. */
    private static final Set<String> LASTING = Set.of(
            "publish-item-gone",
            "publish-not-published",
            "publish-not-allowed",
            "publish-language-unknown",
            "publish-language-not-allowed",
            "publish-too-many");

    private final Publishing publishing;
    private final Callers callers;
    private final Clock clock;
    private final ScheduleStore store;
    private final Map<String, Schedule> all = new HashMap<>();
    private final Map<String, Instant> retries = new HashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "schedules");
        thread.setDaemon(true);
        return thread;
    });

    /** Finds users by name. */
    @FunctionalInterface
    public interface Callers {
        /** The user with the rights of now; empty if there is none, or it is disabled. */
        Optional<Caller> named(String name) throws RepositoryException;
    }

    /**
     * Reads what is stored. What a killed process did, but did not get to note, counts as done.
     *
     * @param callers finds those who schedule
     * @throws RepositoryException if the repository cannot be read
     */
    public Schedules(Publishing publishing, Callers callers, Clock clock) throws RepositoryException {
        this.publishing = publishing;
        this.callers = callers;
        this.clock = clock;
        this.store = new ScheduleStore(publishing.repository());
        store.load().forEach(schedule -> all.put(schedule.id(), schedule));
        for (String id : publishing.marks().orders()) {
            Schedule schedule = all.get(id);
            if (schedule != null && schedule.isWaiting()) {
                end(schedule, Status.DONE, List.of());
            }
        }
    }

    /** Begins to look at the clock. */
    public void start() {
        timer.scheduleWithFixedDelay(this::runDueSafely, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void runDueSafely() {
        try {
            runDue();
        } catch (RuntimeException e) {
            LOG.error("Looking for what is due failed", e);
        }
    }

    /**
     * Schedules something.
     *
     * @param at when, in the future
     * @param zone in which the time was given
     * @throws NotPublishedException if it could never be done, or the time cannot be
     */
    public Schedule add(Caller caller, Schedule.Action action, List<ItemId> items, Instant at, ZoneId zone)
            throws NotPublishedException, RepositoryException {
        List<Obstacle> lasting = check(caller, action, items).stream()
                .filter(obstacle -> LASTING.contains(obstacle.id()))
                .toList();
        if (!lasting.isEmpty()) {
            throw new NotPublishedException(lasting);
        }
        Instant now = clock.instant();
        if (!at.isAfter(now) || at.isAfter(now.plus(LONGEST_AHEAD))) {
            throw new NotPublishedException(List.of(Obstacle.of("schedule-time-wrong", "", "")));
        }
        Schedule schedule = new Schedule(
                UUID.randomUUID().toString(),
                action,
                List.copyOf(items),
                at,
                zone,
                caller.name(),
                Status.WAITING,
                Optional.empty(),
                List.of());
        synchronized (all) {
            if (all.values().stream().filter(Schedule::isWaiting).count() >= MOST_WAITING) {
                throw new NotPublishedException(
                        List.of(Obstacle.of("schedule-too-many", "", "", String.valueOf(MOST_WAITING))));
            }
            store.store(schedule, List.of());
            all.put(schedule.id(), schedule);
        }
        return schedule;
    }

    /** What stands against doing it now. */
    private List<Obstacle> check(Caller caller, Schedule.Action action, List<ItemId> items) throws RepositoryException {
        return action.publishes()
                ? publishing.publish(caller, action.publishing(items)).check().obstacles()
                : publishing.unpublish(caller, action.takingBack(items)).check().obstacles();
    }

    /**
     * Cancels what was not done yet.
     *
     * @return what became of it; empty if there is none, or the caller may not see it
     * @throws NotPublishedException if it is over already, or the caller may not publish all of its items
     */
    public Optional<Schedule> cancel(Caller caller, String id) throws NotPublishedException, RepositoryException {
        Optional<Schedule> found = find(caller, id);
        if (found.isEmpty()) {
            return found;
        }
        boolean may = found.get().by().equals(caller.name()) || isAllowed(caller, Permission.PUBLISH, found.get());
        if (!may) {
            throw new NotPublishedException(List.of(Obstacle.of("publish-not-allowed", "", "")));
        }
        synchronized (all) {
            Schedule schedule = all.get(id);
            if (schedule == null || !schedule.isWaiting() || running.contains(id)) {
                throw new NotPublishedException(List.of(Obstacle.of("schedule-over", "", "")));
            }
            return Optional.of(end(schedule, Status.CANCELLED, List.of()));
        }
    }

    /** One, if the caller may read all that it is about. */
    public Optional<Schedule> find(Caller caller, String id) throws RepositoryException {
        Schedule schedule;
        synchronized (all) {
            schedule = all.get(id);
        }
        return schedule != null && isAllowed(caller, Permission.READ, schedule)
                ? Optional.of(schedule)
                : Optional.empty();
    }

    /** All that the caller may see: what is coming, the next first, and then what is over, the last first. */
    public List<Schedule> list(Caller caller) throws RepositoryException {
        List<Schedule> seen = new ArrayList<>();
        for (Schedule schedule : snapshot()) {
            if (isAllowed(caller, Permission.READ, schedule)) {
                seen.add(schedule);
            }
        }
        seen.sort(Comparator.comparing((Schedule each) -> !each.isWaiting())
                .thenComparing(each -> each.isWaiting() ? each.at() : Instant.MIN)
                .thenComparing(each -> each.finished().orElse(Instant.MIN), Comparator.reverseOrder())
                .thenComparing(Schedule::id));
        return seen;
    }

    /** What editors have deleted is decided by the right to the whole workspace. */
    private boolean isAllowed(Caller caller, Permission permission, Schedule schedule) throws RepositoryException {
        for (ItemId item : schedule.items()) {
            String path = publishing.working(item).map(Working::path).orElse("/");
            if (!caller.rights().may(permission, item.workspace(), path)) {
                return false;
            }
        }
        return true;
    }

    private List<Schedule> snapshot() {
        synchronized (all) {
            return List.copyOf(all.values());
        }
    }

    /** What is going to happen to an item, by language, the next first. */
    Map<Locale, List<Schedule>> coming(ItemId item) {
        Map<Locale, List<Schedule>> coming = new HashMap<>();
        snapshot().stream()
                .filter(schedule -> schedule.isWaiting() && schedule.items().contains(item))
                .sorted(Comparator.comparing(Schedule::at))
                .forEach(schedule -> publishing
                        .meant(schedule.action().languages())
                        .forEach(locale -> coming.computeIfAbsent(locale, l -> new ArrayList<>())
                                .add(schedule)));
        return coming;
    }

    /** Does what is due, the earliest first. */
    void runDue() {
        Instant now = clock.instant();
        List<Schedule> due = snapshot().stream()
                .filter(schedule -> schedule.isWaiting() && !schedule.at().isAfter(now))
                .filter(schedule ->
                        !retries.getOrDefault(schedule.id(), Instant.MIN).isAfter(now))
                .sorted(Comparator.comparing(Schedule::at).thenComparing(Schedule::id))
                .toList();
        due.forEach(this::run);
    }

    private void run(Schedule schedule) {
        synchronized (all) {
            if (!all.get(schedule.id()).isWaiting()) {
                return; // cancelled a moment ago
            }
            running.add(schedule.id());
        }
        try {
            List<Obstacle> obstacles = carryOut(schedule);
            end(schedule, obstacles.isEmpty() ? Status.DONE : Status.FAILED, obstacles);
        } catch (RepositoryException e) {
            LOG.error("What was scheduled is tried again in {}: {}", BEFORE_RETRY, schedule, e);
            retries.put(schedule.id(), clock.instant().plus(BEFORE_RETRY));
        } finally {
            running.remove(schedule.id());
        }
    }

    private List<Obstacle> carryOut(Schedule schedule) throws RepositoryException {
        Optional<Caller> caller = callers.named(schedule.by());
        if (caller.isEmpty()) {
            return List.of(Obstacle.of("schedule-user-gone", "", "", schedule.by()));
        }
        Caller.Working working = caller.get().working();
        try {
            if (schedule.action().publishes()) {
                publishing
                        .publish(caller.get(), schedule.action().publishing(schedule.items()), schedule.id())
                        .execute();
            } else {
                publishing
                        .unpublish(caller.get(), schedule.action().takingBack(schedule.items()), schedule.id())
                        .execute();
            }
            return List.of();
        } catch (NotPublishedException e) {
            LOG.warn("What was scheduled could not be done: {}: {}", schedule, e.getMessage());
            return e.obstacles();
        } finally {
            working.close();
        }
    }

    private Schedule end(Schedule schedule, Status how, List<Obstacle> reasons) throws RepositoryException {
        Schedule ended = schedule.ended(how, clock.instant(), reasons);
        synchronized (all) {
            // First here: whatever the store says, it must not be done twice.
            all.put(ended.id(), ended);
            List<String> forgotten = all.values().stream()
                    .filter(each -> !each.isWaiting())
                    .sorted(Comparator.comparing(
                                    (Schedule each) -> each.finished().orElse(Instant.MIN))
                            .reversed())
                    .skip(MOST_ENDED)
                    .map(Schedule::id)
                    .toList();
            store.store(ended, forgotten);
            forgotten.forEach(all::remove);
        }
        return ended;
    }

    /** Ends what is under way, and begins nothing more. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("What was scheduled is still being published");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
