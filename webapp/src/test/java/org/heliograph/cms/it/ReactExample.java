package org.heliograph.cms.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The example front end in {@code docs/examples/react}, built from its lock file and served beside a host. */
final class ReactExample implements AutoCloseable {

    private static final Set<String> NOT_COPIED = Set.of("node_modules", "dist");
    private static final Duration BUILD = Duration.ofSeconds(180);
    private static final Duration START = Duration.ofSeconds(30);

    private final Path directory = Project.target("react-example");
    private final URI uri;
    private final Process server;

    private ReactExample(URI host) {
        int port = freePort();
        uri = URI.create("http://127.0.0.1:" + port);
        copy(Project.root().resolve("docs/examples/react"));
        run("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
        run("npm", "run", "build");
        server = launch(host, port);
    }

    /** Builds and serves it, or skips the calling test where there is no Node. */
    static ReactExample serve(URI host) {
        boolean node = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "npm")));
        assumeTrue(node, "skipped: there is no npm on the PATH (Node 20 or later)");
        return new ReactExample(host);
    }

    URI uri() {
        return uri;
    }

    private Process launch(URI host, int port) {
        String vite = directory.resolve("node_modules/vite/bin/vite.js").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        "node", vite, "preview", "--host", "127.0.0.1", "--port", String.valueOf(port), "--strictPort")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("preview.log").toFile());
        builder.environment().put("HELIOGRAPH_HOST", host.toString());
        try {
            Process process = builder.start();
            Await.until(START, () -> "an answer of " + uri + "\n" + log("preview.log"), this::answers);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("The example cannot be served", e);
        }
    }

    private boolean answers() {
        try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void run(String... command) {
        String name = command[1] + ".log";
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(name).toFile())
                    .start();
            boolean ended = process.waitFor(BUILD.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended && process.exitValue() == 0)
                    .as("%s\n%s", String.join(" ", command), log(name))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String log(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Only sources, so that nothing of an earlier build stands in for what the lock file says. */
    private void copy(Path source) {
        try {
            if (Files.exists(directory)) {
                deleteSources();
            }
            Files.walkFileTree(source, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                    if (NOT_COPIED.contains(each.getFileName().toString())) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    Files.createDirectories(directory.resolve(source.relativize(each)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(file, directory.resolve(source.relativize(file)));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The example cannot be copied", e);
        }
    }

    private void deleteSources() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            children.filter(each -> !each.endsWith("node_modules")).forEach(Host::deleteRecursively);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port", e);
        }
    }

    @Override
    public void close() {
        server.destroy();
    }
}
