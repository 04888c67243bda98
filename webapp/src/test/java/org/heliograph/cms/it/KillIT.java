package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills the host with SIGKILL while several clients save, starts it again on the same data, and looks for every write
 * that it had acknowledged. A write that was under way may be there or not, but repository and index have to agree.
 * {@code -Dheliograph.kill.seed=N} repeats the moments of a run.
 */
class KillIT {

    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    /** On a server, which is not killed, less can go wrong. */
    private static final int ROUNDS = PostgresServer.isWanted() ? 4 : 12;

    private static final int WRITERS = 3;
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void everyAcknowledgedWriteSurvivesSigkillAndTheIndexAgrees() {
        // given
        long seed = Long.getLong("heliograph.kill.seed", System.nanoTime());
        LOG.info("Repeat with -Dheliograph.kill.seed={}", seed);
        Random random = new Random(seed);
        List<SavingClients> rounds = new ArrayList<>();
        try (Host host = Host.builder().start()) {
            for (int round = 1; round <= ROUNDS; round++) {
                SavingClients clients = new SavingClients(host.superuser(), "/round-" + round);
                rounds.add(clients);

                // when
                saveUntilKilled(host, clients, 20 + random.nextInt(180));
                host.restart();

                // then
                assertNothingLost(host, clients);
                assertFoundByValue(host, clients);
                assertTotals(host);
                LOG.info("Round {}: {} acknowledged writes are there", round, clients.acknowledged());
            }
            rounds.forEach(each -> assertNothingLost(host, each));
        }
    }

    private static void saveUntilKilled(Host host, SavingClients clients, int acknowledged) {
        clients.createFolder();
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String prefix = "w" + writer + "-";
                writers.add(executor.submit(() -> clients.saveUntilKilled(prefix)));
            }
            Await.until(
                    PATIENCE,
                    () -> acknowledged + " acknowledged writes",
                    () -> clients.acknowledged() >= acknowledged
                            || writers.stream().anyMatch(Future::isDone));
            clients.expectKill();
            host.kill();
            for (Future<?> writer : writers) {
                writer.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("A client failed", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private static void assertNothingLost(Host host, SavingClients clients) {
        Map<String, String> stored = stored(host, clients.folder());
        assertThat(delivered(host, clients.folder()))
                .as("title by code that delivery shows, against the repository")
                .isEqualTo(stored);
        clients.titles()
                .forEach((code, titles) -> assertThat(stored.get(code))
                        .as("title of %s, acknowledged", code)
                        .isIn(titles));
    }

    private static void assertFoundByValue(Host host, SavingClients clients) {
        clients.titles().keySet().forEach(code -> {
            JsonNode found = get(host, "/.rest/delivery/topics/v1?code=" + code);
            assertThat(found.path("total").intValue())
                    .as("found by code %s", code)
                    .isEqualTo(1);
            assertThat(found.path("results").path(0).path("code").asText()).isEqualTo(code);
        });
    }

    private static void assertTotals(Host host) {
        JsonNode root = get(host, "/.rest/nodes/v1/topics?depth=2");
        long stored = Json.items(root.path("nodes"))
                .filter(node -> node.path("type").asText().equals("mgnl:folder"))
                .mapToLong(folder -> folder.path("nodes").size())
                .sum();
        assertThat(get(host, "/.rest/delivery/topics/v1?limit=0").path("total").longValue())
                .as("total of the index, against the repository")
                .isEqualTo(stored);
    }

    /** Title by code, from the repository. */
    private static Map<String, String> stored(Host host, String folder) {
        Map<String, String> titles = new TreeMap<>();
        JsonNode answer = get(host, "/.rest/nodes/v1/topics" + folder + "?depth=1");
        Json.items(answer.path("nodes")).forEach(node -> titles.put(value(node, "code"), value(node, "title")));
        return titles;
    }

    private static String value(JsonNode node, String property) {
        return Json.items(node.path("properties"))
                .filter(item -> item.path("name").asText().equals(property))
                .map(item -> item.path("values").path(0).asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + property + " in " + node));
    }

    /** Title by code, from the index. */
    private static Map<String, String> delivered(Host host, String folder) {
        Map<String, String> titles = new TreeMap<>();
        String query = "/.rest/delivery/topics/v1?@ancestor=" + Client.encode(folder) + "&orderBy=code&limit=" + PAGE;
        long total = 1;
        for (int offset = 0; offset < total; offset += PAGE) {
            JsonNode page = get(host, query + "&offset=" + offset);
            total = page.path("total").longValue();
            Json.items(page.path("results"))
                    .forEach(node -> titles.put(
                            node.path("code").asText(), node.path("title").asText()));
        }
        assertThat(titles).as("total and results agree").hasSize((int) total);
        return titles;
    }

    private static JsonNode get(Host host, String path) {
        Answer answer = host.superuser().get(path);
        assertThat(answer.status()).as("%s: %s", path, answer).isEqualTo(200);
        return answer.json();
    }
}
