package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Every content node that any recorded answer shows, for answers that the recording leaves open. */
final class OracleNodes {

    private static final Set<String> ALL_VALUES = Set.of("/", "all/");

    private final Map<String, JsonNode> byEndpointAndPath = new HashMap<>();
    private final Map<String, ObjectNode> byId = new HashMap<>();

    private final Map<String, Integer> answersById = new HashMap<>();

    OracleNodes(List<OracleLine> lines) {
        lines.forEach(line -> countIds(line.body()));
        lines.stream().filter(line -> line.status() < 300).forEach(this::add);
    }

    private void add(OracleLine line) {
        if (line.isQueryAnswer()) {
            String endpoint = line.path().replaceAll("/$", "");
            Json.items(line.body().path("results")).forEach(node -> addNode(endpoint, line, node));
        } else if (line.path().endsWith(path(line.body())) && line.body().has("@path") && !hasUnmadeArea(line.body())) {
            int end = line.path().length() - path(line.body()).length();
            addNode(line.path().substring(0, end), line, line.body());
        }
        if (ALL_VALUES.contains(line.language())) {
            addValues(line.body());
        }
    }

    /** Areas that exist in a template only get another id at each request. A query does not show them, but a read does. */
    private boolean hasUnmadeArea(JsonNode value) {
        boolean unmade = value.path("@nodeType").asText().equals("mgnl:area")
                && answersById.getOrDefault(value.path("@id").asText(), 0) == 1;
        return unmade || StreamSupport.stream(value.spliterator(), false).anyMatch(this::hasUnmadeArea);
    }

    private void countIds(JsonNode value) {
        if (value.has("@id")) {
            answersById.merge(value.path("@id").asText(), 1, Integer::sum);
        }
        value.forEach(this::countIds);
    }

    private void addNode(String endpoint, OracleLine line, JsonNode node) {
        byEndpointAndPath.putIfAbsent(key(endpoint, line, path(node)), node);
    }

    private void addValues(JsonNode value) {
        if (value.isObject() && value.has("@id")) {
            byId.computeIfAbsent(value.path("@id").asText(), id -> JsonNodeFactory.instance.objectNode())
                    .setAll((ObjectNode) value);
        }
        value.forEach(this::addValues);
    }

    /** The node at a path as the endpoint of a query line shows it in the language of that line. */
    Optional<JsonNode> find(OracleLine query, String path) {
        return Optional.ofNullable(byEndpointAndPath.get(key(query.path().replaceAll("/$", ""), query, path)));
    }

    private static String key(String endpoint, OracleLine line, String path) {
        return endpoint + " " + line.language() + " " + path;
    }

    private static String path(JsonNode node) {
        return node.path("@path").asText();
    }

    /** What an answer is sorted by; nodes with equal keys come in no defined order. Empty if nothing is asked for. */
    String sortKey(OracleLine query, JsonNode node) {
        List<String> names = Arrays.stream(query.parameter("orderBy").orElse("").split(","))
                .map(item -> item.strip().split("\\s")[0])
                .toList();
        return names.stream().map(name -> sortValue(name, node)).reduce("", (left, right) -> left + "|" + right);
    }

    private String sortValue(String name, JsonNode node) {
        JsonNode value = switch (name) {
            case "@path" -> JsonNodeFactory.instance.nullNode();
            case "jcr:uuid", "@jcr:uuid" -> node.path("@id");
            default -> known(node).path(name);
        };
        if (value.isNumber()) {
            return value.decimalValue().stripTrailingZeros().toPlainString();
        }
        if (value.isArray() && value.isEmpty()) {
            return "";
        }
        return value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : value.toString();
    }

    private JsonNode known(JsonNode node) {
        ObjectNode known = byId.get(node.path("@id").asText());
        return known == null ? node : known;
    }
}
