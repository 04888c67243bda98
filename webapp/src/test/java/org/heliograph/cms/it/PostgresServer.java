package org.heliograph.cms.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A PostgreSQL server of the tests' own, on a free port, in a temporary directory, by a user who is not root. */
final class PostgresServer implements AutoCloseable {

    static final String USER = "heliograph";
    static final String PASSWORD = "an-open-barn-door";

    private static final String ADMINISTRATOR = "postgres";
    private static final String PROPERTY = "heliograph.it.database";
    private static final long PATIENCE_SECONDS = 60;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Optional<PostgresServer> shared = Optional.empty();

    private final Path binaries;
    private final Path directory;
    private final List<String> asUser;
    private final int port = freePort();

    private PostgresServer(Path binaries) {
        this.binaries = binaries;
        try {
            directory = Files.createTempDirectory("heliograph-pg-");
            asUser = isRoot() ? List.of("runuser", "-u", unprivileged(), "--") : List.of();
            if (isRoot()) {
                run(List.of("chown", unprivileged(), directory.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory", e);
        }
    }

    /** Whether all hosts of this run use PostgreSQL, rather than a file. */
    static boolean isWanted() {
        return System.getProperty(PROPERTY, "").equals("postgresql");
    }

    /** One server for all tests of a run; skips the test where there is none to start. */
    static synchronized PostgresServer shared() {
        if (shared.isEmpty()) {
            PostgresServer server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            shared = Optional.of(server);
        }
        return shared.get();
    }

    /** Makes and starts a server; skips the test where there is none to start. */
    static PostgresServer start() {
        Optional<Path> binaries = binaries();
        assumeTrue(
                binaries.isPresent(),
                "PostgreSQL 15 or later is neither below /usr/lib/postgresql nor in the path; Debian has it as postgresql");
        PostgresServer server = new PostgresServer(binaries.get());
        Path passwords = server.directory.resolve("password");
        try {
            Files.writeString(passwords, PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.runTool(
                "initdb",
                "--pgdata=" + server.data(),
                "--username=" + ADMINISTRATOR,
                "--pwfile=" + passwords,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync");
        server.startAgain();
        server.administer("create role " + USER + " login password '" + PASSWORD + "'");
        return server;
    }

    private static Optional<Path> binaries() {
        List<Path> directories = new ArrayList<>();
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.filter(version -> version.getFileName().toString().matches("\\d+"))
                        .sorted(Comparator.comparing((Path version) ->
                                        Integer.valueOf(version.getFileName().toString()))
                                .reversed())
                        .forEach(version -> directories.add(version.resolve("bin")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .forEach(directories::add);
        return directories.stream()
                .filter(each ->
                        Files.isExecutable(each.resolve("initdb")) && Files.isExecutable(each.resolve("pg_ctl")))
                .findFirst();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String unprivileged() throws IOException {
        return Files.readString(Path.of("/etc/passwd")).contains("\npostgres:") ? "postgres" : "nobody";
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    /** Where the server keeps all databases. */
    Path data() {
        return directory.resolve("data");
    }

    /** Starts the server after {@link #stop}, on the same port. */
    void startAgain() {
        runTool(
                "pg_ctl",
                "--pgdata=" + data(),
                "--log=" + directory.resolve("log"),
                "--wait",
                "--options=-p " + port + " -h 127.0.0.1 -k " + directory + " -F -c max_connections=200",
                "start");
    }

    /** Ends the server; sessions are cut off. */
    void stop() {
        runTool("pg_ctl", "--pgdata=" + data(), "--mode=fast", "--wait", "stop");
    }

    /** Makes an empty database, and returns its URL. */
    String newDatabase() {
        String name = "cms_" + NUMBER.incrementAndGet();
        administer("create database " + name + " owner " + USER);
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /** The settings of a host that uses a database. */
    static Map<String, String> settings(String url) {
        return Map.of(
                "HELIOGRAPH_DATABASE", url,
                "HELIOGRAPH_DATABASE_USER", USER,
                "HELIOGRAPH_DATABASE_PASSWORD", PASSWORD);
    }

    void drop(String url) {
        administer("drop database if exists " + url.replaceAll(".*/", "") + " with (force)");
    }

    /** Executes a statement as the server's administrator. */
    void administer(String statement) {
        execute("jdbc:postgresql://127.0.0.1:" + port + "/postgres", ADMINISTRATOR, statement);
    }

    /** Executes a statement in a database as its owner. */
    static void execute(String url, String statement) {
        execute(url, USER, statement);
    }

    private static void execute(String url, String user, String sql) {
        try (Connection connection = DriverManager.getConnection(url, user, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Makes a backup of a database. */
    void dump(String url) {
        runTool("pg_dump", connection(url, "--format=custom", "--file=" + directory.resolve("dump")));
    }

    /** Brings a database back to its last backup. */
    void restore(String url) {
        runTool(
                "pg_restore",
                connection(
                        url,
                        "--clean",
                        "--if-exists",
                        "--single-transaction",
                        directory.resolve("dump").toString()));
    }

    private String[] connection(String url, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--host=127.0.0.1", "--port=" + port, "--username=" + USER, "--dbname=" + url.replaceAll(".*/", "")));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    /** Reads the files of all databases while the server does not run. */
    <T> T atRest(Function<Path, T> reading) {
        stop();
        try {
            return reading.apply(data().resolve("base"));
        } finally {
            startAgain();
        }
    }

    private void runTool(String tool, String... arguments) {
        List<String> command = new ArrayList<>(asUser);
        command.add(binaries.resolve(tool).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) {
        try {
            // A file rather than a pipe: the server that pg_ctl starts would hold that open.
            Path output = Files.createTempFile("heliograph-pg-", ".out");
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().put("PGPASSWORD", PASSWORD);
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ended", command)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s\n%s", command, Files.readString(output))
                    .isZero();
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            stop();
        }
        Host.deleteRecursively(directory);
    }
}
