package org.heliograph.cms.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java process that tells its port on standard output when it is ready; ended when closed. */
final class BenchProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("ready(?: at http://[^:]+:)? ?(\\d+)");

    private final Process process;
    private final int port;
    private final long startMillis;

    BenchProcess(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("HELIOGRAPH_"));
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        process = builder.start();
        port = awaitPort(log);
        startMillis = (System.nanoTime() - start) / 1_000_000;
    }

    private int awaitPort(Path log) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
        }
        throw new IOException("The process ended before it was ready; see " + log);
    }

    int port() {
        return port;
    }

    /** From the start of the process until it was ready. */
    long startMillis() {
        return startMillis;
    }

    /** Resident memory in MB. */
    long residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
