package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Where somebody may not read, no answer tells whether something is there. */
class UnreadableItemsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HIDDEN = "canary-9731";
    private static final String ABSENT = "canary-0000";

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static AdminClient superuser;
    private static AdminClient reader;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of());
        superuser = AdminClient.superuser(host);
        superuser.basicJson(
                "PUT",
                "/.rest/nodes/v1/glossary",
                "{\"name\":\"" + HIDDEN + "\",\"type\":\"hg:glossaryTerm\",\"properties\":["
                        + "{\"name\":\"title\",\"values\":[\"" + HIDDEN + "\"]}]}");
        List<String> all = List.of("read", "add", "change", "remove", "publish");
        superuser
                .post(
                        "/roles",
                        Map.of(
                                "name",
                                "almost-all",
                                "title",
                                Map.of(),
                                "languages",
                                List.of(),
                                "grants",
                                List.of(
                                        Map.of("workspace", "uri", "path", "/.rest/admin/*", "permissions", all),
                                        Map.of("workspace", "glossary", "path", "/*", "permissions", all),
                                        Map.of("workspace", "glossary", "path", "/canary*", "permissions", List.of()))))
                .expect(201);
        reader = People.add(host, superuser, "rita", "almost-all");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void noOperationTellsWhetherAnItemThatMayNotBeReadIsThere() {
        List<String> tried = new ArrayList<>();
        JsonNode paths = superuser.get("/openapi.json").json().path("paths");
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (!path.getKey().contains("{workspace}") || !path.getKey().contains("{path}")) {
                        return;
                    }
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    boolean json =
                            operation.getValue().at("/requestBody/content").has("application/json");
                    for (JsonNode body :
                            json ? List.of(JSON.createObjectNode(), sample()) : List.of(MissingNode.getInstance())) {
                        AdminClient.Answer hidden = send(method, path.getKey(), HIDDEN, body);
                        AdminClient.Answer absent = send(method, path.getKey(), ABSENT, body);
                        tried.add(method + " " + path.getKey());
                        assertThat(hidden.status())
                                .as("%s %s", method, path.getKey())
                                .isEqualTo(absent.status());
                        assertThat(hidden.text().replace(HIDDEN, "?"))
                                .as("%s %s", method, path.getKey())
                                .isEqualTo(absent.text().replace(ABSENT, "?"));
                    }
                }));
        assertThat(tried).isNotEmpty();
        assertThat(superuser.get("/items/glossary").json().path("total").asInt())
                .isEqualTo(1);
    }

    /** What an item is saved with, where it may be saved. */
    private static JsonNode sample() {
        return AdminClient.tree(Map.of("revision", "0", "properties", Map.of("title", "x")));
    }

    private static AdminClient.Answer send(String method, String path, String name, JsonNode body) {
        String address =
                path.replace("{workspace}", "glossary").replace("{path}", name).replaceAll("\\{[^}]+}", "x");
        return reader.send(method, AdminClient.API + address, body);
    }

    @Test
    void listsAndSearchesDoNotKnowIt() {
        for (String query :
                List.of("", "?q=" + HIDDEN, "?parent=/", "?filter=title%3D" + HIDDEN, "?cursor=&orderBy=title")) {
            AdminClient.Answer answer = reader.get("/items/glossary" + query).expect(200);
            assertThat(answer.json().path("total").asInt()).as(query).isZero();
            assertThat(answer.text()).as(query).doesNotContain(HIDDEN);
        }
    }
}
