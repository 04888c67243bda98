package org.heliograph.cms.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code heliograph check} finds in scripts. */
class ScriptCheckTest {

    @TempDir
    private Path directory;

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve("acme").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private List<String> problems() {
        return ScriptCheck.problems(DefinitionRegistry.load(List.of(directory))).stream()
                .map(Problem::toString)
                .toList();
    }

    private void template(String areas) throws IOException {
        write("module.yaml", "version: 1.0\n");
        write(
                "templates/pages/home.yaml",
                "renderType: freemarker\ntemplateScript: /acme/templates/pages/home.ftl\nareas:\n" + areas);
    }

    @Test
    void theProjectsOwnScriptsHaveNoProblem() {
        assertThat(ScriptCheck.problems(DefinitionRegistry.load(List.of()))).isEmpty();
    }

    @Test
    void areasThatDoNotFitAreFound() throws IOException {
        template("  main:\n    type: list\n  foot:\n    type: list\n");
        write(
                "templates/pages/home.ftl",
                "[#-- [@cms.area name=\"none\"/] --]\n  [@cms.area name=\"mian\" /][@cms.area name=\"own\" components=\"acme:x\"/]"
                        + "[#import \"../parts/foot.ftl\" as foot]");
        write("templates/parts/foot.ftl", "[#macro foot][@cms.area name=\"foot\"/][/#macro]");

        assertThat(problems())
                .containsExactly(
                        "acme/templates/pages/home.ftl:2:3: MAJOR: The script shows an area mian, which its template does not"
                                + " define (Did you mean main?)",
                        "acme/templates/pages/home.yaml:1:1: MINOR: No script shows the area main of the template (Write"
                                + " [@cms.area name=\"main\" /] in acme/templates/pages/home.ftl)");
    }

    @Test
    void loopsAndMissingScriptsAreFound() throws IOException {
        template("  {}\n");
        write("templates/pages/home.ftl", "[#include \"/acme/templates/parts/a.ftl\"]\n[#include \"none.ftl\"]");
        write("templates/parts/a.ftl", "[#include \"b.ftl\"]");
        write("templates/parts/b.ftl", "[#include \"/acme/templates/parts/a.ftl\"]");

        assertThat(problems())
                .containsExactly(
                        "acme/templates/pages/home.ftl:2:1: MAJOR: There is no script /acme/templates/pages/none.ftl (Create"
                                + " the file or correct the path)",
                        "acme/templates/parts/a.ftl: MAJOR: The script includes itself (Take the include out, or make a"
                                + " macro of what repeats)",
                        "acme/templates/parts/b.ftl: MAJOR: The script includes itself (Take the include out, or make a"
                                + " macro of what repeats)");
    }

    @Test
    void malformedScriptsAreFoundWithTheirPlace() throws IOException {
        template("  {}\n");
        write("templates/pages/home.ftl", "<p>\n  [#list 1..3 as x]\n</p>");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("acme/templates/pages/home.ftl:3:4: SEVERE: The script is malformed: ");
    }

    @Test
    void mappingsThatGoRoundInCirclesAreFound() throws IOException {
        template("  {}\n");
        write("templates/pages/home.ftl", "");
        write(
                "virtualUriMappings/items.yaml",
                "class: info.magnolia.virtualuri.mapping.RegexpVirtualUriMapping\nfromUri: ^/items/([^/?]+)\n"
                        + "toUri: forward:/items/item?name=$1\n");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(
                        "acme/virtualUriMappings/items.yaml:1:1: MAJOR: The mapping forwards to an address that it holds for");
    }
}
