package org.heliograph.cms.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A load by {@code wrk} over loopback, with two threads and 32 connections. */
final class Load {

    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    private final Path directory;
    private final Path script;
    private final int seconds;

    /** @param directory for the script and the lists of paths */
    Load(Path directory, int seconds) throws IOException {
        this.directory = directory;
        this.seconds = seconds;
        this.script = directory.resolve("rotate.lua");
        try (var lua = Load.class.getResourceAsStream("rotate.lua")) {
            Files.write(script, lua.readAllBytes());
        }
    }

    /**
     * What a load measured.
     *
     * @param p50 latency in microseconds
     * @param p95 latency in microseconds
     * @param p99 latency in microseconds
     * @param bytes sent per answer, with headers
     * @param errors answers that were no 2xx or 3xx, and broken connections
     */
    record Result(double requestsPerSecond, long p50, long p95, long p99, long bytes, long errors) {}

    Result run(String name, int port, List<String> paths) throws IOException, InterruptedException {
        Path list = Files.write(directory.resolve(name + ".paths"), paths, StandardCharsets.UTF_8);
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "-t2",
                        "-c32",
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port,
                        "--",
                        list.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher result = RESULT.matcher(output);
        if (wrk.waitFor() != 0 || !result.find()) {
            throw new IOException("wrk failed:\n" + output);
        }
        long requests = Math.max(1, Long.parseLong(result.group(1)));
        return new Result(
                requests * 1e6 / Long.parseLong(result.group(2)),
                Long.parseLong(result.group(4)),
                Long.parseLong(result.group(5)),
                Long.parseLong(result.group(6)),
                Long.parseLong(result.group(3)) / requests,
                Long.parseLong(result.group(7)));
    }
}
