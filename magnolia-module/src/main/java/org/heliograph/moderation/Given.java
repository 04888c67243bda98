package org.heliograph.moderation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is given along with an action, checked: the same from REST and from a command of the host. */
public final class Given {

    private final Map<String, Object> values;

    private Given(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Checks values by their names.
     *
     * @param values texts, lists of texts, booleans; what is null counts as not given
     * @throws InvalidException with all that is wrong: values that are missing, unknown, of another type or too long
     */
    public static Given of(Action action, Map<String, ?> values) throws InvalidException {
        List<Fault> faults = new ArrayList<>();
        Map<String, Object> read = new HashMap<>();
        Map<String, Object> rest = new HashMap<>(values);
        for (Field field : action.fields()) {
            Object value = rest.remove(field.name());
            if (value != null) {
                field.read(value, faults).ifPresent(it -> read.put(field.name(), it));
            } else if (field.required()) {
                faults.add(Fault.of(field.name(), "missing"));
            }
        }
        rest.keySet().stream().sorted().limit(1).forEach(name -> faults.add(Fault.of(shortened(name), "unknown")));
        if (!faults.isEmpty()) {
            throw new InvalidException(faults);
        }
        return new Given(read);
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= 40
                ? name
                : name.substring(0, name.offsetByCodePoints(0, 40)) + '…';
    }

    String text(String name) {
        return (String) values.get(name);
    }

    @SuppressWarnings("unchecked")
    Set<String> words(String name) {
        return (Set<String>) values.getOrDefault(name, Set.of());
    }

    Optional<Instant> moment(String name) {
        return Optional.ofNullable((Instant) values.get(name));
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    Erasure.Cause cause(String name) {
        return (Erasure.Cause) values.getOrDefault(name, Erasure.Cause.OTHER);
    }
}
