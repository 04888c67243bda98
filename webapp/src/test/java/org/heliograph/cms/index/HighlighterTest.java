package org.heliograph.cms.index;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How a text shows what was found in it. */
class HighlighterTest {

    private static Highlighter searchFor(String text) {
        return new Highlighter(text, List.of());
    }

    @Test
    void whatWasFoundIsMarkedInItsOwnSpelling() {
        assertThat(searchFor("碳達峰").name("2030年前碳达峰行动方案")).contains("2030年前<em>碳达峰</em>行动方案");
        assertThat(searchFor("tdf").name("2030年前碳达峰行动方案")).contains("2030年前<em>碳达峰</em>行动方案");
        assertThat(searchFor("clamp").name("Mid Clamps")).contains("Mid <em>Clamps</em>");
        assertThat(searchFor("cla").name("Mid Clamps")).contains("Mid <em>Cla</em>mps");
        assertThat(searchFor("lamp").name("Mid Clamps")).contains("Mid C<em>lamp</em>s");
        assertThat(searchFor("energie").name("L’Énergie")).contains("L’<em>Énergie</em>");
        assertThat(searchFor("nothing").name("Mid Clamps")).isEmpty();
    }

    @Test
    void theTextIsEscaped() {
        assertThat(searchFor("clamp").name("<script>\"clamp\" & 'x'</script>"))
                .contains("&lt;script&gt;&quot;<em>clamp</em>&quot; &amp; &#39;x&#39;&lt;/script&gt;");
    }

    @Test
    void noCharacterIsTornApart() {
        // given a base letter with a mark that does not compose, and a family of joined pictures
        String family = "👨‍👩‍👧";

        // then
        assertThat(searchFor("x").name("ax\u0323b")).contains("a<em>x\u0323</em>b");
        assertThat(searchFor("ax").name("ax\u0323 b")).contains("<em>ax\u0323</em> b");
        assertThat(searchFor("𠮷").name("𠮷野家")).contains("<em>𠮷</em>野家");
        assertThat(searchFor("clamp").fragment(family.repeat(300) + "clamp" + family.repeat(300)))
                .contains("…" + family.repeat(40) + "<em>clamp</em>" + family.repeat(115) + "…");
    }

    @Test
    void aFragmentShowsTheSurroundings() {
        // given
        String text = "前".repeat(1000) + "碳达峰" + "后".repeat(1000);

        // then
        assertThat(searchFor("碳达峰").fragment(text))
                .contains("…" + "前".repeat(40) + "<em>碳达峰</em>" + "后".repeat(117) + "…");
        assertThat(searchFor("碳达峰").fragment("碳达峰")).contains("<em>碳达峰</em>");
        assertThat(searchFor("碳达峰").fragment("碳中和")).isEmpty();
    }

    @Test
    void aBeginningEndsBetweenCharacters() {
        assertThat(Highlighter.beginning("𠮷".repeat(5), 3)).isEqualTo("𠮷𠮷𠮷…");
        assertThat(Highlighter.beginning("𠮷".repeat(3), 3)).isEqualTo("𠮷𠮷𠮷");
    }
}
