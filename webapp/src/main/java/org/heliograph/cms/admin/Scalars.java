package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The schemas of single values, and of any. */
final class Scalars {

    private Scalars() {}

    static final class TextSchema extends Schema {

        private final int least;
        private final int most;
        private final Optional<Pattern> pattern;

        TextSchema(int least, int most, Optional<Pattern> pattern) {
            this.least = least;
            this.most = most;
            this.pattern = pattern;
        }

        @Override
        ObjectNode toJson(Locale language) {
            ObjectNode json = Schema.type("string").put("maxLength", most);
            if (least > 0) {
                json.put("minLength", least);
            }
            pattern.ifPresent(each -> json.put("pattern", "^(?:" + each.pattern() + ")$"));
            return json;
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            if (!value.isTextual()) {
                faults.add(pointer, "field-no-text");
                return;
            }
            String text = value.textValue();
            if (!WellFormed.isText(text)) {
                faults.add(pointer, "field-not-printable");
            } else if (text.codePointCount(0, text.length()) > most) {
                faults.add(pointer, "field-too-long", most);
            } else if (least > 0 && text.isBlank()) {
                faults.add(pointer, "field-empty");
            } else if (!pattern.map(each -> each.matcher(text).matches()).orElse(true)) {
                faults.add(pointer, "field-malformed");
            }
        }
    }

    static final class ChoiceSchema extends Schema {

        private final List<String> values;

        ChoiceSchema(List<String> values) {
            this.values = values;
        }

        @Override
        ObjectNode toJson(Locale language) {
            ObjectNode json = Schema.type("string");
            values.forEach(json.putArray("enum")::add);
            return json;
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            if (!value.isTextual() || !values.contains(value.textValue())) {
                faults.add(pointer, "field-not-one-of", String.join(", ", values));
            }
        }
    }

    static final class IntegerSchema extends Schema {

        private final long least;
        private final long most;

        IntegerSchema(long least, long most) {
            this.least = least;
            this.most = most;
        }

        @Override
        ObjectNode toJson(Locale language) {
            return Schema.type("integer").put("minimum", least).put("maximum", most);
        }

        @Override
        JsonNode read(String text) {
            return text.matches("-?\\d{1,18}") ? LongNode.valueOf(Long.parseLong(text)) : super.read(text);
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            boolean fits = value.isIntegralNumber()
                    && value.canConvertToLong()
                    && value.longValue() >= least
                    && value.longValue() <= most;
            if (!fits) {
                faults.add(pointer, "field-no-integer", String.valueOf(least), String.valueOf(most));
            }
        }
    }

    static final class KindSchema extends Schema {

        private final String kind;
        private final Predicate<JsonNode> is;

        KindSchema(String kind, Predicate<JsonNode> is) {
            this.kind = kind;
            this.is = is;
        }

        @Override
        ObjectNode toJson(Locale language) {
            return Schema.type(kind);
        }

        @Override
        JsonNode read(String text) {
            boolean truth = kind.equals("boolean") && (text.equals("true") || text.equals("false"));
            return truth ? BooleanNode.valueOf(text.equals("true")) : super.read(text);
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            if (!is.test(value)) {
                faults.add(pointer, "field-no-" + kind);
            }
        }
    }

    static final class AnySchema extends Schema {

        @Override
        ObjectNode toJson(Locale language) {
            return JsonNodeFactory.instance.objectNode();
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            if (value.isTextual() && !WellFormed.isText(value.textValue())) {
                faults.add(pointer, "field-not-printable");
            } else if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    check(value.get(i), pointer + "/" + i, faults);
                }
            } else {
                value.properties()
                        .forEach(member -> faults.member(pointer, member.getKey())
                                .ifPresent(at -> check(member.getValue(), at, faults)));
            }
        }
    }
}
