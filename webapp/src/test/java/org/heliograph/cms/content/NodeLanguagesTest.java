package org.heliograph.cms.content;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NodeLanguagesTest {

    private static final Optional<Locale> CHINESE = Optional.of(Locale.CHINESE);
    private static final Optional<Locale> ENGLISH = Optional.of(Locale.ENGLISH);

    private final Definitions definitions = DefinitionRegistry.load(List.of());
    private final Languages languages = new Languages(definitions.site().i18n());
    private final NodeLanguages product = languages.of(Declared.of(definitions, "products", "hg:product"));

    @Test
    void aSuffixOfALanguageOfTheSiteTellsTheLanguage() {
        assertThat(product.of("title_zh", Set.of())).isEqualTo(CHINESE);
        assertThat(product.of("sku_de", Set.of("sku", "sku_de"))).isEmpty();
        assertThat(product.of("part_no", Set.of())).isEmpty();
    }

    @Test
    void whatIsDeclaredPerLanguageOrHasATranslationBelongsToTheDefaultLanguage() {
        assertThat(product.of("title", Set.of("title"))).isEqualTo(ENGLISH);
        assertThat(product.of("sku", Set.of("sku"))).isEmpty();
        assertThat(product.of("sku", Set.of("sku", "sku_zh"))).isEqualTo(ENGLISH);
        assertThat(product.of("mgnl:title_zh", Set.of())).isEmpty();
    }

    @Test
    void partsOfAValueOfOneLanguageShareIt() {
        NodeLanguages rows = product.below("steps_zh", Set.of("steps_zh"));

        assertThat(rows.inherited()).isEqualTo(CHINESE);
        assertThat(rows.below("steps0", Set.of("steps0")).of("text", Set.of("text")))
                .isEqualTo(CHINESE);
    }

    @Test
    void partsOfASharedValueHaveValuesPerLanguage() {
        NodeLanguages row = product.below("materials", Set.of("materials")).below("materials0", Set.of("materials0"));

        assertThat(row.inherited()).isEmpty();
        assertThat(row.of("part", Set.of("part"))).isEqualTo(ENGLISH);
        assertThat(row.of("alloy", Set.of("alloy"))).isEmpty();
    }

    @Test
    void storedNamesAndFieldsLeadToEachOther() {
        assertThat(languages.field("title_zh")).isEqualTo("title");
        assertThat(languages.field("part_no")).isEqualTo("part_no");
        assertThat(languages.stored("title", Locale.ENGLISH)).isEqualTo("title");
        assertThat(languages.stored("title", Locale.CHINESE)).isEqualTo("title_zh");
    }
}
