package org.heliograph.cms.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Calendar;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.repository.ContentRepository;

/** How many messages are taken in and refused a second, and how long the queue of 200,000 takes to show 50. */
final class MessagesBench {

    private static final String ADDRESS = "/.rest/messages/v1";
    private static final String PASSWORD = "bench-password";
    private static final int STORED = 200_000;
    private static final int FOLDER = 1_000;
    private static final int TIMES = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path target;
    private final Path data;
    private final Load load;

    /** @param seconds of each load */
    MessagesBench(Path target, int seconds) throws IOException {
        this.target = target;
        this.data = Files.createTempDirectory(target, "messages-");
        this.load = new Load(target, seconds);
    }

    void run() throws IOException, InterruptedException {
        List<String> words = BenchContent.words(2_000);
        System.out.printf("%-34s %9s %8s %8s %8s %8s%n", "case", "req/s", "p50 ms", "p95 ms", "p99 ms", "errors");
        Map<String, String> open = new TreeMap<>(Map.of(
                "HELIOGRAPH_PROXIES", "127.0.0.1",
                "HELIOGRAPH_MESSAGES_SPAM_PROOF_OF_WORK", "false",
                "HELIOGRAPH_MESSAGES_CAP_DAY", "1000000",
                "HELIOGRAPH_MESSAGES_CAP_HELD", "1000000"));
        for (String limit : List.of(
                "REQUESTS_PER_MINUTE", "ADDRESS_PER_HOUR", "NETWORK_PER_HOUR", "CONTENT_PER_HOUR", "ALL_PER_HOUR")) {
            open.put("HELIOGRAPH_MESSAGES_SPAM_" + limit, "1000000000");
        }
        try (BenchProcess host = host(open)) {
            print("messages taken in", load.post(url(host), body(host), words, true));
        }
        try (BenchProcess host = host(Map.of())) {
            print("messages refused, one address", load.post(url(host), body(host), words, false));
        }
        try {
            store();
        } catch (RepositoryException e) {
            throw new IOException("Messages cannot be stored", e);
        }
        try (BenchProcess host = host(Map.of())) {
            System.out.printf("start with %,d messages more: %,d ms%n", STORED, host.startMillis());
            List<String> some = words.subList(0, TIMES + 1);
            time(host, "queue, newest first", "?limit=50", some);
            time(host, "queue of one state", "?limit=50&state=triaged", some);
            time(host, "queue, a word", "?limit=50&q={w}", some);
            time(host, "counts by state", "/counts", some);
            System.out.printf("resident: %,d MB%n", host.residentMegabytes());
        }
    }

    private static String url(BenchProcess host) {
        return "http://127.0.0.1:" + host.port() + ADDRESS;
    }

    /** An answer that is no 202 counts as an error. */
    private static void print(String name, Load.Result result) {
        System.out.printf(
                "%-34s %,9.0f %8.2f %8.2f %8.2f %,8d%n",
                name,
                result.requestsPerSecond(),
                result.p50() / 1000.0,
                result.p95() / 1000.0,
                result.p99() / 1000.0,
                result.errors());
    }

    private BenchProcess host(Map<String, String> settings) throws IOException {
        Map<String, String> environment = new TreeMap<>(settings);
        environment.put("HELIOGRAPH_PORT", "0");
        environment.put("HELIOGRAPH_DATA", data.toString());
        environment.put("HELIOGRAPH_ADMIN_PASSWORD", PASSWORD);
        return new BenchProcess(
                List.of(
                        Bench.java(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        Path.of("webapp/target/heliograph.jar").toAbsolutePath().toString()),
                environment,
                target.resolve("messages.log"));
    }

    private String body(BenchProcess host) throws IOException, InterruptedException {
        JsonNode consent =
                JSON.readTree(get(url(host) + "/form?lang=zh")).path("consents").path(0);
        ObjectNode body = JSON.createObjectNode()
                .put("name", "李明")
                .put("email", "li{n}@energy.example")
                .put("locale", "zh")
                .put("message", "{w}，{w}{w}：{w}？{w}，{w}{w}。编号 {n}");
        body.putArray("consents")
                .addObject()
                .put("purpose", consent.path("purpose").asText())
                .put("version", consent.path("version").asText())
                .put("given", true);
        return JSON.writeValueAsString(body);
    }

    private byte[] get(String address) throws IOException, InterruptedException {
        String credentials =
                Base64.getEncoder().encodeToString(("superuser:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", "Basic " + credentials)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(address + ": " + response.statusCode());
        }
        return response.body();
    }

    private void time(BenchProcess host, String name, String query, List<String> words)
            throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (String word : words) {
            String address =
                    url(host) + "/moderation" + query.replace("{w}", URLEncoder.encode(word, StandardCharsets.UTF_8));
            long start = System.nanoTime();
            get(address);
            millis.add((System.nanoTime() - start) / 1e6);
        }
        millis.remove(0);
        Collections.sort(millis);
        System.out.printf("%-34s %9s %8.2f %8.2f%n", name, "", millis.get(TIMES / 2), millis.get(TIMES * 95 / 100));
    }

    /** More messages of the kind that were taken in, of other days and states. */
    private void store() throws RepositoryException {
        try (ContentRepository repository = ContentRepository.open(data.resolve("repository"))) {
            for (int folder = 0; folder < STORED / FOLDER; folder++) {
                int day = folder;
                repository.write("contact-messages", session -> copies(session, day));
            }
        }
    }

    private static Node copies(Session session, int day) throws RepositoryException {
        Node first = firstMessage(session.getRootNode());
        Node folder = session.getRootNode().addNode("copies-" + day, "mgnl:folder");
        for (int i = 0; i < FOLDER; i++) {
            Node copy = folder.addNode("copy-" + i, "hg:contactMessage");
            for (PropertyIterator properties = first.getProperties(); properties.hasNext(); ) {
                Property property = properties.nextProperty();
                if (property.getDefinition().isProtected()) {
                    continue;
                }
                if (property.isMultiple()) {
                    copy.setProperty(property.getName(), property.getValues());
                } else {
                    copy.setProperty(property.getName(), property.getValue());
                }
            }
            Calendar received = Calendar.getInstance();
            received.setTimeInMillis(
                    Instant.now().minusSeconds(day * 86_400L + i).toEpochMilli());
            copy.setProperty("receivedAt", received);
            copy.setProperty("state", i % 4 == 0 ? "triaged" : "closed");
            for (NodeIterator children = first.getNodes(); children.hasNext(); ) {
                Node child = children.nextNode();
                if (child.getName().equals("spam")) {
                    Node spam = copy.addNode("spam", child.getPrimaryNodeType().getName());
                    for (PropertyIterator properties = child.getProperties(); properties.hasNext(); ) {
                        Property property = properties.nextProperty();
                        if (!property.getDefinition().isProtected() && !property.isMultiple()) {
                            spam.setProperty(property.getName(), property.getValue());
                        }
                    }
                }
            }
        }
        return folder;
    }

    private static Node firstMessage(Node below) throws RepositoryException {
        for (NodeIterator children = below.getNodes(); children.hasNext(); ) {
            Node child = children.nextNode();
            if (child.isNodeType("hg:contactMessage")) {
                return child;
            }
            if (child.isNodeType("mgnl:folder")) {
                return firstMessage(child);
            }
        }
        throw new RepositoryException("No message was taken in");
    }
}
