package org.heliograph.cms.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Drives the host and a limit server in turn and prints requests per second, latency and the ratio. Arguments: number of
 * products, of articles, and seconds per load; 20000, 5000 and 5 unless given. The argument {@code scale}, with seconds
 * per load, runs what no cache helps on 1,000, 10,000 and 100,000 items instead; {@code authoring} times what editors
 * wait for, on 20,000 products and 5,000 articles; {@code messages}, with seconds, posts contact messages; {@code site},
 * with seconds per load, asks for pages alone.
 */
final class Bench {

    /** Odd, so that one is in the middle. */
    private static final int ROUNDS = 3;

    private static final String PASSWORD = "bench-password";
    private static final String PRODUCTS = "/.rest/delivery/products/v1";
    private static final Path TARGET = Path.of("webapp/target/bench").toAbsolutePath();
    private static final Pattern PAUSE = Pattern.compile("Pause.* ([\\d.]+)ms");

    private final int products;
    private final Path data;
    private final Path content;
    private final Load load;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Map<String, Object>> rows = new ArrayList<>();

    private Bench(int products, int articles, int seconds) throws IOException {
        this.products = products;
        this.data = Files.createDirectories(TARGET).resolve("data-" + products + "-" + articles);
        this.content = TARGET.resolve("content-" + products + "-" + articles);
        this.load = new Load(TARGET, seconds);
    }

    /** A load on the host. */
    private record Case(String name, List<String> paths, boolean againstLimit) {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 0 && arguments[0].equals("scale")) {
            int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
            for (int items : new int[] {1_000, 10_000, 100_000}) {
                bench(items * 4 / 5, items / 5, seconds).scale();
            }
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("authoring")) {
            bench(20_000, 5_000, 1).author();
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("messages")) {
            int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
            new MessagesBench(Files.createDirectories(TARGET), seconds).run();
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("site")) {
            int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
            Bench bench = bench(20_000, 5_000, seconds);
            bench.prepare();
            printHeader();
            bench.pages();
            return;
        }
        int products = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        int articles = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        bench(products, articles, seconds).run();
    }

    private static Bench bench(int products, int articles, int seconds) throws IOException {
        System.out.printf("%,d products and %,d articles%n", products, articles);
        Bench bench = new Bench(products, articles, seconds);
        BenchContent.write(bench.content, products, articles);
        return bench;
    }

    private void run() throws IOException, InterruptedException {
        prepare();
        try (BenchProcess host = host()) {
            System.out.printf("start with that content: %,d ms%n", host.startMillis());
            printHeader();
            for (Case each : cases()) {
                load.run("warm", host.port(), each.paths());
                measure(host, each);
            }
            measureConditional(host);
            try (Saves saves = new Saves(host)) {
                measure(host, new Case("one item, 20 saves/s", items(), true));
                measure(host, new Case("list of 20, 20 saves/s", lists(), true));
                System.out.printf("saves meanwhile: %,d%n", saves.done());
            }
            System.out.printf("resident at the end: %,d MB%n", host.residentMegabytes());
        }
        pages();
        System.out.printf("longest GC pause: %.0f ms%n", longestPause());
        Path json = TARGET.resolve("results-" + products + ".json");
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), rows);
        System.out.println("written to " + json);
    }

    /** Pages of the site, which show what is published. */
    private void pages() throws IOException, InterruptedException {
        try (BenchProcess host = host("combined")) {
            List<Case> cases = List.of(
                    new Case("home page", List.of("/en/"), true),
                    new Case("product page", List.of("/zh/products/item-0"), true),
                    new Case("product page with a campaign", List.of("/zh/products/item-0?utm_source={n}"), true),
                    new Case("product pages, more than are kept", productPages(), false));
            for (Case each : cases) {
                load.run("warm", host.port(), each.paths());
                measure(host, each);
            }
            printFirstAnswers(host);
        }
    }

    private List<String> productPages() {
        return IntStream.range(0, products)
                .mapToObj(i -> "/zh/products/item-" + i)
                .toList();
    }

    /** What one visitor waits for who asks for pages that nobody asked for before. */
    private void printFirstAnswers(BenchProcess host) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < Math.min(1000, products); i++) {
            URI page = URI.create("http://127.0.0.1:" + host.port() + "/en/products/item-" + i);
            long start = System.nanoTime();
            int status = client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .statusCode();
            millis.add((System.nanoTime() - start) / 1e6);
            if (status != 200) {
                throw new IOException(page + " answers " + status);
            }
        }
        millis.sort(Comparator.naturalOrder());
        System.out.printf(
                "product pages one after another, each for the first time: p50 %.1f ms, p95 %.1f ms%n",
                millis.get(millis.size() / 2), millis.get(millis.size() * 95 / 100));
    }

    /** How long editors wait. */
    private void author() throws IOException, InterruptedException {
        try (BenchProcess host = host("combined")) {
            new AuthoringBench(host, products).run(PASSWORD);
        }
    }

    /** How cost grows with what is stored. */
    private void scale() throws IOException, InterruptedException {
        prepare();
        try (BenchProcess host = host()) {
            System.out.printf("start with that content: %,d ms%n", host.startMillis());
            printHeader();
            List<Case> cases = new ArrayList<>(alwaysNew());
            cases.add(0, new Case("one item by path", items(), false));
            for (Case each : cases) {
                load.run("warm", host.port(), each.paths());
                measure(host, each);
            }
        }
    }

    /** Lets the host store the content, if no earlier run did. */
    private void prepare() throws IOException {
        try (BenchProcess first = host()) {
            System.out.printf("start with import, or on what an earlier run stored: %,d ms%n", first.startMillis());
        }
    }

    private static void printHeader() {
        System.out.printf(
                "%-34s %9s %8s %8s %8s %8s %9s %6s%n",
                "case", "req/s", "p50 ms", "p95 ms", "p99 ms", "bytes", "limit", "ratio");
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("one item by path", items(), true));
        cases.add(new Case("list of 20, sorted, 1,000 queries", lists(), true));
        cases.addAll(alwaysNew());
        return cases;
    }

    /** Queries that no cache can answer. */
    private List<Case> alwaysNew() {
        return List.of(
                new Case("list of 20, filtered, always new", filtered(), false),
                new Case("Chinese q=, always new", searches(PRODUCTS + "?limit=20&lang=zh&sku[ne]={n}&q="), false),
                new Case("Chinese search, always new", searches("/.rest/search/v1?lang=zh&x={n}&q="), false));
    }

    /** Clients that ask whether what they have still holds. */
    private void measureConditional(BenchProcess host) throws IOException, InterruptedException {
        List<String> known = new ArrayList<>();
        for (String path : items()) {
            URI uri = URI.create("http://127.0.0.1:" + host.port() + path);
            String tag = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            known.add(path + "\t" + tag);
        }
        measure(host, new Case("one item, current ETag", known, true));
    }

    private List<String> items() {
        int step = Math.max(1, products / 1000);
        return IntStream.range(0, Math.min(1000, products))
                .map(i -> i * step)
                .mapToObj(i -> PRODUCTS + "/bench-" + i / 500 + "/item-" + i)
                .toList();
    }

    private List<String> lists() {
        return IntStream.range(0, 1000)
                .mapToObj(i -> PRODUCTS + "?limit=20&orderBy=title_zh&offset=" + i % Math.max(1, products - 20))
                .toList();
    }

    private List<String> filtered() {
        return IntStream.range(0, 1000)
                .mapToObj(i -> PRODUCTS + "?limit=20&family=roof&moq[gte]=" + i + "&sku[ne]={n}")
                .toList();
    }

    private static List<String> searches(String prefix) {
        return BenchContent.words(1000).stream()
                .map(word -> prefix + URLEncoder.encode(word, StandardCharsets.UTF_8))
                .toList();
    }

    /** A save is shown at once where there is no publishing, so that saves meet what is asked for. */
    private BenchProcess host() throws IOException {
        return host("author");
    }

    private BenchProcess host(String instance) throws IOException {
        return new BenchProcess(
                List.of(
                        java(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Xlog:gc:file=" + TARGET.resolve("gc.log"),
                        "-jar",
                        Path.of("webapp/target/heliograph.jar").toAbsolutePath().toString()),
                Map.of(
                        "HELIOGRAPH_PORT",
                        "0",
                        "HELIOGRAPH_DATA",
                        data.toString(),
                        "HELIOGRAPH_BOOTSTRAP",
                        content.toString(),
                        "HELIOGRAPH_ADMIN_PASSWORD",
                        PASSWORD,
                        "HELIOGRAPH_INSTANCE",
                        instance),
                TARGET.resolve("host.log"));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Host and limit server by turns, so that what else the machine does meets both; the middle one of each counts. */
    private void measure(BenchProcess host, Case each) throws IOException, InterruptedException {
        List<Load.Result> results = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        if (each.againstLimit()) {
            try (BenchProcess limitServer = limitServer(host, each)) {
                load.run("warm", limitServer.port(), each.paths());
                for (int round = 0; round < ROUNDS; round++) {
                    results.add(load.run("case", host.port(), each.paths()));
                    limits.add(
                            load.run("limit", limitServer.port(), each.paths()).requestsPerSecond());
                }
            }
        } else {
            for (int round = 0; round < ROUNDS; round++) {
                results.add(load.run("case", host.port(), each.paths()));
            }
        }
        results.sort(Comparator.comparingDouble(Load.Result::requestsPerSecond));
        limits.sort(Comparator.naturalOrder());
        print(each, results.get(ROUNDS / 2), each.againstLimit() ? limits.get(ROUNDS / 2) : Double.NaN);
    }

    private void print(Case each, Load.Result result, double limit) {
        double ratio = result.requestsPerSecond() / limit;
        System.out.printf(
                "%-34s %,9.0f %8.2f %8.2f %8.2f %,8d %9s %6s%s%n",
                each.name(),
                result.requestsPerSecond(),
                result.p50() / 1000.0,
                result.p95() / 1000.0,
                result.p99() / 1000.0,
                result.bytes(),
                Double.isNaN(limit) ? "" : String.format("%,.0f", limit),
                Double.isNaN(limit) ? "" : String.format("%.2f", ratio),
                result.errors() == 0 ? "" : "  errors: " + result.errors());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("case", each.name());
        row.put("requestsPerSecond", result.requestsPerSecond());
        row.put("p50Micros", result.p50());
        row.put("p95Micros", result.p95());
        row.put("p99Micros", result.p99());
        row.put("bytes", result.bytes());
        row.put("errors", result.errors());
        if (each.againstLimit()) {
            row.put("limitRequestsPerSecond", limit);
            row.put("ratio", ratio);
        }
        rows.add(row);
    }

    /** The container alone, with the same bytes. */
    private BenchProcess limitServer(BenchProcess host, Case each) throws IOException, InterruptedException {
        URI first = URI.create("http://127.0.0.1:" + host.port()
                + each.paths().get(0).split("\t")[0].replace("{n}", "0"));
        byte[] bytes = client.send(HttpRequest.newBuilder(first).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
        Path file = Files.write(TARGET.resolve("limit.json"), bytes);
        List<String> command = List.of(
                java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LimitServer.class.getName(),
                file.toString(),
                TARGET.toString());
        return new BenchProcess(command, Map.of(), TARGET.resolve("limit.log"));
    }

    /** Twenty saves a second while it is open. */
    private final class Saves implements AutoCloseable {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private final AtomicLong done = new AtomicLong();
        private final BenchProcess host;

        Saves(BenchProcess host) {
            this.host = host;
            timer.scheduleAtFixedRate(this::save, 0, 50, TimeUnit.MILLISECONDS);
        }

        private void save() {
            long number = done.incrementAndGet();
            int item = (int) (number % products);
            String credentials =
                    Base64.getEncoder().encodeToString(("superuser:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port()
                            + "/.rest/nodes/v1/products/bench-" + item / 500 + "/item-" + item))
                    .header("Authorization", "Basic " + credentials)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"properties\":[{\"name\":\"note\",\"type\":\"String\",\"multiple\":false,\"values\":[\""
                                    + number + "\"]}]}"))
                    .build();
            client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join();
        }

        long done() {
            return done.get();
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }

    private static double longestPause() throws IOException {
        double longest = 0;
        for (String line : Files.readAllLines(TARGET.resolve("gc.log"))) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                longest = Math.max(longest, Double.parseDouble(pause.group(1)));
            }
        }
        return longest;
    }
}
