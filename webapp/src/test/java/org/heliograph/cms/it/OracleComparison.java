package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells whether an answer agrees with the recorded one. Statuses below 500 must be the same; a recorded 5xx, which is
 * often a client's mistake, may be any error. Bodies count for recorded 2xx and 3xx only; see {@link OracleValues} for
 * what equal values are.
 */
final class OracleComparison {

    /** Magnolia's own texts are not for this project; none of the recorded light modules describes a component. */
    private static final Pattern DESCRIPTION = Pattern.compile(" description=\"[^\"]*\"");

    /** What stands in a recorded text for one that Magnolia writes itself, such as the report of a failing script. */
    private static final String OMITTED = "\\[\\$omitted: [^\\]]*]";

    private static final String ANNOTATIONS = "/.rest/template-annotations/";

    /** Two endpoints claim this path, and which of them answers is not defined. */
    private static final String UNDEFINED_ENDPOINT = "/.rest/delivery/same/path";

    private final OracleNodes nodes;

    OracleComparison(OracleNodes nodes) {
        this.nodes = nodes;
    }

    /** The first difference, empty if there is none. */
    Optional<String> difference(OracleLine line, Answer answer) {
        if (line.status() >= 500) {
            return refusal(line, answer);
        }
        if (line.status() != answer.status()) {
            return Optional.of("status " + line.status() + " became " + answer.status());
        }
        boolean statusOnly = line.status() >= 400
                || line.body().has("$omitted")
                || line.path().equals(UNDEFINED_ENDPOINT);
        return statusOnly ? Optional.empty() : body(line, answer);
    }

    private static Optional<String> refusal(OracleLine line, Answer answer) {
        boolean refused = answer.status() >= 400 && answer.status() < 600;
        boolean explained = line.url().startsWith("/.rest/delivery")
                ? answer.errorCode().isPresent()
                : !answer.text().isBlank();
        return refused && explained ? Optional.empty() : Optional.of("not an error with an error body");
    }

    private Optional<String> body(OracleLine line, Answer answer) {
        JsonNode recorded = line.path().startsWith(ANNOTATIONS) ? withoutDescriptions(line.body()) : line.body();
        if (recorded.isNull()) {
            return answer.body().length == 0 ? Optional.empty() : Optional.of("body is not empty");
        }
        if (recorded.isTextual()) {
            return pattern(recorded.textValue())
                            .matcher(DESCRIPTION.matcher(answer.text()).replaceAll(""))
                            .matches()
                    ? Optional.empty()
                    : Optional.of("text");
        }
        if (recorded.has("$binary")) {
            return binary(recorded.path("$binary"), answer.body());
        }
        return Json.tryParse(answer.text())
                .map(actual -> line.isQueryAnswer() ? query(line, actual) : OracleValues.difference(recorded, actual))
                .orElse(Optional.of("body is not JSON"));
    }

    /** A text as it was recorded, in which what is Magnolia's own was left out. */
    private static Pattern pattern(String recorded) {
        String[] parts = DESCRIPTION.matcher(recorded).replaceAll("").split(OMITTED, -1);
        return Pattern.compile(
                Arrays.stream(parts).map(Pattern::quote).collect(Collectors.joining(".+")), Pattern.DOTALL);
    }

    private static JsonNode withoutDescriptions(JsonNode annotations) {
        ObjectNode without = JsonNodeFactory.instance.objectNode();
        annotations
                .properties()
                .forEach(each -> without.put(
                        each.getKey(),
                        DESCRIPTION.matcher(each.getValue().asText()).replaceAll("")));
        return without;
    }

    private static Optional<String> binary(JsonNode recorded, byte[] actual) {
        boolean same = recorded.path("length").intValue() == actual.length
                && recorded.path("sha256").asText().equals(sha256(actual));
        return same ? Optional.empty() : Optional.of("bytes");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private Optional<String> query(OracleLine line, JsonNode actual) {
        for (String member : List.of("total", "offset", "limit")) {
            Optional<String> difference = OracleValues.difference(line.body().path(member), actual.path(member));
            if (difference.isPresent()) {
                return Optional.of(member);
            }
        }
        List<JsonNode> expected = Json.items(line.body().path("results")).toList();
        List<JsonNode> results = Json.items(actual.path("results")).toList();
        return expected.size() == results.size() ? results(line, expected, results) : Optional.of("number of results");
    }

    /** Compares run by run, a run being the results that share the sort key and so have no order among them. */
    private Optional<String> results(OracleLine line, List<JsonNode> expected, List<JsonNode> actual) {
        int start = 0;
        while (start < expected.size()) {
            int end = endOfRun(line, expected, start);
            boolean cut =
                    start == 0 && line.body().path("offset").longValue() > 0 || end == expected.size() && goesOn(line);
            List<JsonNode> run = actual.subList(start, end);
            Optional<String> difference = cut && end - start > 0
                    ? cutRun(line, expected.subList(start, end), run)
                    : wholeRun(expected.subList(start, end), run);
            if (difference.isPresent()) {
                return difference;
            }
            start = end;
        }
        return Optional.empty();
    }

    private int endOfRun(OracleLine line, List<JsonNode> results, int start) {
        String key = nodes.sortKey(line, results.get(start));
        int end = start + 1;
        while (end < results.size() && nodes.sortKey(line, results.get(end)).equals(key)) {
            end++;
        }
        return end;
    }

    private static boolean goesOn(OracleLine line) {
        long offset = line.body().path("offset").longValue();
        return offset + line.body().path("results").size()
                < line.body().path("total").longValue();
    }

    private static Optional<String> wholeRun(List<JsonNode> expected, List<JsonNode> actual) {
        return OracleValues.difference(byPath(expected), byPath(actual));
    }

    /** Of a run that goes on beyond this page any members may be shown, as long as they belong to it. */
    private Optional<String> cutRun(OracleLine line, List<JsonNode> expected, List<JsonNode> actual) {
        if (byPath(actual).size() != actual.size()) {
            return Optional.of("a result comes twice");
        }
        String key = nodes.sortKey(line, expected.get(0));
        for (JsonNode result : actual) {
            Optional<JsonNode> known = nodes.find(line, result.path("@path").asText());
            if (!nodes.sortKey(line, known.orElse(result)).equals(key)) {
                return Optional.of("order at " + result.path("@path").asText());
            }
            Optional<String> difference = known.flatMap(node -> OracleValues.difference(node, result));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Map<String, JsonNode> byPath(List<JsonNode> results) {
        Map<String, JsonNode> byPath = new TreeMap<>();
        results.forEach(node -> byPath.put(node.path("@path").asText(), node));
        return byPath;
    }
}
