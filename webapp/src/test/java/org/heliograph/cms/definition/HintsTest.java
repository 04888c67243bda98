package org.heliograph.cms.definition;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HintsTest {

    private static final List<String> KNOWN = List.of("label", "templateScript", "workspace", "rows");

    @ParameterizedTest
    @CsvSource({"lable, label", "templeteScript, templateScript", "wrokspce, workspace", "ROWS, rows"})
    void aMisspelledWordIsRecognized(String word, String meant) {
        assertThat(Hints.nearest(word, KNOWN)).contains(meant);
    }

    @Test
    void anotherWordIsNot() {
        assertThat(Hints.nearest("description", KNOWN)).isEmpty();
        assertThat(Hints.slip("wrokspce", KNOWN)).isEmpty();
        assertThat(Hints.slip("rowz", List.of("cols"))).isEmpty();
    }

    @Test
    void aWordWithoutEndIsRecognizedAsNothing() {
        assertThat(Hints.nearest("x".repeat(1_000_000), KNOWN)).isEmpty();
    }
}
