package org.heliograph.cms.definition;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heliograph.cms.definition.Parts.Key;
import org.heliograph.cms.definition.Problem.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of what Magnolia has. */
class PartsTest {

    private static final Parts PARTS = Parts.ofMagnolia62();

    static Stream<String> kinds() {
        return Stream.of("app", "dialog");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindThatAKeyNamesIsThere(String kind) {
        assertThat(PARTS.allKeys(kind))
                .isNotEmpty()
                .allSatisfy((name, key) -> key.kind()
                        .filter(inner -> !inner.equals(kind))
                        .ifPresent(inner -> {
                            assertThat(PARTS.allKeys(inner)).as(inner).isNotEmpty();
                        }));
    }

    @Test
    void fieldsHoldWhatTheyHoldInMagnolia() {
        Map<String, Key> text = PARTS.byType("field", "textField").orElseThrow().keys();
        Map<String, Key> list =
                PARTS.byType("field", "jcrMultiValueField").orElseThrow().keys();

        assertThat(text).containsKeys("name", "label", "i18n", "rows", "maxLength", "readOnly");
        assertThat(text.get("validators").kind()).contains("validator");
        assertThat(text.get("validators").several()).isTrue();
        assertThat(list.get("field").needed()).isTrue();
        // Magnolia's lists cannot be for reading only; the fields in them can.
        assertThat(list).doesNotContainKey("readOnly");
    }

    @Test
    void aTypeIsNoOtherKind() {
        assertThat(PARTS.byType("action", "textField")).isEmpty();
        assertThat(PARTS.types("validator")).contains("regexpValidator", "emailValidator");
        assertThat(PARTS.byClass("subApp", "info.magnolia.ui.contentapp.detail.DetailDescriptor"))
                .isPresent();
        assertThat(PARTS.only("availability")).isPresent();
        assertThat(PARTS.only("field")).isEmpty();
    }

    /** What the registry of a Magnolia 6.2.45 said of the modules in {@code definition/golden/parts}. */
    @ParameterizedTest
    @CsvSource({
        "solar/apps/panels.yaml, MAJOR, treeVeiw",
        "solar/apps/panels.yaml, MINOR, nodeType",
        "solar/apps/panels.yaml, MAJOR, jcrIsDeletedRul",
        "solar/apps/panels.yaml, MAJOR, textFeild",
        "solar/apps/panels.yaml, MINOR, labell",
        "solar/apps/panels.yaml, MINOR, readOnly",
        "solar/apps/panels.yaml, MINOR, maxLenght",
        "solar/dialogs/rate.yaml, MINOR, row",
        "solar/dialogs/rate.yaml, MAJOR, comitAction"
    })
    void whatMagnoliaReportsIsReported(String file, Severity severity, String word) {
        assertThat(DefinitionRegistry.loadOnly(List.of(Path.of("src/test/resources/definition/golden/parts/input")))
                        .problems())
                .anyMatch(problem -> problem.location().file().equals(file)
                        && problem.severity() == severity
                        && List.of(problem.message().split("[ ;]")).contains(word));
    }
}
