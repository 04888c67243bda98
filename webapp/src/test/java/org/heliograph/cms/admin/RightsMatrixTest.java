package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation, tried by every kind of caller, against the table {@code admin-rights.txt}. */
class RightsMatrixTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ROLES = List.of("editor-zh", "editor-en", "publisher", "moderator", "admin");

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static final Map<String, AdminClient> CALLERS = new LinkedHashMap<>();

    /** One line of the table. */
    private record Expectation(String operation, String address, String body, List<Integer> statuses) {

        static Expectation of(String line) {
            String[] parts = line.split("\\s*\\|\\s*", 4);
            List<Integer> statuses = new ArrayList<>();
            for (String status : parts[3].strip().split(" +")) {
                statuses.add(Integer.valueOf(status));
            }
            return new Expectation(parts[0], parts[1], parts[2].strip(), statuses);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of());
        AdminClient superuser = AdminClient.superuser(host);
        CALLERS.put("anonymous", AdminClient.anonymous(host));
        for (String role : ROLES) {
            CALLERS.put(role, People.add(host, superuser, "one-" + role, role));
        }
        CALLERS.put("superuser", superuser);
        CALLERS.put("token", People.token(host, superuser, List.of("products"), List.of("read")));
        CALLERS.keySet().forEach(caller -> prepare(superuser, caller));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    /** What each caller tries to change. */
    private static void prepare(AdminClient superuser, String caller) {
        String name = "subject-" + caller;
        superuser.post("/users", Map.of("name", name)).expect(201);
        superuser.basicJson(
                "PUT",
                "/.rest/nodes/v1/glossary",
                "{\"name\":\"" + name + "\",\"type\":\"hg:glossaryTerm\",\"properties\":["
                        + "{\"name\":\"title\",\"values\":[\"term\"]},{\"name\":\"title_zh\",\"values\":[\"词\"]}]}");
        superuser
                .post("/publish", Map.of("items", List.of(Map.of("workspace", "glossary", "path", "/" + name))))
                .expect(200);
        superuser
                .post(
                        "/roles",
                        Map.of("name", name, "title", Map.of(), "languages", List.of("zh"), "grants", List.of()))
                .expect(201);
        superuser
                .post("/groups", Map.of("name", name, "title", "x", "roles", List.of(), "groups", List.of()))
                .expect(201);
        superuser
                .post("/items/products", Map.of("name", "item-" + caller, "values", Map.of("sku", "x")))
                .expect(201);
    }

    private static List<Expectation> table() throws IOException {
        try (InputStream in = RightsMatrixTest.class.getResourceAsStream("/admin-rights.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Expectation::of)
                    .toList();
        }
    }

    @Test
    void everyCallerGetsWhatTheTableSays() throws Exception {
        List<String> differences = new ArrayList<>();
        for (Expectation expected : table()) {
            int column = 0;
            for (Map.Entry<String, AdminClient> caller : CALLERS.entrySet()) {
                int status = attempt(caller.getKey(), caller.getValue(), expected);
                if (status != expected.statuses().get(column)) {
                    differences.add(expected.operation() + " at " + expected.address() + " by " + caller.getKey() + ": "
                            + status + " instead of " + expected.statuses().get(column));
                }
                column++;
            }
        }
        assertThat(differences).isEmpty();
    }

    private static int attempt(String name, AdminClient caller, Expectation expected) throws IOException {
        String method = expected.operation().split(" ", 2)[0];
        String address = expected.address().replace("ROLE", name);
        String body = expected.body().replace("ROLE", name);
        int colon = body.indexOf(':');
        if (!body.isEmpty() && !body.startsWith("{")) {
            return caller.send(
                            method,
                            AdminClient.API + address,
                            BodyPublishers.ofString(body.substring(colon + 1)),
                            Optional.of(body.substring(0, colon)))
                    .status();
        }
        JsonNode json = body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        return caller.send(method, AdminClient.API + address, json).status();
    }

    /** The document lists what is served; both come from the same entries. */
    @Test
    void everyOperationIsInTheTable() throws Exception {
        Set<String> served = new LinkedHashSet<>();
        CALLERS.get("superuser")
                .get("/openapi.json")
                .json()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> served.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> expected = new LinkedHashSet<>();
        table().forEach(line -> expected.add(line.operation().replace("*}", "}")));

        assertThat(expected).containsExactlyInAnyOrderElementsOf(served);
    }
}
