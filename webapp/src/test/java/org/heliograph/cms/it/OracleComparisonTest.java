package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The comparison itself: what it lets pass, and what it does not. */
class OracleComparisonTest {

    private static final String A = "{'@path':'/a','@id':'1','n':1.50}";
    private static final String B = "{'@path':'/b','@id':'2','n':2}";
    private static final String C = "{'@path':'/c','@id':'3','n':2}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'a':1,'b':[1,2]} | {'b':[1,2.0],'a':1.0}",
                "{'at':'2026-11-23T21:31:05.100Z'} | {'at':'2031-01-01T00:00:00.000+08:00'}",
                "{'path':'/scratch/x','identifier':'1'} | {'path':'/scratch/x','identifier':'2'}",
                "[{'name':'a','values':[1]},{'name':'b','values':[]}] | [{'name':'b','values':[]},{'name':'a','values':[1]}]"
            })
    void equalValuesMayBeWrittenDifferently(String recorded, String got) {
        assertThat(compare(line("/.rest/x", 200, recorded), 200, got)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'a':1} | {'a':2}",
                "{'a':1} | {'a':'1'}",
                "{'a':1} | {'a':1,'b':2}",
                "{'a':1,'b':null} | {'a':1}",
                "[1,2] | [2,1]",
                "{'at':'2026-11-23T21:31:05.100Z'} | {'at':'yesterday'}",
                "{'at':'2024-01-01T00:00:00.000Z'} | {'at':'2024-01-01T00:00:00.001Z'}",
                "{'path':'/x','identifier':'1'} | {'path':'/x','identifier':'2'}"
            })
    void differentValuesAreSeen(String recorded, String got) {
        assertThat(compare(line("/.rest/x", 200, recorded), 200, got)).isPresent();
    }

    @Test
    void unsortedResultsAreASet() {
        // given
        OracleLine line = line("/.rest/delivery/x/v1?n=2", 200, envelope(2, B, C));

        // then
        assertThat(compare(line, 200, envelope(2, C, B))).isEmpty();
        assertThat(compare(line, 200, envelope(2, C, A))).isPresent();
        assertThat(compare(line, 200, envelope(3, C, B))).contains("total");
    }

    @Test
    void sortedResultsKeepTheirOrderButForEqualKeys() {
        // given
        OracleLine line = line("/.rest/delivery/x/v1?orderBy=n", 200, envelope(3, A, B, C));

        // then
        assertThat(compare(line, 200, envelope(3, A, C, B))).isEmpty();
        assertThat(compare(line, 200, envelope(3, B, A, C))).isPresent();
    }

    @Test
    void aPageOfAnUnsortedQueryMayShowAnyNodeButEachOnceAndAsRecordedElsewhere() {
        // given
        OracleLine page = line("/.rest/delivery/x/v1?limit=1", 200, envelope(3, A));
        OracleLine all = line("/.rest/delivery/x/v1", 200, envelope(3, A, B, C));

        // then
        assertThat(compare(page, 200, envelope(3, B), all)).isEmpty();
        assertThat(compare(page, 200, envelope(3, B.replace('2', '7').replace("/7", "/b")), all))
                .isPresent();
        assertThat(compare(page, 200, envelope(3, B, C), all)).contains("number of results");
    }

    @Test
    void aRecordedServerErrorMayBeAnyErrorWithABody() {
        // given
        OracleLine line = line("/.rest/delivery/x/v1?limit=-1", 500, "{'error':{'code':'unknown','message':'x'}}");

        // then
        assertThat(compare(line, 400, "{'error':{'code':'badRequest','message':'y'}}"))
                .isEmpty();
        assertThat(compare(line, 400, "{}")).isPresent();
        assertThat(compare(line, 200, "{'error':{'code':'badRequest','message':'y'}}"))
                .isPresent();
    }

    @Test
    void aRecordedClientErrorIsItsStatus() {
        // given
        OracleLine line = line("/.rest/delivery/x/v1/y", 404, "{'error':{'code':'pathNotFound','message':'/y'}}");

        // then
        assertThat(compare(line, 404, "other words")).isEmpty();
        assertThat(compare(line, 400, "{'error':{'code':'pathNotFound','message':'/y'}}"))
                .isPresent();
    }

    private static Optional<String> compare(OracleLine line, int status, String body, OracleLine... others) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        OracleNodes nodes = new OracleNodes(others.length == 0 ? List.of(line) : List.of(others));
        return new OracleComparison(nodes).difference(line, new Answer(status, Map.of(), bytes));
    }

    private static OracleLine line(String url, int status, String body) {
        JsonNode json = Json.parse(body.replace('\'', '"'));
        return new OracleLine("T-1", "test", "GET", url, Map.of(), Optional.empty(), Optional.empty(), status, json);
    }

    private static String envelope(int total, String... results) {
        return "{'total':" + total + ",'offset':0,'limit':10,'results':[" + String.join(",", results) + "]}";
    }
}
