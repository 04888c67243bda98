package org.heliograph.cms.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged host as a process of its own. It can be killed and started again on the same data any number of times;
 * closing it ends the process and deletes the data directory.
 */
final class Host implements AutoCloseable {

    static final String USER = "superuser";
    static final String PASSWORD = "a-password-for-tests";

    private static final Pattern READY = Pattern.compile("Heliograph is ready at (http://\\S+)");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(30);

    private final Map<String, String> environment;
    private final List<String> jvmArguments;
    private final Path directory;
    private final Runnable afterwards;
    private Process process;
    private ProcessOutput output;
    private URI uri = URI.create("http://not.started.invalid");

    private Host(Builder builder) {
        environment = builder.environment;
        jvmArguments = builder.jvmArguments;
        directory = builder.directory;
        afterwards = builder.afterwards;
        process = launch();
        output = new ProcessOutput(process);
    }

    /** A host with a free port, an empty data directory, a known password and no samples, unless told otherwise. */
    static Builder builder() {
        return new Builder()
                .with("HELIOGRAPH_PORT", "0")
                .with("HELIOGRAPH_INSTANCE", "author")
                .with("HELIOGRAPH_SAMPLES", "false")
                .with("HELIOGRAPH_ADMIN_PASSWORD", PASSWORD);
    }

    /** Address including the context path, without a slash at the end. */
    URI uri() {
        return uri;
    }

    /** The working directory of the process, which also holds its data unless the settings say otherwise. */
    Path directory() {
        return directory;
    }

    /** The settings that name its database; none if that is in a file. */
    Map<String, String> database() {
        Map<String, String> settings = new TreeMap<>(environment);
        settings.keySet().removeIf(name -> !name.startsWith("HELIOGRAPH_DATABASE"));
        return settings;
    }

    /** What the process printed to standard output and standard error since its last start. */
    ProcessOutput output() {
        return output;
    }

    Client anonymous() {
        return new Client(uri, Optional.empty());
    }

    Client superuser() {
        return client(USER, environment.getOrDefault("HELIOGRAPH_ADMIN_PASSWORD", PASSWORD));
    }

    Client client(String user, String password) {
        return new Client(uri, Optional.of(Client.basic(user, password)));
    }

    /** Ends the process with SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(END);
    }

    /**
     * Ends the process with SIGTERM.
     *
     * @param within how long it may take
     * @return exit code
     */
    int terminate(Duration within) {
        // The process's own method would close its output while that is still read.
        process.toHandle().destroy();
        return awaitEnd(within);
    }

    /** Waits for the process to end by itself and returns its exit code. */
    int awaitEnd(Duration within) {
        try {
            assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
                    .as("ended within %s\n%s", within, output)
                    .isTrue();
            Await.until(END, () -> "the end of the output", output::isComplete);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Starts the ended host again on the same data and waits until it answers. */
    void restart() {
        assertThat(process.isAlive()).as("still running").isFalse();
        process = launch();
        output = new ProcessOutput(process);
        awaitReady();
    }

    @Override
    public void close() {
        kill();
        deleteRecursively(directory);
        afterwards.run();
    }

    private Host awaitReady() {
        Await.until(START, () -> "ready or ended\n" + output, () -> readyLine().find() || output.isComplete());
        Matcher ready = readyLine();
        assertThat(ready.find()).as("the ready line in\n%s", output).isTrue();
        uri = URI.create(ready.group(1).replaceAll("/$", ""));
        return this;
    }

    private Matcher readyLine() {
        return READY.matcher(output.standard());
    }

    private Process launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        // Most hosts here live for seconds: the optimizing compiler would take more time than it saves.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(jvmArguments);
        command.addAll(List.of("-jar", jar().toString(), "run"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("HELIOGRAPH_"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The host cannot be started", e);
        }
    }

    private static Path jar() {
        String jar = System.getProperty(
                "heliograph.jar", Project.target("heliograph.jar").toString());
        assertThat(Path.of(jar))
                .as("the packaged host, from the property heliograph.jar")
                .isRegularFile();
        return Path.of(jar).toAbsolutePath();
    }

    static void deleteRecursively(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Test data cannot be deleted: " + root, e);
        }
    }

    /** The environment of a host to be started. */
    static final class Builder {

        private final Map<String, String> environment = new TreeMap<>();
        private final List<String> jvmArguments = new ArrayList<>();
        private final Path directory = temporaryDirectory();
        private Runnable afterwards = () -> {};

        private Builder() {
            with("HELIOGRAPH_DATA", directory.resolve("data").toString());
            if (PostgresServer.isWanted()) {
                PostgresServer server = PostgresServer.shared();
                String database = server.newDatabase();
                withDatabase(database);
                afterwards = () -> server.drop(database);
            }
        }

        /** Uses a database of a {@link PostgresServer} instead of a file. */
        Builder withDatabase(String url) {
            environment.putAll(PostgresServer.settings(url));
            return this;
        }

        /** Sets an environment variable. */
        Builder with(String key, String value) {
            environment.put(key, value);
            return this;
        }

        /** Leaves an environment variable to its default. */
        Builder without(String key) {
            environment.remove(key);
            return this;
        }

        /** Lets the host compile as it does elsewhere, where its speed decides what is seen. */
        Builder optimized() {
            jvmArguments.add("-XX:TieredStopAtLevel=4");
            return this;
        }

        /** Gives the process a home directory of its own, the working directory. */
        Builder withOwnHome() {
            jvmArguments.add("-Duser.home=" + directory);
            return with("HOME", directory.toString());
        }

        /** Starts the host and waits until it says that it is ready; fails with its whole output if it does not. */
        Host start() {
            Host host = new Host(this);
            try {
                return host.awaitReady();
            } catch (AssertionError e) {
                host.close();
                throw e;
            }
        }

        /** Starts a host that is not expected to get ready. */
        Host launch() {
            return new Host(this);
        }

        private static Path temporaryDirectory() {
            try {
                return Files.createTempDirectory("heliograph-it-");
            } catch (IOException e) {
                throw new UncheckedIOException("No temporary directory", e);
            }
        }
    }
}
