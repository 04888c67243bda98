package org.heliograph.cms.publish;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import org.heliograph.cms.content.View;
import org.heliograph.cms.index.Hits;
import org.heliograph.cms.index.PathRule;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.publish.LanguageState.Standing;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Rights;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How items stand in each language, worked out from what is stored. What was worked out is kept until a save touches the
 * item, so that lists can be filtered by it.
 */
public final class States {

    private static final Logger LOG = LoggerFactory.getLogger(States.class);
    private static final int MOST_KEPT = 100_000;
    /** More are not looked through for those with a state. */
    private static final int MOST_FILTERED = MOST_KEPT;

    private final Publishing publishing;
    private final TranslationNotes notes;
    private final Schedules schedules;
    private final Cache<ItemId, ItemStates> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
    /** Guards {@link #kept} against keeping what a save has outdated meanwhile. */
    private final Object keeping = new Object();

    private long saves;

    /** @param schedules tells what is going to happen */
    public States(Publishing publishing, Schedules schedules) {
        this.publishing = publishing;
        this.notes = new TranslationNotes(publishing);
        this.schedules = schedules;
        publishing.repository().afterSave(this::saved);
    }

    /** Works out everything anew, such as after languages changed. */
    public void forget() {
        synchronized (keeping) {
            saves++;
            kept.invalidateAll();
        }
    }

    /** How an item stands; empty if editors have none of that identifier. */
    public Optional<ItemStates> of(ItemId id) throws RepositoryException {
        ItemStates known = kept.getIfPresent(id);
        if (known == null) {
            Optional<ItemStates> made = make(id);
            if (made.isEmpty()) {
                return made;
            }
            known = made.get();
        }
        Map<Locale, List<Schedule>> coming = schedules.coming(id);
        return Optional.of(
                coming.isEmpty()
                        ? known
                        : known.map((locale, state) -> state.with(coming.getOrDefault(locale, List.of()))));
    }

    /**
     * Which items are listed.
     *
     * @param workspace of which
     * @param root path below which; empty for all
     * @param language that counts; empty for any
     * @param conditions of which one has to hold in the language; none for all items
     */
    public record Query(String workspace, String root, Optional<Locale> language, Set<Condition> conditions) {

        private boolean takes(ItemStates item) {
            return conditions.isEmpty()
                    || item.languages().entrySet().stream()
                            .filter(each -> language.map(each.getKey()::equals).orElse(true))
                            .anyMatch(each ->
                                    conditions.stream().anyMatch(condition -> condition.holds(each.getValue())));
        }
    }

    /** What items are looked for by. */
    public enum Condition {
        MISSING,
        DRAFT,
        PUBLISHED,
        CHANGED,
        STALE,
        SCHEDULED;

        boolean holds(LanguageState state) {
            return switch (this) {
                case STALE -> state.stale();
                case SCHEDULED -> !state.scheduled().isEmpty();
                default -> state.standing().name().equals(name());
            };
        }
    }

    /**
     * A part of a list.
     *
     * @param total number of items that there are
     */
    public record Page(long total, List<ItemStates> items) {}

    /**
     * The items that somebody may read, in the order that editors gave them.
     *
     * @throws PathNotFoundException if there is nothing at the path that they are asked for below
     */
    public Page list(Rights rights, Query query, int offset, int limit) throws RepositoryException {
        boolean filtered = !query.conditions().isEmpty();
        Hits hits = find(rights, query, filtered ? 0 : offset, filtered ? MOST_FILTERED : limit);
        List<ItemStates> items = new ArrayList<>();
        for (String id : hits.ids()) {
            of(new ItemId(query.workspace(), id)).filter(query::takes).ifPresent(items::add);
        }
        if (!filtered) {
            return new Page(hits.total(), items);
        }
        int from = Math.min(offset, items.size());
        return new Page(items.size(), items.subList(from, Math.min(from + limit, items.size())));
    }

    private Hits find(Rights rights, Query query, int offset, int limit) throws PathNotFoundException {
        List<PathRule> rules = rights.readRules(query.workspace())
                .map(all -> all.stream()
                        .map(rule -> new PathRule(rule.pattern(), rule.readable()))
                        .toList())
                .orElse(PathRule.ALL);
        Search search = new Search(
                View.WORKING,
                query.workspace(),
                List.of("mgnl:content", "mgnl:asset"),
                false,
                query.root(),
                List.of(),
                "",
                List.of(),
                offset,
                limit);
        try (Snapshot snapshot = publishing.readModel().acquire()) {
            String root = query.root().isEmpty() ? "/" : query.root();
            if (snapshot.byPath(View.WORKING, query.workspace(), root).isEmpty()) {
                throw new PathNotFoundException(root);
            }
            return snapshot.search(search.among(rules));
        }
    }

    private Optional<ItemStates> make(ItemId id) throws RepositoryException {
        long before;
        synchronized (keeping) {
            before = saves;
        }
        Optional<Comparison> item = publishing.compare(id);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        Set<Locale> stale = notes.stale(item.get());
        Map<Locale, LanguageState> languages = new LinkedHashMap<>();
        for (Map.Entry<Locale, Standing> each : item.get().standings().entrySet()) {
            languages.put(each.getKey(), new LanguageState(each.getValue(), stale.contains(each.getKey()), List.of()));
        }
        ItemStates made = new ItemStates(id, item.get().working().path(), languages);
        synchronized (keeping) {
            if (saves == before) {
                kept.put(id, made);
            }
        }
        return Optional.of(made);
    }

    private void saved(String workspace, List<Event> events) {
        try {
            if (workspace.equals(ContentRepository.PUBLISHED)) {
                published(events);
            } else if (publishing.isContent(workspace)) {
                Set<String> items =
                        publishing.repository().read(workspace, session -> TouchedItems.of(session, events));
                notes.saved(workspace, items);
                if (moves(events)) {
                    forget(); // what lies below has other paths, and no events of its own
                    return;
                }
                forget(items.stream().map(id -> new ItemId(workspace, id)).toList());
            }
        } catch (RepositoryException e) {
            LOG.error("What a save of {} means for states cannot be told; all are worked out anew", workspace, e);
            forget();
        }
    }

    private static boolean moves(List<Event> events) throws RepositoryException {
        Set<String> removed = new TreeSet<>();
        for (Event event : events) {
            if (event.getType() == Event.NODE_REMOVED) {
                removed.add(event.getIdentifier());
            }
        }
        for (Event event : events) {
            if (event.getType() == Event.NODE_ADDED && removed.contains(event.getIdentifier())) {
                return true;
            }
        }
        return false;
    }

    private void published(List<Event> events) throws RepositoryException {
        if (events.stream().anyMatch(event -> event.getType() == Event.NODE_REMOVED)) {
            forget(); // what lay below has no events of its own
            return;
        }
        Set<String> workspaces = new TreeSet<>();
        for (Event event : events) {
            workspaces.add(event.getPath().split("/", 3)[1]);
        }
        Set<String> items =
                publishing.repository().read(ContentRepository.PUBLISHED, session -> TouchedItems.of(session, events));
        List<ItemId> touched = new ArrayList<>();
        workspaces.forEach(workspace -> items.forEach(id -> touched.add(new ItemId(workspace, id))));
        forget(touched);
    }

    private void forget(List<ItemId> items) {
        synchronized (keeping) {
            saves++;
            kept.invalidateAll(items);
        }
    }
}
