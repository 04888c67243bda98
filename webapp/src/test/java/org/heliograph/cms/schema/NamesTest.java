package org.heliograph.cms.schema;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "product, Product",
        "policy-article, PolicyArticle",
        "specRow, SpecRow",
        "shop:item, ShopItem",
        "products/v1, ProductsV1",
        "2d-plan, Type2dPlan",
        "'', Type",
        "产品, U4EA7U54C1",
        "𠮷, U20BB7",
        "--a--, A"
    })
    void aNameIsInPascalCaseAndAscii(String text, String name) {
        assertThat(Names.pascal(text)).isEqualTo(name);
    }

    @Test
    void aNameIsGivenOutOnce() {
        // given
        Names names = new Names(List.of("Asset"));

        // then
        assertThat(names.unique("Product")).isEqualTo("Product");
        assertThat(names.unique("Product")).isEqualTo("Product2");
        assertThat(names.unique("Product")).isEqualTo("Product3");
        assertThat(names.unique("Asset")).isEqualTo("Asset2");
    }
}
