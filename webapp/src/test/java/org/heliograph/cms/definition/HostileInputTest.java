package org.heliograph.cms.definition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that are mistaken or malicious end the definition that they stand for and nothing else. */
class HostileInputTest {

    private static final String BAD = "restEndpoints/delivery/bad_v1.yaml";

    @TempDir
    Path directory;

    private LightModule module;

    @BeforeEach
    void aModuleWithASoundEndpoint() throws IOException {
        module = new LightModule(directory, "solar");
        module.write("restEndpoints/delivery/good_v1.yaml", "workspace: website\n");
    }

    private Problem onlyProblem() {
        Definitions definitions = DefinitionRegistry.loadOnly(List.of(directory));
        assertThat(definitions.endpoints()).containsOnlyKeys("delivery/good_v1");
        assertThat(definitions.problems()).hasSize(1);
        assertThat(definitions.problems().get(0).severity()).isEqualTo(Problem.Severity.SEVERE);
        return definitions.problems().get(0);
    }

    @Test
    void aBillionLaughsAreRefused() throws IOException {
        String levels = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> "l%d: &l%d [%s]".formatted(i, i, ("*l" + (i - 1) + ",").repeat(9)))
                .collect(Collectors.joining("\n"));
        module.write(BAD, "l0: &l0 [lol]\n" + levels + "\n");

        assertThat(onlyProblem().hint()).contains("fewer aliases");
    }

    @Test
    void fewAliasesThatDoubleAtEachLevelAreRefused() throws IOException {
        String levels = IntStream.rangeClosed(1, 24)
                .mapToObj(i -> "l%d: &l%d [*l%d, *l%d]".formatted(i, i, i - 1, i - 1))
                .collect(Collectors.joining("\n"));
        module.write(BAD, "l0: &l0 [lol]\n" + levels + "\n");

        assertThat(onlyProblem().message()).contains("grows beyond");
    }

    @Test
    void anAliasInsideItsOwnAnchorIsRefused() throws IOException {
        module.write(BAD, "a: &a\n  b: *a\n");

        assertThat(onlyProblem().message()).contains("grows beyond");
    }

    @Test
    void includesThatDoubleAtEachLevelAreRefused() throws IOException {
        for (int i = 0; i < 14; i++) {
            String next = "!include:/solar/includes/i" + (i + 1) + ".yaml";
            module.write("includes/i" + i + ".yaml", "[%s , %s , %s ]\n".formatted(next, next, next));
        }
        module.write("includes/i14.yaml", "x\n");
        module.write(BAD, "workspace: website\nproperties: !include:/solar/includes/i0.yaml\n");

        assertThat(onlyProblem().message()).contains("grows beyond");
    }

    @Test
    void anIncludeOfItselfIsRefusedWhereItStands() throws IOException {
        module.write("includes/a.yaml", "x: !include:/solar/includes/b.yaml\n");
        module.write("includes/b.yaml", "y:\n  z: !include:/solar/includes/a.yaml\n");
        module.write(BAD, "workspace: website\nproperties: !include:/solar/includes/a.yaml\n");

        Problem problem = onlyProblem();

        assertThat(problem.location()).isEqualTo(new Location("solar/includes/b.yaml", 2, 6));
        assertThat(problem.message()).contains("ends in itself");
    }

    @Test
    void anIncludeNeverLeavesTheLightModules() throws IOException {
        Files.writeString(directory.resolve("secret.yaml"), "workspace: secret\n");
        module.write(BAD, "!include:/../../etc/passwd\n");
        assertThat(onlyProblem().message()).contains("There is no file");

        module.write(BAD, "!include:/solar/../secret.yaml\n");
        assertThat(onlyProblem().message()).contains("There is no file");
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        module.write(BAD, "[".repeat(100_000) + "]".repeat(100_000));

        assertThat(onlyProblem().message()).containsIgnoringCase("nesting");
    }

    @Test
    void aFileOfFiveMegabytesIsRefused() throws IOException {
        module.write(BAD, "workspace: website\n#" + "x".repeat(5 * 1024 * 1024));

        assertThat(onlyProblem().message()).contains("larger than 1024 KB");
    }

    @Test
    void aTabIsNamedWithItsLine() throws IOException {
        module.write(BAD, "workspace: website\nproperties:\n\t- title\n");

        assertThat(onlyProblem())
                .satisfies(p -> assertThat(p.location().line()).isEqualTo(3))
                .satisfies(p -> assertThat(p.hint()).contains("never with tabs"));
    }

    @Test
    void invalidUtf8IsNamedWithItsPlace() throws IOException {
        module.write(BAD, "workspace: website\nrootPath: /\u00e9nergie\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(onlyProblem().location()).isEqualTo(new Location("solar/" + BAD, 2, 12));
    }

    @Test
    void aControlCharacterIsNamedWithItsPlace() throws IOException {
        module.write(BAD, "workspace: web\u0000site\n");

        assertThat(onlyProblem().location()).isEqualTo(new Location("solar/" + BAD, 1, 15));
    }

    @Test
    void aTagNeverLoadsAClass() throws IOException {
        module.write(BAD, "workspace: !!javax.script.ScriptEngineManager [!!java.net.URL ['http://localhost:1']]\n");

        assertThat(onlyProblem().hint()).isEqualTo("Remove the tag that begins with !!");
    }

    @Test
    void twoDocumentsInAFileAreRefused() throws IOException {
        module.write(BAD, "workspace: a\n---\nworkspace: b\n");

        assertThat(onlyProblem().hint()).contains("one document");
    }

    @Test
    void aListInsteadOfAMapIsServedAndReported() throws IOException {
        module.write(BAD, "- workspace\n- website\n");

        Definitions definitions = DefinitionRegistry.loadOnly(List.of(directory));

        assertThat(definitions.endpoints()).containsKey("delivery/bad_v1");
        assertThat(definitions.problems()).extracting(Problem::message).containsExactly("The endpoint is no map");
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        module.write("restEndpoints/delivery/good_v1.yaml", "\uFEFFworkspace: website\n");

        assertThat(DefinitionRegistry.loadOnly(List.of(directory)).problems()).isEmpty();
    }

    @Test
    void aLinkThatLeadsBackIsReportedAndNotFollowed() throws IOException {
        Files.createSymbolicLink(module.path("restEndpoints/again"), module.path("."));

        Definitions definitions = DefinitionRegistry.loadOnly(List.of(directory));

        assertThat(definitions.endpoints()).containsOnlyKeys("delivery/good_v1");
        assertThat(definitions.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.location()).isEqualTo(new Location("solar/restEndpoints/again", 0, 0)));
    }

    @Test
    void aLongChainOfParentsIsRefused() throws IOException {
        for (int i = 0; i < 60; i++) {
            module.write(
                    "restEndpoints/delivery/c%02d_v1.yaml".formatted(i),
                    "!inherit:delivery/c%02d_v1\n".formatted(i + 1));
        }
        module.write("restEndpoints/delivery/c60_v1.yaml", "workspace: website\n");

        assertThat(DefinitionRegistry.loadOnly(List.of(directory)).problems())
                .filteredOn(p -> p.severity() == Problem.Severity.SEVERE)
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.message()).contains("too many ancestors"));
    }

    @Test
    void aBadMessageBundleCostsItsOwnTextsOnly() throws IOException {
        module.write("i18n/bad_en.properties", "a=\\u00zz\n");
        module.write("i18n/good_en.properties", "b=B\n".getBytes(StandardCharsets.UTF_8));

        Definitions definitions = DefinitionRegistry.loadOnly(List.of(directory));

        assertThat(definitions.messages().find(Locale.CHINESE, "b")).contains("B");
        assertThat(definitions.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.location().file()).isEqualTo("solar/i18n/bad_en.properties"));
    }
}
