package org.heliograph.cms.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JSON as the tests read it: numbers keep their value, of repeated members the last counts. */
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Json() {}

    /** The value of the text; fails the test if the text is not JSON. */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    /** The value of the text, empty if it is not JSON. */
    static Optional<JsonNode> tryParse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(value -> !value.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The JSON text of a tree, map or list. */
    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Cannot be written as JSON: " + value, e);
        }
    }

    /** The items of an array; none for any other value. */
    static Stream<JsonNode> items(JsonNode array) {
        Iterable<JsonNode> items = array.isArray() ? array : List.of();
        return StreamSupport.stream(items.spliterator(), false);
    }

    /** The member names of an object, in order. */
    static List<String> names(JsonNode object) {
        Iterator<String> names = object.fieldNames();
        return StreamSupport.stream(((Iterable<String>) () -> names).spliterator(), false)
                .toList();
    }
}
