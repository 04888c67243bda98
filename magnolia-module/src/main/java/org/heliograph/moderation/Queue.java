package org.heliograph.moderation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.heliograph.host.Finder;
import org.heliograph.host.Query;
import org.heliograph.host.Query.Range;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.message.State;

/** Looks for messages. */
final class Queue {

    /** Deeper pages cost more than anybody needs who can filter. */
    static final int MOST_OFFSET = 100_000;

    private static final String RECEIVED = "receivedAt";
    private static final Set<String> OPEN_STATES =
            Stream.of(State.values()).filter(State::isOpen).map(State::word).collect(Collectors.toUnmodifiableSet());

    private final Messages messages;
    private final Finder finder;

    Queue(Messages messages, Finder finder) {
        this.messages = messages;
        this.finder = finder;
    }

    /**
     * Which messages are meant. An empty one is all of them.
     *
     * @param text words in them
     * @param anyOf by name of a property: the values of which it must have one
     * @param between by name of a property: when it must be
     */
    record Filter(Optional<String> text, Map<String, Set<String>> anyOf, Map<String, Range> between) {

        static final Filter ALL = new Filter(Optional.empty(), Map.of(), Map.of());

        Filter of(String property, Set<String> values) {
            Map<String, Set<String>> more = new HashMap<>(anyOf);
            more.put(property, values);
            return new Filter(text, Map.copyOf(more), between);
        }

        Filter of(String property, String value) {
            return of(property, Set.of(value));
        }

        Filter between(String property, Optional<Instant> from, Optional<Instant> until) {
            Map<String, Range> more = new HashMap<>(between);
            more.put(property, new Range(from, until));
            return new Filter(text, anyOf, Map.copyOf(more));
        }

        Filter received(Instant from, Instant until) {
            return between(RECEIVED, Optional.of(from), Optional.of(until));
        }

        Filter with(String words) {
            return new Filter(Optional.of(words), anyOf, between);
        }

        /** Only those whose time to be answered is over, and that wait for somebody. */
        Filter overdue(Instant now) {
            Filter due = between("dueAt", Optional.empty(), Optional.of(now));
            return anyOf.containsKey("state") ? due : due.of("state", OPEN_STATES);
        }
    }

    /** Some of the messages that were found, of so many. */
    record Found(long total, List<Message> messages) {}

    /** In which order, and which part of it. */
    record Page(String orderBy, boolean descending, int offset, int limit) {

        static Page first(int limit) {
            return new Page(RECEIVED, false, 0, limit);
        }
    }

    Found find(Filter filter, Page page) throws RepositoryException {
        Finder.Found found = finder.find(query(filter, page));
        return new Found(found.total(), messages.find(found.ids()));
    }

    long count(Filter filter) throws RepositoryException {
        return finder.find(query(filter, Page.first(1))).total();
    }

    /** How many there are in each state, those of no messages included. */
    Map<State, Long> states(Filter filter) throws RepositoryException {
        Map<String, Long> counts = finder.count(query(filter, Page.first(1)), "state");
        Map<State, Long> states = new TreeMap<>();
        for (State state : State.values()) {
            if (state != State.ERASED) {
                states.put(state, counts.getOrDefault(state.word(), 0L));
            }
        }
        return states;
    }

    /** What waits: each state, of the new ones those that are held apart, and what is overdue. */
    Map<String, Long> counts(Instant now) throws RepositoryException {
        Map<String, Long> counts = new LinkedHashMap<>();
        states(Filter.ALL).forEach((state, count) -> counts.put(state.word(), count));
        long held = count(Filter.ALL.of("held", "true").of("state", State.NEW.word()));
        counts.merge(State.NEW.word(), -held, Long::sum);
        counts.put("held", held);
        counts.put("overdue", count(Filter.ALL.overdue(now)));
        return counts;
    }

    private static Query query(Filter filter, Page page) {
        return new Query(
                Messages.WORKSPACE,
                Messages.NODE_TYPE,
                filter.text(),
                filter.anyOf(),
                filter.between(),
                page.orderBy(),
                page.descending(),
                page.offset(),
                page.limit());
    }

    /** Goes through the messages that are meant, from the oldest on, a page in memory at a time. */
    Walk walk(Filter filter, int pageSize) {
        return new Walk(filter, pageSize);
    }

    /**
     * Goes from page to page by the time of the last message rather than by number, so that what is received or erased
     * meanwhile neither repeats nor hides another one.
     */
    final class Walk {

        private final Filter filter;
        private final Range range;
        private final int pageSize;
        private Optional<Instant> last = Optional.empty();
        private Set<String> doneAtLast = Set.of();

        private Walk(Filter filter, int pageSize) {
            this.filter = filter;
            this.pageSize = pageSize;
            this.range = filter.between().getOrDefault(RECEIVED, new Range(Optional.empty(), Optional.empty()));
        }

        /** The next page; an empty one is the end. */
        List<Message> next() throws RepositoryException {
            while (true) {
                Filter rest = filter.between(RECEIVED, last.or(range::from), range.until());
                Finder.Found found = finder.find(query(rest, Page.first(pageSize + doneAtLast.size())));
                List<String> ids = new ArrayList<>(found.ids());
                ids.removeAll(doneAtLast);
                if (ids.isEmpty()) {
                    return List.of();
                }
                List<Message> page = messages.find(ids);
                if (!page.isEmpty()) {
                    remember(page);
                    return page;
                }
                // All of them were erased between the two looks: what is left is found by another one.
            }
        }

        private void remember(List<Message> page) {
            Instant newest = page.get(page.size() - 1).receivedAt();
            Set<String> done = page.stream()
                    .filter(message -> message.receivedAt().equals(newest))
                    .map(Message::id)
                    .collect(Collectors.toSet());
            if (last.equals(Optional.of(newest))) {
                done.addAll(doneAtLast);
            }
            last = Optional.of(newest);
            doneAtLast = Set.copyOf(done);
        }
    }
}
