package org.heliograph.cms.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A load by {@code wrk} over loopback, with two threads and 32 connections. */
final class Load {

    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    private final Path directory;
    private final int seconds;

    /** @param directory for the script and the lists of paths */
    Load(Path directory, int seconds) {
        this.directory = directory;
        this.seconds = seconds;
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

    /** Gets paths by turns. */
    Result run(String name, int port, List<String> paths) throws IOException, InterruptedException {
        Path list = Files.write(directory.resolve(name + ".paths"), paths, StandardCharsets.UTF_8);
        return run("rotate.lua", "http://127.0.0.1:" + port, List.of(list.toString()));
    }

    /**
     * Posts a body again and again, each time with other words and numbers.
     *
     * @param isSpread whether each comes from another address
     */
    Result post(String url, String body, List<String> words, boolean isSpread)
            throws IOException, InterruptedException {
        Path template = Files.writeString(directory.resolve("post.json"), body);
        Path list = Files.write(directory.resolve("post.words"), words, StandardCharsets.UTF_8);
        return run("messages.lua", url, List.of(template.toString(), list.toString(), isSpread ? "spread" : "one"));
    }

    private Result run(String script, String url, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "wrk", "-t2", "-c32", "-d" + seconds + "s", "-s", script(script).toString(), url, "--"));
        command.addAll(arguments);
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
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

    private Path script(String name) throws IOException {
        try (InputStream lua = Load.class.getResourceAsStream(name)) {
            return Files.write(directory.resolve(name), lua.readAllBytes());
        }
    }
}
