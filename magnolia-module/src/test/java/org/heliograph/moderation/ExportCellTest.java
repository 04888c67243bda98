package org.heliograph.moderation;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExportCellTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+8613800138000",
                "-2+3",
                "@SUM(A1)",
                "  =1",
                "\u3000=1",
                "\u00A0=1",
                "\u200B=1",
                "\uFEFF=1",
                "\"=1",
                "'=1",
                "\uFF1D1+1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20A1",
                "\u22121",
                "|cmd",
                "%0A",
                "\t=1",
                "\r=1",
                "\n=1",
                "\ttext",
                "=HYPERLINK(\"http://example.com\")"
            })
    void formulasAreDefused(String text) {
        String cell = Export.cell(text);
        String value = cell.startsWith("\"") ? cell.substring(1) : cell;

        assertThat(value).startsWith("'");
    }

    static Stream<Arguments> cells() {
        return Stream.of(
                Arguments.of("plain", "plain"),
                Arguments.of("张伟", "张伟"),
                Arguments.of("a@b.example", "a@b.example"),
                Arguments.of("2 + 2", "2 + 2"),
                Arguments.of("a,b", "\"a,b\""),
                Arguments.of("a;b", "\"a;b\""),
                Arguments.of("say \"hi\"", "\"say \"\"hi\"\"\""),
                Arguments.of("two\nlines", "\"two\nlines\""),
                Arguments.of(" blank", "\" blank\""),
                Arguments.of("", ""));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void othersStayAsTheyAre(String text, String cell) {
        assertThat(Export.cell(text)).isEqualTo(cell);
    }

    @Test
    void noCellIsLongerThanSpreadsheetsTake() {
        String cell = Export.cell("😀".repeat(20_000));

        assertThat(cell.length()).isLessThanOrEqualTo(32_767);
        assertThat(cell.codePoints()).noneMatch(sign -> Character.getType(sign) == Character.SURROGATE);
    }
}
