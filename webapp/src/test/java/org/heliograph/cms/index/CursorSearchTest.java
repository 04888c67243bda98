package org.heliograph.cms.index;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CursorSearchTest extends SearchedContent {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "title",
                "title desc",
                "count desc",
                "count,title desc",
                "flag desc,count",
                "@name",
                "@name desc",
                "jcr:uuid desc",
                "nobody"
            })
    void pagesOfAnySizeMakeUpTheListInItsOrder(String orderBy) {
        // given
        List<String> whole = page(orderBy, 100, Place.START).ids();

        for (int size = 1; size <= 9; size++) {
            // when
            List<String> paged = new ArrayList<>();
            Optional<Place> next = Optional.of(Place.START);
            while (next.isPresent()) {
                Hits page = page(orderBy, size, next.get());
                assertThat(page.total()).isEqualTo(8);
                paged.addAll(page.ids());
                next = page.next();
            }

            // then
            assertThat(paged).as("pages of %s", size).isEqualTo(whole).hasSize(8);
        }
    }

    @ParameterizedTest
    @CsvSource({"title", "title desc", "count desc", "@name"})
    void theOrderIsTheOneWithoutCursorButForEqualValues(String orderBy) {
        // given
        List<String> plain = names(hits(search(List.of(), "", orderBy + ",jcr:uuid", 0, 100)));

        // then
        assertThat(names(page(orderBy, 100, Place.START))).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatStaysComesOnceWhateverIsAddedAndRemovedBetweenPages(long seed) throws Exception {
        // given
        Random random = new Random(seed);
        String root = "moving" + seed;
        content.write(
                session -> session.getNode("/all").addNode(root, "mgnl:content").getPath());
        for (int i = 0; i < 40; i++) {
            add(root, "stays" + i, random.nextInt(8));
        }
        List<Filter> below = List.of(filter("@ancestor=/all/" + root), filter("@name[ne]=" + root));

        // when
        List<String> seen = new ArrayList<>();
        Optional<Place> next = Optional.of(Place.START);
        for (int page = 0; next.isPresent(); page++) {
            Hits hits = after(search(below, "", "rank desc", 0, 3), next.get());
            seen.addAll(names(hits));
            next = hits.next();
            String last = names(hits).get(hits.ids().size() - 1);
            String added = "added" + page;
            if (page < 20) {
                add(root, added, random.nextInt(8));
            }
            if (!last.startsWith("stays")) {
                content.write(session -> {
                    session.getNode("/all/" + root + "/" + last).remove();
                    return last;
                });
            }
        }

        // then
        Set<String> stays = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            stays.add("stays" + i);
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(stays);
        remove(root);
    }

    @Test
    void aCursorStillHoldsWhenItsNodeIsGone() throws Exception {
        // given
        content.write(session ->
                session.getNode("/all").addNode("leaving", "mgnl:content").getPath());
        for (String name : List.of("a", "b", "c", "d")) {
            add("leaving", name, name.charAt(0));
        }
        Search search = search(List.of(filter("@ancestor=/all/leaving")), "", "rank", 0, 2);
        Place place = after(search, Place.START).next().orElseThrow();

        // when
        content.write(session -> {
            session.getNode("/all/leaving/b").remove();
            session.getNode("/all/leaving/a").remove();
            return 2;
        });

        // then
        assertThat(names(after(search, place))).containsExactly("c", "d");
        remove("leaving");
    }

    private static void add(String parent, String name, int rank) throws Exception {
        content.write(session -> session.getNode("/all/" + parent)
                .addNode(name, "mgnl:content")
                .setProperty("rank", rank)
                .getPath());
    }

    private static void remove(String name) throws Exception {
        content.write(session -> {
            session.getNode("/all/" + name).remove();
            return name;
        });
    }

    private static Hits page(String orderBy, int size, Place after) {
        return after(search(List.of(), "", orderBy, 0, size), after);
    }

    private static Hits after(Search search, Place after) {
        try (Snapshot now = content.acquire()) {
            return now.searchAfter(search, after);
        }
    }
}
