package org.heliograph.cms.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** How long an editor waits: lists, saves and publishing over the editors' API, one after another. */
final class AuthoringBench {

    private static final String ADMIN = "/.rest/admin/v1";
    private static final int TIMES = 200;
    /** Before those that count, of other items. */
    private static final int WARMING = 100;

    private static final int SETS = 3;
    private static final int SET_SIZE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final int port;
    private final int products;
    private String csrf = "";

    /** Something that is timed. */
    private interface Action {
        void run(int number) throws IOException, InterruptedException;
    }

    /** @param products how many the host holds */
    AuthoringBench(BenchProcess host, int products) {
        this.port = host.port();
        this.products = products;
    }

    void run(String password) throws IOException, InterruptedException {
        ObjectNode credentials = JSON.createObjectNode().put("name", "superuser");
        csrf = send("POST", "/.rest/auth/v1/login", credentials.put("password", password))
                .path("csrfToken")
                .asText();
        System.out.printf("%-34s %8s %8s %8s %8s%n", "ms", "times", "p50", "p95", "most");
        time(
                "list of 50",
                TIMES,
                number -> get("/items/products?limit=50&lang=zh&orderBy=title&offset=" + 50 * number));
        List<String> words = BenchContent.words(TIMES + WARMING + 1);
        time(
                "search for editors",
                TIMES,
                number -> get("/items/products?limit=50&lang=zh&q="
                        + URLEncoder.encode(words.get(number), StandardCharsets.UTF_8)));
        time("save of an item", TIMES, this::save);
        time("publish of an item, seen", TIMES, this::publish);
        List<Double> sets = new ArrayList<>();
        for (int round = 0; round <= SETS; round++) {
            saveSet(round);
            long start = System.nanoTime();
            publishSet(round);
            sets.add((System.nanoTime() - start) / 1e6);
        }
        print("publish of a set of " + SET_SIZE, sets.subList(1, sets.size()));
    }

    private static void time(String name, int times, Action action) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int number = times + 1; number <= times + WARMING; number++) {
            action.run(number);
        }
        for (int number = 1; number <= times; number++) {
            long start = System.nanoTime();
            action.run(number);
            millis.add((System.nanoTime() - start) / 1e6);
        }
        print(name, millis);
    }

    private static void print(String name, List<Double> measured) {
        List<Double> millis = new ArrayList<>(measured);
        Collections.sort(millis);
        int times = millis.size();
        System.out.printf(
                "%-34s %,8d %8.1f %8.1f %8.1f%n",
                name,
                times,
                millis.get(times / 2),
                millis.get(Math.min(times - 1, times * 95 / 100)),
                millis.get(times - 1));
    }

    private String path(int number) {
        int item = (number * 37) % products;
        return "/bench-" + item / 500 + "/item-" + item;
    }

    private void save(int number) throws IOException, InterruptedException {
        String revision = get("/items/products" + path(number)).path("revision").asText();
        ObjectNode change = JSON.createObjectNode().put("revision", revision);
        change.putObject("values").put("model", "M-" + number);
        send("PUT", ADMIN + "/items/products" + path(number), change);
    }

    /** An item that was changed, until a reader has the new state. */
    private void publish(int number) throws IOException, InterruptedException {
        publish(List.of(path(number)));
        send("GET", "/.rest/delivery/products/v1" + path(number), JSON.createObjectNode());
    }

    private void saveSet(int round) throws IOException, InterruptedException {
        for (int number = round * SET_SIZE; number < (round + 1) * SET_SIZE; number++) {
            save(number);
        }
    }

    private void publishSet(int round) throws IOException, InterruptedException {
        publish(IntStream.range(round * SET_SIZE, (round + 1) * SET_SIZE)
                .mapToObj(this::path)
                .toList());
    }

    private void publish(List<String> paths) throws IOException, InterruptedException {
        ObjectNode set = JSON.createObjectNode();
        set.putArray("languages").add("en").add("zh");
        paths.forEach(path ->
                set.withArray("items").addObject().put("workspace", "products").put("path", path));
        send("POST", ADMIN + "/publish", set);
    }

    private JsonNode get(String address) throws IOException, InterruptedException {
        return send("GET", ADMIN + address, JSON.createObjectNode());
    }

    private JsonNode send(String method, String address, ObjectNode body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address));
        if (!method.equals("GET")) {
            request.header("Content-Type", "application/json").header("X-CSRF-Token", csrf);
        }
        request.method(
                method,
                method.equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + address + ": " + response.statusCode() + " "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(response.body());
    }
}
