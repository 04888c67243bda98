package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the {@code curl} calls of the README against the samples, as printed there but for the address. */
class ReadmeIT {

    private static final Pattern FENCED = Pattern.compile("(?ms)^```[^\\n]*\\n(.*?)^```");
    private static final Pattern CALL = Pattern.compile("(?s)\\A\\s*(?:\\$ )?(curl .*)\\z");
    private static final Pattern ADDRESS = Pattern.compile("http://(?:localhost|127\\.0\\.0\\.1):8080");

    /**
     * @param command shell command
     * @param answer what is printed below it
     */
    private record Call(String command, String answer) {}

    @Test
    void theCurlCallsAnswerAsPrinted() throws IOException, InterruptedException {
        // given
        Path readme = Project.root().resolve("README.md");
        Assumptions.assumeTrue(Files.exists(readme), "skipped, there is no README.md");
        List<Call> calls = calls(Files.readString(readme));
        assertThat(calls).as("curl calls with answers in README.md").hasSizeGreaterThanOrEqualTo(3);
        try (Host host = Host.builder().with("HELIOGRAPH_SAMPLES", "true").start()) {
            for (Call call : calls) {
                // when
                String printed = run(atHost(call.command(), host.uri()));

                // then
                assertThat(normal(printed)).as(call.command()).isEqualTo(normal(call.answer()));
            }
        }
    }

    /** A call and its answer share a fenced block, or the answer is a JSON block of its own right after it. */
    private static List<Call> calls(String readme) {
        List<Call> calls = new ArrayList<>();
        Optional<String> open = Optional.empty();
        for (Matcher block = FENCED.matcher(readme); block.find(); ) {
            String text = block.group(1);
            Matcher call = CALL.matcher(text);
            if (call.matches()) {
                List<String> parts = splitCommand(call.group(1));
                open = parts.get(1).isBlank() ? Optional.of(parts.get(0)) : Optional.empty();
                if (open.isEmpty()) {
                    calls.add(new Call(parts.get(0), parts.get(1)));
                }
            } else {
                open.ifPresent(command -> calls.add(new Call(command, text)));
                open = Optional.empty();
            }
        }
        return calls;
    }

    /** The command with its continuation lines, and what follows. */
    private static List<String> splitCommand(String text) {
        int end = text.indexOf('\n');
        while (end > 0 && text.charAt(end - 1) == '\\') {
            end = text.indexOf('\n', end + 1);
        }
        return end < 0 ? List.of(text, "") : List.of(text.substring(0, end), text.substring(end + 1));
    }

    private static String atHost(String command, URI uri) {
        return ADDRESS.matcher(command).replaceAll(uri.toString());
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream out = process.getInputStream()) {
            String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("exit code of %s", command).isZero();
            return printed;
        }
    }

    private static Object normal(String text) {
        Optional<JsonNode> json = Json.tryParse(text);
        return json.isPresent() ? json.get() : text.strip();
    }
}
