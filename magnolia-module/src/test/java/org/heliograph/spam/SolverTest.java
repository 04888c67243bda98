package org.heliograph.spam;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the script that browsers get, with the Node.js that the editor's interface is built with. */
class SolverTest {

    private static final String NONCE = "0123456789abcdef0123456789abcdef";
    private static final int BITS = 11;

    @TempDir
    private Path directory;

    @Test
    void scriptFindsTheLeastNumbers() throws Exception {
        Path solver = Path.of("src/main/resources" + Challenge.SOLVER).toAbsolutePath();
        assertThat(getClass().getResource(Challenge.SOLVER)).isNotNull();
        Path script = Files.writeString(
                directory.resolve("solve.js"),
                "require(process.argv[2]); heliographSolve({nonce: '" + NONCE + "', puzzles: 8, bits: " + BITS
                        + "}).then((solution) => process.stdout.write(solution));");
        Path output = directory.resolve("output");

        Process node = new ProcessBuilder("node", script.toString(), solver.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(node.waitFor(2, TimeUnit.MINUTES)).isTrue();

        Challenge challenge = new Challenge("", NONCE, Tokens.PUZZLES, BITS, Instant.EPOCH, "");
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).isEqualTo(Desk.solution(challenge));
    }
}
