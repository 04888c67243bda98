package org.heliograph.cms.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands that move content, on the data of a host that does not run, and of one that does. */
class TransferIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    /** What a command left: exit code and output. */
    private record Done(int code, String output) {}

    /** The settings for the database of each data directory. */
    private final Map<Path, Map<String, String>> databases = new HashMap<>();

    private static Map<String, String> newDatabase() {
        return PostgresServer.isWanted()
                ? PostgresServer.settings(PostgresServer.shared().newDatabase())
                : Map.of();
    }

    @Test
    void contentGoesToAnotherHostAndTheAuditLogHolds() throws Exception {
        Path archive = directory.resolve("archive");
        Path zip = directory.resolve("archive.zip");
        Path other = directory.resolve("other");
        try (Host host = Host.builder().with("HELIOGRAPH_SAMPLES", "true").start()) {
            Path data = host.directory().resolve("data");
            databases.put(data, host.database());
            Done running = run(data, "en", "export", archive);
            assertThat(running.code()).as(running.output()).isEqualTo(1);
            assertThat(running.output()).contains("/.rest/admin/v1/transfer/archive");
            host.terminate(PATIENCE);

            Done exported = run(data, "en", "export", archive, "--workspace", "topics", "--workspace", "glossary");
            assertThat(exported.code()).as(exported.output()).isZero();
            assertThat(exported.output()).contains("Exported 52 items");
            assertThat(run(data, "en", "export", zip, "--workspace", "topics").code())
                    .isZero();
        }

        Done trial = run(other, "zh", "import", archive, "--dry-run");
        assertThat(trial.code()).as(trial.output()).isZero();
        assertThat(trial.output()).contains("新增 52").doesNotContain("导入完成");
        Done imported = run(other, "en", "import", archive);
        assertThat(imported.code()).as(imported.output()).isZero();
        assertThat(imported.output()).contains("52 to add").contains("Imported.");
        assertThat(run(other, "en", "import", zip, "--mirror").output()).contains("12 unchanged");
        assertThat(run(other, "en", "audit", "verify", other.resolve("audit")).code())
                .isZero();

        Path file = archive.resolve("topics/topics.wind-power.yaml");
        Files.writeString(file, Files.readString(file) + "\n");
        Done refused = run(other, "zh", "import", archive);
        assertThat(refused.code()).as(refused.output()).isEqualTo(3);
        assertThat(refused.output()).contains("topics/topics.wind-power.yaml").contains("未导入任何内容");
        assertThat(run(other, "en", "import", directory.resolve("nothing")).code())
                .isEqualTo(1);
        assertThat(run(other, "en", "import").code()).isEqualTo(2);
    }

    private Done run(Path data, String language, String name, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=" + language,
                "-Dstdout.encoding=UTF-8",
                "-Dfile.encoding=UTF-8",
                "-jar",
                System.getProperty(
                        "heliograph.jar", Project.target("heliograph.jar").toString()),
                name));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path output = data.resolveSibling(data.getFileName() + ".output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(data.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("HELIOGRAPH_"));
        builder.environment().put("HELIOGRAPH_DATA", data.toString());
        builder.environment().put("HELIOGRAPH_ADMIN_PASSWORD", Host.PASSWORD);
        builder.environment().putAll(databases.computeIfAbsent(data, any -> newDatabase()));
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        return new Done(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
