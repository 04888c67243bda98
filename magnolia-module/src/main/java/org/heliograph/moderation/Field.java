package org.heliograph.moderation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A value that is given along with an action: reads it, and describes itself as JSON Schema.
 *
 * @param most characters of a text, or of each text of a list
 */
record Field(String name, Kind kind, boolean required, int most) {

    static final int MOST_LABELS = 20;

    enum Kind {
        /** Of one line, without vertical bar, which filters take values apart at. */
        WORD,
        /** Of several lines. */
        TEXT,
        WORDS,
        /** With time zone; {@code null} for none. */
        MOMENT,
        FLAG,
        /** One of {@link Erasure.Cause}. */
        CAUSE
    }

    static Field required(String name, Kind kind, int most) {
        return new Field(name, kind, true, most);
    }

    static Field optional(String name, Kind kind, int most) {
        return new Field(name, kind, false, most);
    }

    /** The value as {@link Given} keeps it; notes what is wrong with it instead. */
    Optional<Object> read(Object value, List<Fault> faults) {
        return switch (kind) {
            case WORD, TEXT -> value instanceof String text ? text(text, faults) : wrong("type-text", faults);
            case WORDS -> value instanceof List<?> list ? words(list, faults) : wrong("type-list", faults);
            case MOMENT -> value instanceof String text ? moment(text, faults) : wrong("type-moment", faults);
            case FLAG -> value instanceof Boolean ? Optional.of(value) : wrong("type-flag", faults);
            case CAUSE -> cause(value, faults);
        };
    }

    private Optional<Object> wrong(String code, List<Fault> faults, Object... arguments) {
        faults.add(Fault.of(name, code, arguments));
        return Optional.empty();
    }

    private Optional<Object> text(String given, List<Fault> faults) {
        boolean isWord = kind != Kind.TEXT;
        Optional<String> clean = PlainText.clean(given, !isWord);
        if (clean.isEmpty() || isWord && given.contains("|")) {
            return wrong("signs", faults);
        }
        if (clean.get().isEmpty()) {
            return wrong("empty", faults);
        }
        return PlainText.isLongerThan(clean.get(), most) ? wrong("too-long", faults, most) : Optional.of(clean.get());
    }

    private Optional<Object> words(List<?> given, List<Fault> faults) {
        if (given.size() > MOST_LABELS) {
            return wrong("too-many", faults, MOST_LABELS);
        }
        Set<String> words = new LinkedHashSet<>();
        for (Object each : given) {
            Optional<Object> word = each instanceof String text ? text(text, faults) : wrong("type-text", faults);
            if (word.isEmpty()) {
                return word;
            }
            words.add((String) word.get());
        }
        return Optional.of(words);
    }

    private Optional<Object> moment(String given, List<Fault> faults) {
        return moment(given).map(moment -> Optional.<Object>of(moment)).orElseGet(() -> wrong("type-moment", faults));
    }

    /** A moment with time zone, of a year of four digits. */
    static Optional<Instant> moment(String given) {
        try {
            OffsetDateTime moment = OffsetDateTime.parse(given);
            return moment.getYear() < 1970 || moment.getYear() > 9998
                    ? Optional.empty()
                    : Optional.of(moment.toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Object> cause(Object given, List<Fault> faults) {
        Optional<Object> cause = Arrays.stream(Erasure.Cause.values())
                .filter(Erasure.Cause::isChosen)
                .filter(each -> each.word().equals(given))
                .map(each -> (Object) each)
                .findFirst();
        return cause.isPresent() ? cause : wrong("cause", faults, String.join(", ", Erasure.Cause.chosen()));
    }

    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        switch (kind) {
            case WORD, TEXT -> schema.put("type", "string").put("minLength", 1);
            case WORDS ->
                schema.put("type", "array")
                        .put("maxItems", MOST_LABELS)
                        .putObject("items")
                        .put("type", "string");
            case MOMENT -> {
                schema.put("format", "date-time");
                schema.putArray("type").add("string").add("null");
            }
            case FLAG -> schema.put("type", "boolean");
            case CAUSE ->
                Erasure.Cause.chosen().forEach(schema.put("type", "string").putArray("enum")::add);
        }
        return schema;
    }
}
