package org.heliograph.cms.definition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code heliograph check} prints. */
class CheckTest {

    @TempDir
    Path directory;

    @Test
    void tenMistakesAreTenProblemsAtTheirLines() {
        Definitions definitions =
                DefinitionRegistry.loadOnly(List.of(Path.of("src/test/resources/definition/ten-mistakes")));

        assertThat(definitions.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "turbines/apps/turbines.yaml:1:1: SEVERE: There is no content type turbin"
                                + " (Did you mean turbine?)",
                        "turbines/contentTypes/turbine.yaml:10:7: MINOR: Unknown key requird; it has no effect"
                                + " (Did you mean required?)",
                        "turbines/contentTypes/turbine.yaml:12:13: MAJOR: Unknown property type Duble"
                                + " (Did you mean Double?)",
                        "turbines/contentTypes/turbine.yaml:14:13: SEVERE: There is no content type windpark to refer to"
                                + " (Known are turbine)",
                        "turbines/module.yaml:5:3: MAJOR: The module wind-base is not there"
                                + " (Known are turbines, or mark it optional: true)",
                        "turbines/restEndpoints/delivery/broken_v1.yaml:4:1: SEVERE: This is not YAML: found character"
                                + " '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"
                                + " (Indent with blanks, never with tabs)",
                        "turbines/restEndpoints/delivery/turbines_v1.yaml:2:12: MAJOR: No content type declares the"
                                + " workspace turbine, and it is none of Magnolia's (Did you mean turbines?)",
                        "turbines/restEndpoints/delivery/turbines_v1.yaml:4:8: MINOR: depth is no whole number from 0"
                                + " on: deep (Write a number such as depth: 1; as it is, the default holds)",
                        "turbines/restEndpoints/delivery/turbines_v1.yaml:7:19: MAJOR: This is no regular expression:"
                                + " site(, Unclosed group; every request to the endpoint fails"
                                + " (Put a backslash before a bracket that is meant as such)",
                        "turbines/templates/pages/park.yaml:3:17: MAJOR: There is no template script"
                                + " /turbines/templates/pages/parc.ftl (Create the file or correct the path)");
    }

    @Test
    void theProjectsOwnModuleHasNoProblem() {
        Definitions definitions = DefinitionRegistry.load(List.of());

        assertThat(definitions.contentTypes()).containsKeys("product", "policy-article", "contact-message");
        assertThat(definitions.problems()).isEmpty();
    }

    @Test
    void oneMistakeInAContentTypeIsNotRepeatedWhereItIsUsed() throws IOException {
        LightModule module = new LightModule(directory, "solar");
        module.write("contentTypes/panel.yaml", "datasource:\n  workspace: panels\n namespaces: {pv: x}\n");
        module.write("contentTypes/maker.yaml", "model:\n  properties:\n    - name: title\n");
        module.write("contentTypes/offer.yaml", """
                datasource: {workspace: offers}
                model:
                  properties:
                    - {name: panel, type: 'reference:panel'}
                    - {name: maker, type: 'reference:maker'}
                """);
        module.write("apps/panels.yaml", "!content-type:panel\nname: panels\n");
        module.write("apps/makers.yaml", "!content-type:maker\nname: makers\n");
        module.write("restEndpoints/delivery/panels_v1.yaml", "workspace: panels\nnodeTypes: ['pv:panel']\n");
        module.write("restEndpoints/delivery/child_v1.yaml", "!inherit:delivery/bad_v1\n");
        module.write("restEndpoints/delivery/bad_v1.yaml", "workspace: [\n");

        Definitions definitions = DefinitionRegistry.loadOnly(List.of(directory));

        assertThat(definitions.problems())
                .extracting(p -> p.location().toString())
                .containsExactly(
                        "solar/contentTypes/maker.yaml:1:1",
                        "solar/contentTypes/panel.yaml:3:2",
                        "solar/restEndpoints/delivery/bad_v1.yaml:2:1");
        assertThat(definitions.apps().get("panels").valid()).isFalse();
        assertThat(definitions.endpoints()).containsOnlyKeys("delivery/panels_v1");
    }

    @Test
    void aMisspelledKeyThatIsNeededIsOneProblem() throws IOException {
        LightModule module = new LightModule(directory, "solar");
        module.write("contentTypes/panel.yaml", "datasource: {workspac: panels}\nmodell: {}\n");
        module.write("restEndpoints/delivery/panels_v1.yaml", """
                workspce: website
                references:
                  - propertyNam: topic
                    referenceResolver: {$type: jcrReferenceResolver, targetWorkspac: website}
                  - propertyName: topic
                    referenceResolvr: {$type: jcrReferenceResolver, targetWorkspace: website}
                """);

        assertThat(DefinitionRegistry.loadOnly(List.of(directory)).problems())
                .hasSize(6)
                .allSatisfy(p -> assertThat(p.hint()).startsWith("Did you mean"));
    }

    @Test
    void aDirectoryThatIsNotThereIsAProblem() {
        assertThat(DefinitionRegistry.loadOnly(List.of(directory.resolve("absent")))
                        .problems())
                .singleElement()
                .satisfies(p -> assertThat(p.message()).isEqualTo("There is no such directory"));
    }

    @Test
    void definitionsWithoutModuleYamlAreAProblem() throws IOException {
        new LightModule(directory, "solar").delete("module.yaml").write("apps/panels.yaml", "label: Panels\n");

        Definitions definitions = DefinitionRegistry.loadOnly(List.of(directory));

        assertThat(definitions.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.message()).contains("no module.yaml"));
        assertThat(definitions.apps()).isEmpty();
    }
}
