package org.heliograph.cms.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code types} of the command line. */
class TypesIT {

    @TempDir
    private Path directory;

    private record Result(int exitCode, String output, String errors) {}

    private Result types(String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        String jar = System.getProperty(
                "heliograph.jar", Project.target("heliograph.jar").toString());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(Stream.of(java, "-jar", jar, "types"), Stream.of(arguments))
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(errors, StandardCharsets.UTF_8));
    }

    @Test
    void theTypesOfTheHostsOwnModuleArePrintedInUtf8() throws IOException, InterruptedException {
        // when
        Result result = types();

        // then
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output())
                .startsWith("// Made by")
                .contains("国发〔2021〕23号", "\"delivery/products/v1\": Product;")
                .endsWith("}\n");
    }

    @Test
    void theExampleFrontEndUsesThem() throws IOException, InterruptedException {
        // when
        Result result = types();

        // then
        Path used = Project.root().resolve("docs/examples/react/src/heliograph.ts");
        assertThat(result.output())
                .as("./heliograph types > docs/examples/react/src/heliograph.ts")
                .isEqualTo(Files.readString(used));
    }

    @Test
    void aModuleWithASevereProblemGetsNoTypes() throws IOException, InterruptedException {
        // given
        Path module = Files.createDirectories(directory.resolve("broken"));
        Files.writeString(module.resolve("module.yaml"), "version: 1.0\n");
        Files.createDirectories(module.resolve("contentTypes"));
        Files.writeString(module.resolve("contentTypes/bad.yaml"), "datasource: [unclosed\n");

        // when
        Result result = types(module.toString());

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).contains("bad.yaml");
    }
}
