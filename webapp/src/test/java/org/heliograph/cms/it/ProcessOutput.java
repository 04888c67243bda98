package org.heliograph.cms.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Collects what a process prints, so that the process never blocks on a full pipe. */
final class ProcessOutput {

    private final StringBuffer standard = new StringBuffer();
    private final StringBuffer error = new StringBuffer();
    private final List<Thread> readers;

    ProcessOutput(Process process) {
        readers = List.of(reader(process.getInputStream(), standard), reader(process.getErrorStream(), error));
    }

    /** Standard output so far. */
    String standard() {
        return standard.toString();
    }

    /** Standard error so far. */
    String error() {
        return error.toString();
    }

    /** True when the process has closed both streams, so that nothing more comes. */
    boolean isComplete() {
        return readers.stream().noneMatch(Thread::isAlive);
    }

    /** Both streams, one after the other. */
    @Override
    public String toString() {
        return "standard output:\n" + standard + "standard error:\n" + error;
    }

    private static Thread reader(InputStream stream, StringBuffer sink) {
        Thread thread = new Thread(() -> drain(stream, sink), "host-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void drain(InputStream stream, StringBuffer sink) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> sink.append(line).append('\n'));
        } catch (UncheckedIOException | IOException e) {
            sink.append("(stream closed: ").append(e.getMessage()).append(")\n");
        }
    }
}
