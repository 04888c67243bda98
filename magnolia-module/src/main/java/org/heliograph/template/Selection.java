package org.heliograph.template;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.heliograph.host.Finder;
import org.heliograph.host.Publication;
import org.heliograph.host.PublishedItem;
import org.heliograph.host.Query;
import org.jspecify.annotations.Nullable;

/**
 * What templates select of the published items. Values may come from a visitor's address: what cannot be one finds nothing.
 * Names come from the template: a wrong one is an error.
 */
final class Selection {

    /** Nothing else is for visitors, whatever is stored. */
    private static final List<String> WORKSPACES =
            List.of("products", "product-categories", "policies", "issuers", "topics", "glossary");

    private static final List<String> SEARCHED = List.of("products", "policies", "topics", "glossary");

    private static final int MOST = 100;
    private static final int MOST_TEXT = 200;
    private static final int MOST_VALUES = 50;
    private static final int MOST_OFFSET = 100_000;
    /** An item cannot have any other one, and an index may take the rest for alternatives. */
    private static final Pattern VALUE = Pattern.compile("[^|\\p{Cntrl}]{1,200}");

    private static final String CHANGED = "mgnl:lastModified";
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final Set<String> KEYS =
            new TreeSet<>(Set.of("anyOf", "from", "until", "text", "lang", "orderBy", "descending", "offset", "limit"));

    private final Publication published;

    Selection(Publication published) {
        this.published = published;
    }

    /** @throws IllegalArgumentException if visitors may not see what is in a workspace */
    void require(String workspace) {
        if (!WORKSPACES.contains(workspace)) {
            throw new IllegalArgumentException("Templates cannot read the workspace '" + workspace + "'. There are "
                    + String.join(", ", WORKSPACES));
        }
    }

    Finder.Found find(String workspace, Map<String, ?> wanted) throws RepositoryException {
        Optional<Query> query = query(workspace, wanted);
        return query.isPresent() ? published.in(language(wanted)).find(query.get()) : new Finder.Found(0, List.of());
    }

    Map<String, Long> counts(String workspace, Map<String, ?> wanted, String property) throws RepositoryException {
        String stored = stored(type(workspace), workspace, property, language(wanted));
        Optional<Query> query = query(workspace, wanted);
        Map<String, Long> counts =
                query.isPresent() ? published.in(language(wanted)).count(query.get(), stored) : Map.of();
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    Publication.Results search(String text, Locale language, int offset, int limit) throws RepositoryException {
        String bounded = bounded(text);
        return bounded.isEmpty()
                ? new Publication.Results(0, List.of())
                : published.search(bounded, SEARCHED, language, offset(offset), limit(limit));
    }

    private Publication.Type type(String workspace) {
        require(workspace);
        return published
                .type(workspace)
                .orElseThrow(() ->
                        new IllegalArgumentException("No content type of this site is stored in '" + workspace + "'"));
    }

    /** @return empty if nothing can match */
    private Optional<Query> query(String workspace, Map<String, ?> wanted) {
        Publication.Type type = type(workspace);
        Set<String> unknown = new TreeSet<>(wanted.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Items cannot be selected by " + String.join(", ", unknown)
                    + ". There are " + String.join(", ", KEYS));
        }
        Optional<Locale> language = language(wanted);
        Map<String, Set<String>> anyOf = new TreeMap<>();
        for (Map.Entry<String, ?> each : hash(wanted, "anyOf").entrySet()) {
            Set<String> values = values(each.getValue());
            if (!values.isEmpty()) {
                anyOf.put(stored(type, workspace, each.getKey(), language), possible(values));
            }
        }
        Map<String, Query.Range> between = new HashMap<>();
        boolean isPossible = range(hash(wanted, "from"), false, type, workspace, between)
                && range(hash(wanted, "until"), true, type, workspace, between)
                && anyOf.values().stream().noneMatch(Set::isEmpty);
        @Nullable Object orderBy = wanted.get("orderBy");
        String order = orderBy == null ? CHANGED : stored(type, workspace, orderBy.toString(), language);
        String text = bounded(text(wanted, "text"));
        Query query = new Query(
                workspace,
                type.nodeType(),
                Optional.of(text).filter(given -> !given.isEmpty()),
                anyOf,
                between,
                order,
                orderBy == null || "true".equals(text(wanted, "descending")),
                offset(number(wanted, "offset", 0)),
                limit(number(wanted, "limit", MOST)));
        return Optional.of(query).filter(whatever -> isPossible);
    }

    private static String text(Map<String, ?> wanted, String key) {
        @Nullable Object value = wanted.get(key);
        return value == null ? "" : value.toString();
    }

    private static int number(Map<String, ?> wanted, String key, int otherwise) {
        @Nullable Object value = wanted.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number) {
            return (int) Math.max(Integer.MIN_VALUE, Math.min(number.doubleValue(), Integer.MAX_VALUE));
        }
        throw new IllegalArgumentException("'" + key + "' is a number, and not '" + value + "'");
    }

    /** A page number comes from an address. */
    private static int offset(int offset) {
        return Math.max(0, Math.min(offset, MOST_OFFSET));
    }

    private static int limit(int limit) {
        if (limit < 0 || limit > MOST) {
            throw new IllegalArgumentException(
                    "'limit' is " + limit + ". It takes 0 to " + MOST + "; get the others with 'offset'");
        }
        return limit;
    }

    private static Map<String, ?> hash(Map<String, ?> wanted, String key) {
        @Nullable Object value = wanted.get(key);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> hash = new TreeMap<>();
            map.forEach((name, each) -> {
                if (each != null) {
                    hash.put(String.valueOf(name), each);
                }
            });
            return hash;
        }
        throw new IllegalArgumentException("'" + key + "' is a hash of properties, and not '" + value + "'");
    }

    private static Set<String> values(Object given) {
        Stream<?> all = given instanceof Collection<?> many ? many.stream() : Stream.of(given);
        return all.map(String::valueOf).filter(value -> !value.isBlank()).collect(Collectors.toSet());
    }

    private static Set<String> possible(Set<String> values) {
        return values.stream()
                .filter(value -> VALUE.matcher(value).matches())
                .limit(MOST_VALUES)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** @return false if what is given is no date, so that nothing can be of it */
    private boolean range(
            Map<String, ?> given,
            boolean isEnd,
            Publication.Type type,
            String workspace,
            Map<String, Query.Range> between) {
        for (Map.Entry<String, ?> each : given.entrySet()) {
            String stored = stored(type, workspace, each.getKey(), Optional.empty());
            String written = each.getValue().toString().strip();
            Optional<LocalDate> day = day(written, isEnd);
            if (!written.isEmpty() && day.isEmpty()) {
                return false;
            }
            Query.Range before = between.getOrDefault(stored, new Query.Range(Optional.empty(), Optional.empty()));
            var moment = day.map(first -> first.atStartOfDay(CHINA).toInstant());
            between.put(
                    stored, isEnd ? new Query.Range(before.from(), moment) : new Query.Range(moment, before.until()));
        }
        return true;
    }

    /** The first day of what was written, or the first one after it. */
    private static Optional<LocalDate> day(String written, boolean isEnd) {
        try {
            return switch (written.length()) {
                case 4 ->
                    Optional.of(Year.parse(written).plusYears(isEnd ? 1 : 0).atDay(1));
                case 7 ->
                    Optional.of(
                            YearMonth.parse(written).plusMonths(isEnd ? 1 : 0).atDay(1));
                case 10 -> Optional.of(LocalDate.parse(written).plusDays(isEnd ? 1 : 0));
                default -> Optional.empty();
            };
        } catch (DateTimeException e) {
            return Optional.empty(); // a visitor may write anything
        }
    }

    private static Optional<Locale> language(Map<String, ?> wanted) {
        @Nullable Object language = wanted.get("lang");
        return language == null ? Optional.empty() : Optional.of(TemplateFunctions.locale(language));
    }

    /** The name under which a property is stored. */
    private String stored(Publication.Type type, String workspace, String property, Optional<Locale> language) {
        @Nullable Boolean perLanguage = type.properties().get(property);
        if (perLanguage == null) {
            throw new IllegalArgumentException(
                    "The items of '" + workspace + "' have no property '" + property + "'. There are "
                            + String.join(", ", new TreeSet<>(type.properties().keySet())));
        }
        return perLanguage && language.isPresent()
                ? PublishedItem.stored(
                        property, language.get(), published.languages().get(0))
                : property;
    }

    /** Nobody searches for so much, and nothing is cut within a character. */
    private static String bounded(String text) {
        String given = text.strip();
        if (given.codePointCount(0, given.length()) <= MOST_TEXT) {
            return given;
        }
        return given.substring(0, given.offsetByCodePoints(0, MOST_TEXT));
    }
}
