package org.heliograph.host;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An item that is published, without its parts.
 *
 * @param path absolute, in its workspace
 * @param standard the language of values whose names have no language behind them
 * @param languages in which it is there, in the order of the site
 * @param values by stored name: each a {@code String}, {@code Long}, {@code Double}, {@code BigDecimal}, {@code Boolean}
 *     or {@code OffsetDateTime}
 */
public record PublishedItem(
        String workspace,
        String id,
        String path,
        Locale standard,
        List<Locale> languages,
        Map<String, List<Object>> values) {

    private static final String TITLE = "title";
    private static final String CHANGED = "mgnl:lastModified";
    private static final String CREATED = "mgnl:created";

    /** The name under which a value per language is stored. */
    public static String stored(String property, Locale language, Locale standard) {
        return language.equals(standard) ? property : property + "_" + language;
    }

    /** Name of its node. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A text in a language; empty if it has none in that language. */
    public Optional<String> text(String property, Locale language) {
        return texts(stored(property, language, standard))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /** The title in a language, or else in another one, or else the name of the node. */
    public String title(Locale language) {
        return Stream.concat(Stream.of(language, standard), languages.stream())
                .flatMap(each -> text(TITLE, each).stream())
                .findFirst()
                .orElseGet(this::name);
    }

    /** The texts that are stored under a name. */
    public Stream<String> texts(String stored) {
        return values.getOrDefault(stored, List.of()).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** The moment that is stored under a name. */
    public Optional<Instant> moment(String stored) {
        return values.getOrDefault(stored, List.of()).stream()
                .filter(OffsetDateTime.class::isInstance)
                .map(value -> ((OffsetDateTime) value).toInstant())
                .findFirst();
    }

    /** When an editor changed it last. */
    public Optional<Instant> changed() {
        return moment(CHANGED).or(this::created);
    }

    /** When it was made. */
    public Optional<Instant> created() {
        return moment(CREATED);
    }
}
