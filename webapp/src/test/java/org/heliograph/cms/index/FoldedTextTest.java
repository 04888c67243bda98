package org.heliograph.cms.index;

import java.util.List;
import org.heliograph.cms.index.FoldedText.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What counts as the same text, and where it stood. */
class FoldedTextTest {

    @ParameterizedTest
    @CsvSource({
        "碳達峰, 碳达峰",
        "太陽光電, 太阳光电",
        "乾淨, 干净",
        "ＡＢＣ１２, abc12",
        "Énergie, energie",
        "E\u0301nergie, energie",
        "㎡, m2",
        "𠮷野家, 𠮷野家",
        "が, が"
    })
    void spellingsOfTheSameAreFoldedIntoOne(String source, String folded) {
        assertThat(FoldedText.of(source).text()).isEqualTo(folded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LB-009", "lb009", "ＬＢ－００９", "lb 009"})
    void aCodeHasOneKey(String spelling) {
        assertThat(FoldedText.of(spelling).key()).isEqualTo("lb009");
    }

    @Test
    void wordsNumbersAndPairsAreTokens() {
        assertThat(FoldedText.of("2030年前 carbon-Peaking").tokens())
                .extracting(Token::term)
                .containsExactly("2030", "年前", "前", "carbon", "peaking");
    }

    @Test
    void aCharacterBeyondTheFirstPlaneIsNotTornApart() {
        assertThat(FoldedText.of("𠮷野").tokens()).extracting(Token::term).containsExactly("𠮷野", "野");
    }

    @Test
    void whatOneCharacterUnfoldsToEndsWhereThatEnds() {
        // given
        FoldedText folded = FoldedText.of("5㎡x");

        // then
        assertThat(folded.text()).isEqualTo("5m2x");
        assertThat(List.of(folded.sourceOf(1), folded.sourceOf(2), folded.sourceEndOf(2), folded.sourceEndOf(3)))
                .containsExactly(1, 1, 2, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "mounts, mount",
        "batteries, battery",
        "boxes, box",
        "switches, switch",
        "glass, glass",
        "status, status",
        "basis, basis",
        "gas, gas",
        "module, module"
    })
    void aPluralIsFoundByItsSingular(String word, String singular) {
        assertThat(FoldedText.singular(word)).isEqualTo(singular);
    }
}
