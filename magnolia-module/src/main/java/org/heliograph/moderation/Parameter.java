package org.heliograph.moderation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A parameter of a query.
 *
 * @param repeats whether it may be there more than once
 * @param choices what it may be; empty where that is open
 * @param most characters of a text, or the largest number
 */
record Parameter(String name, Kind kind, boolean repeats, List<String> choices, int most) {

    private static final int MOST_REPEATS = 20;

    enum Kind {
        TEXT,
        CHOICE,
        NUMBER,
        MOMENT
    }

    static Parameter text(String name, int most) {
        return new Parameter(name, Kind.TEXT, false, List.of(), most);
    }

    static Parameter choice(String name, String... choices) {
        return new Parameter(name, Kind.CHOICE, false, List.of(choices), 0);
    }

    static Parameter number(String name, int most) {
        return new Parameter(name, Kind.NUMBER, false, List.of(), most);
    }

    static Parameter moment(String name) {
        return new Parameter(name, Kind.MOMENT, false, List.of(), 0);
    }

    Parameter repeating() {
        return new Parameter(name, kind, true, choices, most);
    }

    void check(List<String> values, List<Fault> faults) {
        if (values.size() > (repeats ? MOST_REPEATS : 1)) {
            faults.add(Fault.of(name, "too-many", repeats ? MOST_REPEATS : 1));
            return;
        }
        values.forEach(value -> check(value, faults));
    }

    private void check(String value, List<Fault> faults) {
        switch (kind) {
            case TEXT -> {
                if (PlainText.clean(value, false).isEmpty() || value.contains("|")) {
                    faults.add(Fault.of(name, "signs"));
                } else if (value.isBlank()) {
                    faults.add(Fault.of(name, "empty"));
                } else if (PlainText.isLongerThan(value, most)) {
                    faults.add(Fault.of(name, "too-long", most));
                }
            }
            case CHOICE -> {
                if (!choices.contains(value)) {
                    faults.add(Fault.of(name, "choice", String.join(", ", choices)));
                }
            }
            case NUMBER -> {
                if (!value.matches("\\d{1,9}") || Integer.parseInt(value) > most) {
                    faults.add(Fault.of(name, "number", String.valueOf(most)));
                }
            }
            case MOMENT -> {
                if (Field.moment(value).isEmpty()) {
                    faults.add(Fault.of(name, "type-moment"));
                }
            }
        }
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name).put("in", "query").put("required", false);
        ObjectNode schema = json.putObject("schema");
        if (repeats) {
            schema.put("type", "array").put("maxItems", MOST_REPEATS);
            schema = schema.putObject("items");
        }
        switch (kind) {
            case TEXT -> schema.put("type", "string").put("minLength", 1);
            case CHOICE -> choices.forEach(schema.put("type", "string").putArray("enum")::add);
            case NUMBER -> schema.put("type", "integer").put("minimum", 0).put("maximum", most);
            case MOMENT -> schema.put("type", "string").put("format", "date-time");
        }
        return json;
    }

    static String shortened(String name) {
        String clean = PlainText.clean(name, false).orElse("?");
        return clean.codePointCount(0, clean.length()) <= 40
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, 40)) + '…';
    }
}
