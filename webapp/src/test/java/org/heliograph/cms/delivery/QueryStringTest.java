package org.heliograph.cms.delivery;

import org.heliograph.cms.content.View;
import org.heliograph.cms.index.Filter;
import org.heliograph.cms.index.InvalidQueryException;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.web.RestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class QueryStringTest {

    private static QueryString parse(String raw) {
        return QueryString.parse(raw);
    }

    private static Search search(String raw) {
        return parse(raw).search(Endpoints.of("delivery/x", "delivery/x", 10, 100), View.WORKING, "items");
    }

    @Test
    void withoutParametersTheEndpointDecides() {
        Search search = search("");

        assertThat(search.limit()).isEqualTo(10);
        assertThat(search.offset()).isZero();
        assertThat(search.fullText()).isEmpty();
        assertThat(search.filters()).isEmpty();
        assertThat(search.orderBy()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,                   0,  0",
        "limit=7,                   7,  0",
        "limit=100,                 100,0",
        "limit=101,                 100,0",
        "limit=9223372036854775807, 100,0",
        "limit=%37,                 7,  0",
        "limit=3&limit=4,           3,  0",
        "offset=3,                  10, 3",
        "offset=9223372036854775807,10, 9223372036854775807",
        "limit=007&offset=-0,       7,  0"
    })
    void numbersAreCutToTheLargestPage(String raw, int limit, long offset) {
        assertThat(search(raw).limit()).isEqualTo(limit);
        assertThat(search(raw).offset()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=-1,                     400",
        "offset=-1,                    400",
        "offset=-9223372036854775808,  400",
        "limit=ten,                    404",
        "limit=,                       404",
        "limit,                        404",
        "limit=1.5,                    404",
        "limit=1e3,                    404",
        "limit=9223372036854775808,    404",
        "offset=储,                    404"
    })
    void whatIsNoNumberIsRefused(String raw, int status) {
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> search(raw))
                .satisfies(e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void theFirstOfSeveralCounts() {
        assertThat(parse("lang=zh&lang=en").first("lang")).hasValue("zh");
        assertThat(search("q=one&q=two").fullText()).isEqualTo("one");
        assertThat(search("orderBy=a&orderBy=b").orderBy()).containsExactly(new Search.Order("a", false));
        assertThat(parse("Lang=zh").first("lang")).isEmpty();
    }

    @Test
    void whatIsUnknownIsAFilter() {
        assertThat(search("utm_source=x&price%5Bgte%5D=10&price[lt]=20&flag").filters())
                .containsExactly(
                        new Filter("utm_source", Filter.Operator.EQ, "x"),
                        new Filter("price", Filter.Operator.GTE, "10"),
                        new Filter("price", Filter.Operator.LT, "20"),
                        new Filter("flag", Filter.Operator.EQ, ""));
    }

    @Test
    void ofSeveralAncestorsTheLastCounts() {
        assertThat(search("@ancestor=/a&tag=x&%40ancestor=/b").filters())
                .containsExactly(
                        new Filter("tag", Filter.Operator.EQ, "x"), new Filter("@ancestor", Filter.Operator.EQ, "/b"));
    }

    @Test
    void escapesAreDecoded() {
        assertThat(search("title=%E5%82%A8%E8%83%BD+a%2Bb%26c%3Dd=e").filters())
                .containsExactly(new Filter("title", Filter.Operator.EQ, "储能 a+b&c=d=e"));
    }

    @Test
    void invalidUtf8IsReplaced() {
        assertThat(search("title=%C3").filters().get(0).value()).isEqualTo("\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%1", "a=%zz", "a=%-1", "%=a", "a=b&%G0=1", "a=%u50A8"})
    void aBrokenEscapeIsRefused(String raw) {
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> parse(raw))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400))
                .withMessageContaining("percent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "&&limit=1", "=x", "limit=1&"})
    void aParameterWithoutNameIsRefused(String raw) {
        assertThatExceptionOfType(InvalidQueryException.class).isThrownBy(() -> search(raw));
    }

    @Test
    void twoHundredParametersAreTheMost() {
        assertThat(search("a=1&".repeat(199) + "a=1").filters()).hasSize(200);
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> parse("a=1&".repeat(200) + "a=1"))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400))
                .withMessageContaining("200");
    }

    @Test
    void ordersArePartedByCommas() {
        assertThat(search("orderBy=a,%20b%20DESC,,%40name%20asc").orderBy())
                .containsExactly(
                        new Search.Order("a", false), new Search.Order("b", true), new Search.Order("@name", false));
    }
}
