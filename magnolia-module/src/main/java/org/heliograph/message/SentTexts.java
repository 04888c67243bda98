package org.heliograph.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.message.RefusedException.Fault;

/** The texts of a body by field. What is empty, or wrong, is not there; what is wrong is noted besides. */
final class SentTexts {

    private final ObjectNode body;
    private final List<Fault> faults = new ArrayList<>();

    SentTexts(ObjectNode body) {
        this.body = body;
    }

    /** What is wrong so far; others add to it. */
    List<Fault> faults() {
        return faults;
    }

    /** Whether there is anything in a field but blanks. */
    boolean isSent(String field) {
        JsonNode value = body.path(field);
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isTextual() && value.textValue().isBlank());
    }

    /** A text of one line that is required; empty if it is missing or wrong, which is noted. */
    String line(Field field) {
        return required(field, optional(field));
    }

    /** A text of several lines that is required; empty if it is missing or wrong, which is noted. */
    String lines(Field field) {
        return required(field, text(field.sent(), body.path(field.sent()), field.max(), true));
    }

    private String required(Field field, Optional<String> text) {
        if (text.isEmpty() && faults.stream().noneMatch(fault -> fault.field().equals(field.sent()))) {
            faults.add(Fault.of(field.sent(), "required"));
        }
        return text.orElse("");
    }

    Optional<String> optional(Field field) {
        return line(field.sent(), field.max());
    }

    /** @param max graphemes */
    Optional<String> line(String field, int max) {
        return line(field, body.path(field), max);
    }

    /** The same for a value inside another one. */
    Optional<String> line(String spot, JsonNode value, int max) {
        return text(spot, value, max, false);
    }

    private Optional<String> text(String spot, JsonNode value, int max, boolean severalLines) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            faults.add(Fault.of(spot, "wrong-type"));
            return Optional.empty();
        }
        PlainText text = severalLines ? PlainText.lines(value.textValue()) : PlainText.line(value.textValue());
        if (text.fault().isPresent()) {
            faults.add(Fault.of(spot, text.fault().get()));
            return Optional.empty();
        }
        if (text.isLongerThan(max)) {
            faults.add(Fault.of(spot, "too-long", max));
            return Optional.empty();
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.text());
    }

    /** Missing is false. */
    boolean flag(String field) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            faults.add(Fault.of(field, "wrong-type"));
        }
        return value.asBoolean(false);
    }
}
