package org.heliograph.cms.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Types of the project's own module, which {@code -Dgolden.write=true} writes anew where the example front end uses them, and
 * of one with odd names.
 */
class TypeScriptTest {

    private static final Path GOLDEN = Path.of("../docs/examples/react/src/heliograph.ts");

    @Test
    void theTypesOfTheProjectsOwnModuleAreAsExpected() throws IOException {
        // when
        String actual = TypeScript.module(DefinitionRegistry.load(List.of()));

        // then
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN, actual);
        }
        assertThat(actual.lines()).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
    }

    @Test
    void namesAndTextsCannotBreakOutOfTheirPlace(@TempDir Path directory) {
        // given
        Modules modules = new Modules(directory)
                .with("contentTypes/odd.yaml", """
                datasource: {workspace: odd}
                model:
                  nodeType: 'xt:"odd'
                  properties:
                    - {name: 'a-b', label: 'ends */ here'}
                    - {name: 'q"uote', options: ["say \\"x\\"", 'back\\slash', "two\\nlines"]}
                    - {name: 'ro`w${x}', type: box, multiple: true}
                    - {name: 标题}
                  subModels:
                    - {name: box, properties: [{name: width, type: Double}]}
                """)
                .with("restEndpoints/delivery/odd_v1.yaml", """
                $type: jcrDeliveryEndpoint_v2
                workspace: odd
                nodeTypes: ['xt:"odd', 'mgnl:folder']
                depth: 2
                """);

        // when
        String types = TypeScript.module(modules.load());

        // then
        assertThat(types.substring(types.indexOf("export interface Odd ")))
                .startsWith("""
                export interface Odd extends ContentNode {
                  "@nodeType": "xt:\\"odd";
                  /** ends * / here. */
                  "a-b"?: string;
                  "q\\"uote"?: "say \\"x\\"" | "back\\\\slash" | "two\\u000alines";
                  "ro`w${x}"?: OddRoWXList;
                  "标题"?: string;
                }
                """)
                .contains("""
                export interface OddRoWXList extends ContentNode {
                  [row: `ro\\`w\\${x}${number}`]: OddBox;
                }
                """)
                .contains("\"delivery/odd/v1\": Odd | AnyNode;");
    }

    @Test
    void whatIsRequiredIsNotOptional() {
        assertThat(TypeScript.module(DefinitionRegistry.load(List.of())))
                .contains("  sku: string;\n", "  model?: string;\n", "export type Locale = \"en\" | \"zh\";\n")
                .doesNotContain("title_zh");
    }
}
