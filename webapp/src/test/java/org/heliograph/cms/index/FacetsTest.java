package org.heliograph.cms.index;

import java.util.List;
import java.util.stream.LongStream;
import javax.jcr.Node;
import javax.jcr.Value;
import org.heliograph.cms.content.View;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FacetsTest extends SearchedContent {

    private static final String ROOT = "/all/counted";

    @BeforeAll
    static void addNodes() throws Exception {
        content.write(session -> {
            session.getNode("/all").addNode("counted", "mgnl:content");
            for (int i = 0; i < 12; i++) {
                Node node = session.getNode(ROOT).addNode("c" + i, "mgnl:content");
                node.setProperty("colour", i % 3 == 0 ? "红" : "Blue");
                node.setProperty("tags", new String[] {"all", "all", i % 2 == 0 ? "even" : "odd"});
                node.setProperty("size", i % 4);
                node.setProperty("weight", 0.5 + i % 2);
                node.setProperty("mixed", i % 2 == 0 ? "2" : "x");
                node.setProperty("wide", "w" + i);
            }
            session.getNode(ROOT + "/c1").setProperty("mixed", 2);
            return true;
        });
        // In a segment of its own, and one that was replaced.
        content.write(session -> session.getNode(ROOT + "/c0").setProperty("colour", "Green"));
    }

    @AfterAll
    static void removeNodes() throws Exception {
        content.write(session -> {
            session.getNode(ROOT).remove();
            return true;
        });
    }

    private static List<FacetValue> facet(String property, String... conditions) {
        List<Filter> filters =
                List.of(conditions).stream().map(SearchedContent::filter).toList();
        Search all = search(filters, "", "", 0, 1);
        Search below =
                new Search(View.WORKING, Indexed.WORKSPACE, all.types(), false, ROOT, filters, "", List.of(), 0, 1);
        try (Snapshot now = content.acquire()) {
            return now.facets(below, List.of(property)).get(property);
        }
    }

    @Test
    void textsAreCountedAsTheyAreStoredTheMostFrequentFirst() {
        assertThat(facet("colour"))
                .containsExactly(new FacetValue("Blue", 8), new FacetValue("红", 3), new FacetValue("Green", 1));
    }

    @Test
    void aNodeCountsOnceForEachOfItsValues() {
        assertThat(facet("tags"))
                .containsExactly(new FacetValue("all", 12), new FacetValue("even", 6), new FacetValue("odd", 6));
    }

    @Test
    void numbersStayNumbersAndEquallyFrequentOnesAscend() {
        assertThat(facet("size"))
                .containsExactly(
                        new FacetValue(0L, 3), new FacetValue(1L, 3), new FacetValue(2L, 3), new FacetValue(3L, 3));
        assertThat(facet("weight")).containsExactly(new FacetValue(0.5, 6), new FacetValue(1.5, 6));
        assertThat(facet("mixed"))
                .containsExactlyInAnyOrder(new FacetValue("2", 6), new FacetValue("x", 5), new FacetValue(2L, 1));
    }

    @Test
    void onlyWhatTheFiltersMatchIsCountedAndAllOfIt() {
        assertThat(facet("colour", "size=0")).containsExactly(new FacetValue("Blue", 2), new FacetValue("Green", 1));
        assertThat(facet("colour", "size=77")).isEmpty();
        assertThat(facet("nobody")).isEmpty();
    }

    @Test
    void aCountIsWhatAFilterFinds() {
        for (FacetValue each : facet("tags", "colour=Blue")) {
            Search search = search(
                    List.of(filter("colour=Blue"), filter("tags=" + each.value()), filter("@ancestor=" + ROOT)),
                    "",
                    "",
                    0,
                    0);
            assertThat(hits(search).total()).isEqualTo(each.count());
        }
    }

    @Test
    void onlySoManyValuesAreTold() throws Exception {
        content.write(session -> {
            for (int i = 0; i < 150; i++) {
                session.getNode(ROOT).addNode("m" + i, "mgnl:content").setProperty("many", i);
            }
            return true;
        });

        assertThat(facet("many")).hasSize(Facets.MAX_TOLD);
        content.write(session -> {
            for (int i = 0; i < 150; i++) {
                session.getNode(ROOT + "/m" + i).remove();
            }
            return true;
        });
    }

    @Test
    void aPropertyOfTooManyValuesIsRefused() throws Exception {
        content.write(session -> {
            long[] numbers = LongStream.rangeClosed(0, Facets.MAX_VALUES).toArray();
            Value[] values = new Value[numbers.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = session.getValueFactory().createValue("v" + numbers[i]);
            }
            return session.getNode(ROOT + "/c1").setProperty("absurd", values).isMultiple();
        });

        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> facet("absurd"))
                .withMessageContaining("too many");
    }
}
