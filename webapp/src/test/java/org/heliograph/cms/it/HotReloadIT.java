package org.heliograph.cms.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Definitions in a directory of the operator's may change while the host runs. */
class HotReloadIT {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String EXTRA = "/.rest/delivery/extra/v1";
    private static final String OTHER = "/.rest/delivery/other/v1";

    private Path module;
    private Host host;

    @BeforeEach
    void startHost(@TempDir Path modules) throws IOException {
        module = modules.resolve("extra");
        Files.createDirectories(module.resolve("restEndpoints/delivery"));
        Files.writeString(module.resolve("module.yaml"), "version: 1.0\n");
        write("extra_v1", endpoint("topics", 3));
        host = Host.builder()
                .with("HELIOGRAPH_LIGHT_MODULES", modules.toString())
                .start();
        assertThat(limit(EXTRA)).isEqualTo(3);
    }

    @AfterEach
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void aChangedEndpointIsAnsweredDifferentlySoon() throws IOException {
        // when
        write("extra_v1", endpoint("topics", 5));

        // then
        Await.until(SOON, () -> "limit 5", () -> limit(EXTRA) == 5);
    }

    @Test
    void anAddedEndpointAnswersSoonAndARemovedOneNoMore() throws IOException {
        // given
        assertThat(host.anonymous().get(OTHER).status()).isEqualTo(404);

        // when
        write("other_v1", endpoint("glossary", 7));

        // then
        Await.until(SOON, () -> "an answer", () -> host.anonymous().get(OTHER).status() == 200);
        assertThat(limit(OTHER)).isEqualTo(7);

        // when
        Files.delete(file("other_v1"));

        // then
        Await.until(SOON, () -> "no answer", () -> host.anonymous().get(OTHER).status() == 404);
        assertThat(limit(EXTRA)).isEqualTo(3);
    }

    @Test
    void aBadEditKeepsTheLastGoodDefinitionAndSaysSo() throws IOException {
        // given
        int before = host.output().toString().length();

        // when
        write("extra_v1", "class: [unclosed\nlimit: 9\n");

        // then
        Await.until(
                SOON,
                () -> "a log line naming the file",
                () -> host.output().toString().substring(before).contains("extra_v1.yaml"));
        assertThat(limit(EXTRA)).isEqualTo(3);

        // when
        write("extra_v1", endpoint("topics", 4));

        // then
        Await.until(SOON, () -> "the mended definition", () -> limit(EXTRA) == 4);
    }

    @Test
    void aNewContentTypeCanBeUsedWithoutARestart() throws IOException {
        // given
        Files.createDirectories(module.resolve("contentTypes"));

        // when
        Files.writeString(module.resolve("contentTypes/tool.yaml"), """
                datasource:
                  workspace: tools
                  autoCreate: true
                  namespaces:
                    xt: https://tools.example/1.0
                model:
                  nodeType: xt:tool
                  properties:
                    - name: title
                """);
        write("tools_v1", endpoint("tools", 2).replace("mgnl:content", "xt:tool"));

        // then
        NodeBody tool = new NodeBody("hammer", "xt:tool").with("title", "Hammer");
        Await.until(
                SOON,
                () -> "a workspace that takes a node",
                () -> host.superuser().create("tools", "", tool).status() == 200);
        Await.until(
                SOON,
                () -> "the node in delivery",
                () -> host.anonymous().get("/.rest/delivery/tools/v1/hammer").status() == 200);
    }

    @Test
    void changedCrossOriginRulesHoldSoon() throws IOException {
        // given
        assertThat(allowedOrigin()).isEmpty();
        Path site = module.resolve("decorations/site/config.yaml");
        Files.createDirectories(site.getParent());

        // when
        Files.writeString(site, crossOriginRule("https://app.example"));

        // then
        Await.until(SOON, () -> "the origin", () -> allowedOrigin().equals(Optional.of("https://app.example")));

        // when
        Files.writeString(site, crossOriginRule("'*'"));

        // then
        Await.until(SOON, () -> "any origin", () -> allowedOrigin().equals(Optional.of("*")));

        // when
        Files.delete(site);

        // then
        Await.until(SOON, () -> "no rule", () -> allowedOrigin().isEmpty());
    }

    private Optional<String> allowedOrigin() {
        Map<String, String> headers = Map.of("Host", "heliograph.test", "Origin", "https://app.example");
        Answer answer = new RawHttp(host.uri()).send("GET", EXTRA, headers, Optional.empty());
        assertThat(answer.status()).isEqualTo(200);
        return answer.header("Access-Control-Allow-Origin");
    }

    private static String crossOriginRule(String origin) {
        return """
                site:
                  cors:
                    all:
                      uris: {all: '*'}
                      allowedOrigins: {app: %s}
                      allowedMethods: {get: GET}
                """.formatted(origin);
    }

    private int limit(String endpoint) {
        Answer answer = host.anonymous().get(endpoint);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().path("limit").intValue();
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(file(name), yaml);
    }

    private Path file(String name) {
        return module.resolve("restEndpoints/delivery/" + name + ".yaml");
    }

    private static String endpoint(String workspace, int limit) {
        return """
                class: info.magnolia.rest.delivery.jcr.v2.JcrDeliveryEndpointDefinition
                workspace: %s
                nodeTypes: [mgnl:content]
                bypassWorkspaceAcls: true
                limit: %d
                """.formatted(workspace, limit);
    }
}
