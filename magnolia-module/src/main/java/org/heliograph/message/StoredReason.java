package org.heliograph.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reason of the spam shield as it is kept with a message: without words, so that it can be told in any language later.
 * Written as an array of its key, points and arguments.
 *
 * @param key names its text
 * @param points that it adds to the score, or takes away
 * @param arguments of its text
 */
public record StoredReason(String key, int points, List<String> arguments) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As a value of property {@code reasons}. */
    public String written() {
        ArrayNode array = JSON.createArrayNode().add(key).add(points);
        arguments.forEach(array::add);
        return array.toString();
    }

    /** Reads what {@link #written} gave; empty for anything else. */
    public static Optional<StoredReason> read(String written) {
        try {
            JsonNode array = JSON.readTree(written);
            if (!array.isArray() || !array.path(0).isTextual() || !array.path(1).isInt()) {
                return Optional.empty();
            }
            List<String> arguments = new ArrayList<>();
            for (int i = 2; i < array.size(); i++) {
                arguments.add(array.get(i).asText());
            }
            return Optional.of(
                    new StoredReason(array.get(0).asText(), array.get(1).intValue(), List.copyOf(arguments)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
