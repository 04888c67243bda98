package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Callers with different rights ask an endpoint that heeds them, by turns, so that what is kept for one meets the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RightsIT {

    private static final String CANARY = "canary";
    private static final String TOOLS = "/.rest/delivery/tools/v1";
    private static final String TYPE = """
            datasource:
              workspace: kit
              autoCreate: true
              namespaces:
                kit: https://kit.example/ns
            model:
              nodeType: kit:tool
              properties:
                title: {type: String}
            """;
    private static final String ENDPOINT = """
            $type: jcrDeliveryEndpoint_v2
            workspace: kit
            depth: 1
            childNodeTypes: [kit:tool]
            referenceDepth: 1
            references:
              - propertyName: goesWith
                referenceResolver:
                  $type: jcrReferenceResolver
                  targetWorkspace: kit
            """;
    private static final String CONTENT = """
            open:
              jcr:primaryType: kit:tool
              title: a
              goesWith: 11111111-1111-4111-8111-111111111111
              inner:
                jcr:primaryType: kit:tool
                title: b
              hidden:
                jcr:primaryType: kit:tool
                title: canary of a child
            closed:
              jcr:primaryType: kit:tool
              jcr:uuid: 11111111-1111-4111-8111-111111111111
              title: canary of a tree
            """;
    private static final String ROLE = """
            half:
              jcr:primaryType: mgnl:role
              acl_kit:
                jcr:primaryType: mgnl:contentNode
                '0': {jcr:primaryType: mgnl:contentNode, path: '/open*', permissions: 8}
                '1': {jcr:primaryType: mgnl:contentNode, path: /open/hidden, permissions: 0}
            """;
    private static final String ANONYMOUS = """
            anonymous:
              jcr:primaryType: mgnl:user
              enabled: 'true'
              roles: {jcr:primaryType: mgnl:contentNode, '0': anonymous, '1': rest-anonymous, '2': half}
            """;

    private Host host;
    private Browser superuser;

    @BeforeAll
    void startHost(@TempDir Path directory) throws IOException {
        Path module = directory.resolve("modules/kit");
        write(module.resolve("module.yaml"), "version: 1.0\n");
        write(module.resolve("contentTypes/tool.yaml"), TYPE);
        write(module.resolve("restEndpoints/delivery/tools_v1.yaml"), ENDPOINT);
        write(module.resolve("restEndpoints/delivery/all_v1.yaml"), ENDPOINT + "bypassWorkspaceAcls: true\n");
        Path files = directory.resolve("files");
        write(files.resolve("userroles.half.yaml"), ROLE);
        write(files.resolve("users.system.anonymous.yaml"), ANONYMOUS);
        host = Host.builder()
                .with("HELIOGRAPH_LIGHT_MODULES", module.getParent().toString())
                .with("HELIOGRAPH_BOOTSTRAP", files.toString())
                .start();
        Answer loaded = host.superuser().upload("/", "kit.tools.yaml", CONTENT.getBytes(StandardCharsets.UTF_8));
        assertThat(loaded.status()).as("%s", loaded).isEqualTo(204);
        superuser = new Browser(host).signedIn(Host.USER, Host.PASSWORD);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    private Browser token(String workspace) {
        Map<String, Object> token =
                Map.of("label", workspace, "workspaces", List.of(workspace), "permissions", List.of("read"), "days", 1);
        Answer made = superuser.post("/.rest/auth/v1/tokens", token);
        return new Browser(host)
                .with("Authorization", "Bearer " + made.json().path("token").asText());
    }

    @Order(1)
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                              | 2 | 4",
                "?orderBy=title                  | 2 | 4",
                "?orderBy=jcr:uuid&cursor=&limit=3 | 2 | 4",
                "?title[like]=%25canary%25       | 0 | 2",
                "?facets=title                   | 2 | 4",
                "/open/@nodes                    | 1 | 2"
            })
    void queriesCountAndShowWhatTheCallerMayRead(String query, int readable, int all) {
        for (int round = 0; round < 2; round++) {
            assertThat(count(host.superuser()::get, query)).isEqualTo(all);
            assertThat(count(host.anonymous()::get, query)).isEqualTo(readable);
        }
        assertThat(host.anonymous().get(TOOLS + query).text()).doesNotContain(CANARY);
    }

    private static int count(Function<String, Answer> caller, String query) {
        JsonNode answer = caller.apply(TOOLS + query).json();
        return answer.isArray() ? answer.size() : answer.path("total").intValue();
    }

    @Test
    @Order(2)
    void nodesShowChildrenAndReferencesThatTheCallerMayRead() {
        for (int round = 0; round < 2; round++) {
            JsonNode shown = host.superuser().get(TOOLS + "/open").json();
            assertThat(shown.path("@nodes")).hasSize(2);
            assertThat(shown.at("/goesWith/title").asText()).isEqualTo("canary of a tree");
            assertThat(host.anonymous().get(TOOLS + "/open").text())
                    .contains("\"@nodes\":[\"inner\"]", "\"goesWith\":\"11111111-")
                    .doesNotContain(CANARY);
            assertThat(host.superuser().get(TOOLS + "/closed").status()).isEqualTo(200);
            assertThat(host.anonymous().get(TOOLS + "/closed").status()).isEqualTo(404);
        }
    }

    @Test
    @Order(3)
    void tokensShowTheWorkspacesOfTheirScope() {
        Browser inScope = token("kit");
        Browser elsewhere = token("products");

        for (int round = 0; round < 2; round++) {
            assertThat(count(inScope::get, "")).isEqualTo(4);
            assertThat(count(elsewhere::get, "")).isZero();
            assertThat(inScope.get(TOOLS + "/closed").status()).isEqualTo(200);
            assertThat(elsewhere.get(TOOLS + "/closed").status()).isEqualTo(404);
        }
    }

    @Test
    @Order(4)
    void anEndpointThatBypassesRightsShowsTheSameToEverybody() {
        Answer shown = host.superuser().get("/.rest/delivery/all/v1");

        assertThat(shown.text()).contains("canary of a child", "canary of a tree");
        assertThat(host.anonymous().get("/.rest/delivery/all/v1").text()).isEqualTo(shown.text());
    }

    @Test
    @Order(5)
    void aChangedRoleHoldsForTheNextRequest() {
        assertThat(host.anonymous().get(TOOLS + "/closed").status()).isEqualTo(404);

        Answer changed = host.superuser()
                .post("/.rest/properties/v1/userroles/half/acl_kit/0/path?value=" + Client.encode("/*"), "");

        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        assertThat(host.anonymous().get(TOOLS + "/closed").status()).isEqualTo(200);
        assertThat(count(host.anonymous()::get, "")).isEqualTo(3);
        assertThat(host.anonymous().get(TOOLS + "/open").text())
                .contains("canary of a tree")
                .doesNotContain("canary of a child");
    }
}
