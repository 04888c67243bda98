package org.heliograph.cms.delivery;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointTableTest {

    private final EndpointTable table = new EndpointTable(List.of(
            Endpoints.of("delivery/prefix", "delivery/prefix"),
            Endpoints.of("delivery/prefix/deeper", "delivery/prefix/deeper"),
            Endpoints.of("delivery/moved", "elsewhere/moved"),
            Endpoints.of("other/topics", "delivery/topics")));

    @ParameterizedTest
    @CsvSource({
        "delivery/prefix,             delivery/prefix,        ''",
        "delivery/prefix/,            delivery/prefix,        /",
        "delivery/prefix/node,        delivery/prefix,        /node",
        "delivery/prefix/node/@nodes, delivery/prefix,        /node/@nodes",
        "delivery/prefix/deeper,      delivery/prefix/deeper, ''",
        "delivery/prefix/deeper/x,    delivery/prefix/deeper, /x",
        "delivery/prefix/deeperx,     delivery/prefix,        /deeperx",
        "delivery/prefix//deeper,     delivery/prefix,        //deeper",
        "elsewhere/moved/a,           delivery/moved,         /a",
        "delivery/topics,             other/topics,           ''",
        "preview/prefix/node,         delivery/prefix,        /node",
        "preview/prefix/deeper,       delivery/prefix/deeper, ''"
    })
    void theLongestPathWins(String path, String id, String rest) {
        EndpointTable.Match match = table.find(path).orElseThrow();

        assertThat(match.endpoint().id()).isEqualTo(id);
        assertThat(match.rest()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "delivery",
                "delivery/",
                "delivery/prefi",
                "delivery/prefixes",
                "delivery/prefix@nodes",
                "Delivery/prefix",
                "/delivery/prefix",
                "delivery/moved",
                "preview/moved",
                "preview/topics",
                "preview"
            })
    void nothingElseIsFound(String path) {
        assertThat(table.find(path)).isEmpty();
    }

    @Test
    void ofTwoWithOnePathTheFirstAnswers() {
        EndpointTable twice =
                new EndpointTable(List.of(Endpoints.of("delivery/one", "same"), Endpoints.of("delivery/two", "same")));

        assertThat(twice.find("same").orElseThrow().endpoint().id()).isEqualTo("delivery/one");
    }
}
