package org.heliograph.cms.it;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the image runs, laid out as in the image and run without a container: its user may write to data and /tmp only. */
@EnabledOnOs(OS.LINUX)
class ImageIT {

    /** That of the Dockerfile. */
    private static final int USER = 10_001;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path root;

    private Path installed;
    private Path data;
    private Path temporary;
    private int port;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void layOut() throws IOException, InterruptedException {
        installed = Files.createDirectories(root.resolve("opt"));
        data = Files.createDirectories(root.resolve("data"));
        temporary = Files.createDirectories(root.resolve("tmp"));
        run(
                "cp",
                "-R",
                Project.target("heliograph.jar").toString(),
                Project.target("lib").toString(),
                installed + "/");
        run("cp", Project.root().resolve("docker/heliograph").toString(), installed + "/");
        run("chmod", "-R", "a+rX,a-w", installed.toString());
        if (isRoot()) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
            run("chown", USER + ":" + USER, data.toString(), temporary.toString());
        }
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        started.forEach(Process::destroyForcibly);
        run("chmod", "-R", "u+w", installed.toString());
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    private Process start(String command) {
        List<String> words = new ArrayList<>();
        if (isRoot()) {
            words.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        words.addAll(List.of("sh", installed.resolve("heliograph").toString(), command));
        ProcessBuilder builder = new ProcessBuilder(words).directory(installed.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
        environment.put("HELIOGRAPH_HOST", "0.0.0.0");
        environment.put("HELIOGRAPH_PORT", String.valueOf(port));
        environment.put("HELIOGRAPH_DATA", data.toString());
        environment.put("HELIOGRAPH_CONTEXT_PATH", "/energy");
        environment.put("HELIOGRAPH_SAMPLES", "false");
        environment.put("HELIOGRAPH_ADMIN_PASSWORD", Host.PASSWORD);
        environment.put(
                "JAVA_OPTIONS",
                "-XX:MaxRAMPercentage=10 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=" + temporary);
        try {
            Process process = builder.start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new AssertionError("cannot be started", e);
        }
    }

    private int health(String expected) throws InterruptedException {
        Process health = start("health");
        ProcessOutput output = new ProcessOutput(health);
        assertThat(health.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Await.until(PATIENCE, () -> "the end of the output", output::isComplete);
        assertThat(output.error()).contains(expected);
        return health.exitValue();
    }

    @Test
    void runsAsNobodyInParticularTellsItsHealthAndEndsWhenTold() throws IOException, InterruptedException {
        // given
        assertThat(health("http://127.0.0.1:" + port + "/energy/.rest/status")).isEqualTo(1);

        // when
        Process host = start("run");
        ProcessOutput output = new ProcessOutput(host);
        Await.until(
                PATIENCE,
                () -> "ready\n" + output,
                () -> output.standard().contains("Heliograph is ready at") || output.isComplete());

        // then
        assertThat(health("")).as("%s", output).isZero();
        URI uri = URI.create("http://127.0.0.1:" + port + "/energy");
        assertThat(new Client(uri, Optional.of(Client.basic(Host.USER, Host.PASSWORD)))
                        .create("topics", "", new NodeBody("t", "hg:topic").with("title", "储能"))
                        .status())
                .isEqualTo(200);
        if (isRoot()) {
            assertThat(Files.getAttribute(data.resolve("repository"), "unix:uid"))
                    .isEqualTo(USER);
        }
        // Java has become the process that was started, so that the signal reaches it.
        host.toHandle().destroy();
        assertThat(host.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(host.exitValue()).isEqualTo(143);
        assertThat(data.resolve("repository/index-stamp")).as("ended in order").exists();
        assertThat(health("http://127.0.0.1:" + port)).isEqualTo(1);
        try (Stream<Path> files = Files.list(installed)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("heliograph", "heliograph.jar", "lib");
        }
    }

    @Test
    void aDataDirectoryThatItMayNotWriteToIsNamed() throws IOException, InterruptedException {
        run("chmod", "a-w", data.toString());

        Process host = start("run");
        ProcessOutput output = new ProcessOutput(host);

        assertThat(host.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Await.until(PATIENCE, () -> "the end of the output", output::isComplete);
        assertThat(host.exitValue()).isEqualTo(1);
        assertThat(output.error()).contains(data.toString()).doesNotContain("\tat ");
        run("chmod", "u+w", data.toString());
    }
}
