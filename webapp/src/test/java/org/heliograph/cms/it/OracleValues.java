package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares recorded JSON with an answer: objects without order, arrays in order, numbers by value. What differs from
 * run to run is left out: ids of nodes that the requests themselves create below {@code /scratch} or that exist in a
 * template only, and times at which the recording itself was made, in whose place any time may stand.
 */
final class OracleValues {

    private static final Pattern TIME_OF_RECORDING = Pattern.compile("2026-11-23T2[0-9:.]+Z");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)");
    private static final Set<String> IDS = Set.of("@id", "identifier");

    private OracleValues() {}

    /** Where the first difference is, empty if the values are the same. */
    static Optional<String> difference(JsonNode expected, JsonNode actual) {
        return difference("", expected, actual);
    }

    /** The same for named values. */
    static Optional<String> difference(Map<String, JsonNode> expected, Map<String, JsonNode> actual) {
        return members("", expected, actual);
    }

    private static Optional<String> difference(String at, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            return members(at, members(expected, expected), members(actual, expected));
        }
        if (expected.isArray() && actual.isArray()) {
            return isPropertyList(expected)
                    ? members(at, byName(expected), byName(actual))
                    : members(at, byPosition(expected), byPosition(actual));
        }
        return sameScalar(expected, actual) ? Optional.empty() : Optional.of("value at " + at);
    }

    private static Optional<String> members(String at, Map<String, JsonNode> expected, Map<String, JsonNode> actual) {
        if (!expected.keySet().equals(actual.keySet())) {
            return Optional.of("members at " + at + "/: " + surplus(expected, actual));
        }
        return expected.keySet().stream()
                .flatMap(name -> difference(at + "/" + name, expected.get(name), actual.get(name)).stream())
                .findFirst();
    }

    private static String surplus(Map<String, JsonNode> expected, Map<String, JsonNode> actual) {
        Set<String> missing = new TreeSet<>(expected.keySet());
        missing.removeAll(actual.keySet());
        Set<String> added = new TreeSet<>(actual.keySet());
        added.removeAll(expected.keySet());
        return "missing " + missing + ", added " + added;
    }

    private static Map<String, JsonNode> members(JsonNode object, JsonNode expected) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(field -> members.put(field.getKey(), field.getValue()));
        if (hasRandomId(expected)) {
            members.keySet().removeAll(IDS);
        }
        return members;
    }

    private static boolean hasRandomId(JsonNode node) {
        String path = node.path("@path").asText(node.path("path").asText());
        return path.equals("/scratch")
                || path.startsWith("/scratch/")
                || node.path("@nodeType").asText().equals("mgnl:area");
    }

    /** The properties of a node in the nodes API, which come in no defined order. */
    private static boolean isPropertyList(JsonNode array) {
        return !array.isEmpty() && Json.items(array).allMatch(item -> item.has("name") && item.has("values"));
    }

    private static Map<String, JsonNode> byName(JsonNode array) {
        Map<String, JsonNode> byName = new TreeMap<>();
        Json.items(array).forEach(item -> byName.put(item.path("name").asText(), item));
        return byName;
    }

    private static Map<String, JsonNode> byPosition(JsonNode array) {
        Map<String, JsonNode> byPosition = new LinkedHashMap<>();
        Json.items(array).forEach(item -> byPosition.put(Integer.toString(byPosition.size()), item));
        return byPosition;
    }

    private static boolean sameScalar(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        if (expected.isTextual()
                && TIME_OF_RECORDING.matcher(expected.textValue()).matches()) {
            return TIME.matcher(actual.asText()).matches();
        }
        return expected.equals(actual);
    }
}
