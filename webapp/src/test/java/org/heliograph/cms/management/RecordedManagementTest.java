package org.heliograph.cms.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Replays what a real Magnolia answered to the same requests on the same content. */
class RecordedManagementTest {

    private static final Path ORACLE = Path.of("../../shared/magnolia-oracle");
    private static final Set<String> GROUPS =
            Set.of("nodes-read", "nodetypes", "nodes-write", "properties-write", "nodes-delete", "commands");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Magnolia answers 5xx to a mistake of the client; the answer here is 4xx and tells the cure. */
    private static final Set<String> SERVER_ERRORS = Set.of("A-918", "A-950", "A-951", "A-952", "A-956", "A-977");

    /** Magnolia names one of its classes. */
    private static final Set<String> CLEARER = Set.of("A-959");

    /** Magnolia stores 0 or the current time in place of a value that is not of its type; refused here, or read if it can be. */
    private static final Set<String> WRONG_VALUES = Set.of("A-955", "A-976", "A-1009");

    /** What was sent is stored here, or was refused, so that later answers show that instead of Magnolia's loss. */
    private static final Set<String> NOTHING_LOST = Set.of(
            "A-943", "A-958", "A-966", "A-985", "A-990", "A-992", "A-994", "A-996", "A-998", "A-1000", "A-1002",
            "A-1004", "A-1006", "A-1010");

    @TempDir
    private Path directory;

    @Test
    void answersEqualMagnoliasButForThoseChangedOnPurpose() throws Exception {
        assumeThat(Files.isDirectory(ORACLE))
                .as("recorded answers at " + ORACLE)
                .isTrue();
        try (ManagementHost host = ManagementHost.start(directory)) {
            loadContent(host);

            List<String> different = new ArrayList<>();
            int sent = 0;
            for (String line : Files.readAllLines(ORACLE.resolve("requests.jsonl"))) {
                JsonNode recorded = JSON.readTree(line);
                if (isManagement(recorded)) {
                    sent++;
                    replay(host, recorded, different);
                }
            }

            Set<String> deviations = new HashSet<>(SERVER_ERRORS);
            deviations.addAll(CLEARER);
            deviations.addAll(WRONG_VALUES);
            deviations.addAll(NOTHING_LOST);
            assertThat(different).containsExactlyInAnyOrderElementsOf(deviations);
            assertThat(sent).isEqualTo(120);
        }
    }

    private static void loadContent(ManagementHost host) throws Exception {
        host.repository().write("users", session -> session.getRootNode().addNode("admin", "mgnl:folder"));
        for (String line : Files.readAllLines(ORACLE.resolve("content/ORDER.txt"))) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] order = line.split("\t");
                byte[] content = Files.readAllBytes(ORACLE.resolve("content").resolve(order[0]));
                HttpResponse<String> answer = host.upload(order[1], order[0], content);
                assertThat(answer.statusCode())
                        .as(order[0] + ": " + answer.body())
                        .isEqualTo(204);
            }
        }
    }

    /** Who may call is not decided by the servlets; delivery has tests of its own. */
    private static boolean isManagement(JsonNode recorded) {
        String url = recorded.get("url").asText();
        return GROUPS.contains(recorded.get("group").asText())
                && (url.contains("/nodes/v1")
                        || url.contains("/properties/v1")
                        || url.contains("/import/v1")
                        || url.contains("/.rest/status"))
                && recorded.get("auth").asText().equals("superuser")
                && !Set.of("HEAD", "PATCH").contains(recorded.get("method").asText());
    }

    private static void replay(ManagementHost host, JsonNode recorded, List<String> different) throws Exception {
        Map<String, String> headers = new HashMap<>();
        recorded.get("headers")
                .properties()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
        JsonNode body = recorded.get("requestBody");
        String text = body.isNull() ? "" : body.isTextual() ? body.asText() : body.toString();
        HttpResponse<String> answer = host.send(host.request(
                recorded.get("method").asText(), recorded.get("url").asText(), text, headers));
        String was = recorded.get("status").asInt() + " "
                + normalized(recorded.get("body")).toString().replace("http://oracle.test/magnoliaAuthor", host.url());
        String is = answer.statusCode() + " " + normalized(parsed(answer.body()));
        if (!was.equals(is)) {
            different.add(recorded.get("id").asText());
        }
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValue(recorded.at("/responseHeaders/cache-control").asText());
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isEmpty() ? JSON.nullNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(body);
        }
    }

    /** Without what varies from run to run, see VARYING.md. */
    private static JsonNode normalized(JsonNode answer) {
        if (answer instanceof ObjectNode object) {
            if (object.path("path").asText().startsWith("/scratch")) {
                object.put("identifier", "random");
            }
            if (Set.of("jcr:created", "mgnl:created", "mgnl:lastModified", "jcr:uuid")
                    .contains(object.path("name").asText())) {
                object.put("values", "varying");
            }
            object.forEach(RecordedManagementTest::normalized);
            if (object.get("properties") instanceof ArrayNode properties) {
                List<JsonNode> sorted = new ArrayList<>();
                properties.forEach(sorted::add);
                sorted.sort(Comparator.comparing(p -> p.get("name").asText()));
                object.set("properties", JSON.createArrayNode().addAll(sorted));
            }
        } else if (answer instanceof ArrayNode array) {
            array.forEach(RecordedManagementTest::normalized);
        }
        return answer;
    }
}
