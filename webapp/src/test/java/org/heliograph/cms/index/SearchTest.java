package org.heliograph.cms.index;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class SearchTest extends SearchedContent {

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\0', textBlock = """
                    solar                ! n1 n2
                    SOLAR                ! n1 n2
                    solar roof           ! n2
                    roof solar           ! n2
                    "solar roof"         ! n2
                    "roof solar"         !
                    solar -roof          ! n1
                    solar -"solar roof"  ! n1
                    -roof                ! n1 n3 n4 n5 n6 kid n7
                    sol*                 ! n1 n2
                    *anel                ! n1
                    s?lar                ! n1 n2
                    solr~                ! n1 n2
                    LB-009               ! n1
                    led                  ! n1 n2
                    储                   ! n3 n5
                    储能                 ! n3 n5
                    能系                 ! n3
                    能储                 !
                    "储能系统"           ! n3
                    能系                 ! n3
                    储能系统             ! n3
                    系储                 !
                    储能统               !
                    "储能 end"           ! n5
                    "储 能系 统"         ! n3
                    储能 -系统           ! n5
                    -储能                ! n1 n2 n4 n6 kid n7
                    储*                  ! n3 n5
                    solar OR 储能        !
                    "                    !
                    (                    !
                    \\                   !
                    ""                   !
                    """)
    void findsWordsPhrasesAndPatterns(String text, String expected) {
        assertThat(names(hits(search(List.of(), text, "", 0, 100)))).isEqualTo(words(expected));
    }

    @Test
    void ignoresAnEmptyFullText() {
        assertThat(names(hits(search(List.of(), "   ", "", 0, 100)))).isEqualTo(words(ALL));
    }

    @Test
    void refusesALoneApostrophe() {
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> hits(search(List.of(), "'", "", 0, 100)));
    }

    @Test
    void fullTextAndFiltersHoldTogether() {
        assertThat(names(hits(search(List.of(filter("count[gt]=0")), "solar", "", 0, 100))))
                .containsExactly("n1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    ''                     ! n1 n2 n3 n4 n5 n6 kid n7
                    title                  ! n6 kid n4 n1 n2 n5 n3 n7
                    title desc             ! n7 n3 n5 n2 n1 n4 n6 kid
                    title DESC             ! n7 n3 n5 n2 n1 n4 n6 kid
                    count                  ! n5 n6 kid n7 n4 n2 n1 n3
                    count desc             ! n3 n1 n2 n4 n5 n6 kid n7
                    price                  ! n5 n6 kid n7 n2 n1 n4 n3
                    exact                  ! n3 n4 n5 n6 kid n7 n1 n2
                    date                   ! n5 n6 kid n7 n4 n3 n1 n2
                    flag                   ! n3 n4 n5 n6 kid n7 n2 n1
                    mix                    ! n6 kid n7 n3 n4 n1 n5 n2
                    mix desc               ! n2 n5 n1 n4 n3 n6 kid n7
                    '@name desc'           ! n7 n6 n5 n4 n3 n2 n1 kid
                    @path                  ! n1 n2 n3 n4 n5 n6 kid n7
                    nobody                 ! n1 n2 n3 n4 n5 n6 kid n7
                    'flag desc,count desc' ! n1 n2 n3 n4 n5 n6 kid n7
                    """)
    void sortsByValueWithTheMissingFirst(String orderBy, String expected) {
        assertThat(names(hits(search(List.of(), "", orderBy, 0, 100)))).isEqualTo(words(expected));
    }

    @Test
    void sortsByIdentifier() {
        List<String> sorted = hits(search(List.of(), "", "@jcr:uuid", 0, 100)).ids();

        assertThat(sorted).hasSize(8).isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"title sideways", "title asc desc", "'title'", "[title]", "\"title\" asc"})
    void refusesWhatIsNoOrder(String orderBy) {
        assertThatExceptionOfType(InvalidQueryException.class).isThrownBy(() -> search(List.of(), "", orderBy, 0, 100));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, n1 n2 n3",
        "3, 3, n4 n5 n6",
        "6, 3, kid n7",
        "8, 3, ''",
        "0, 0, ''",
        "7, 2147483647, n7",
        "999999, 10, ''",
        "1000000, 10, ''",
        "9223372036854775807, 2147483647, ''",
    })
    void givesAPageAndTheTotal(long offset, int limit, String expected) {
        Hits hits = hits(search(List.of(), "", "", offset, limit));

        assertThat(names(hits)).isEqualTo(words(expected));
        assertThat(hits.total()).isEqualTo(8);
    }

    @Test
    void pagesOfASortedListNeitherOverlapNorLeaveOut() {
        List<String> paged = IntStream.range(0, 8)
                .mapToObj(offset -> names(hits(search(List.of(), "", "count desc", offset, 1))))
                .flatMap(List::stream)
                .toList();

        assertThat(paged).isEqualTo(words("n3 n1 n2 n4 n5 n6 kid n7"));
    }

    @Test
    void anyTextIsAnsweredOrRefused() {
        Random random = new Random(20_200_922);
        for (int i = 0; i < 3000; i++) {
            String text = hostile(random);
            assertAnsweredOrRefused(text, search(List.of(), text, "", 0, 10));
        }
    }

    @Test
    void anyFilterIsAnsweredOrRefused() {
        Random random = new Random(2060);
        List<String> properties = List.of("title", "count", "date", "@name", "@ancestor", "@path", "@jcr:uuid");
        Filter.Operator[] operators = Filter.Operator.values();
        for (int i = 0; i < 3000; i++) {
            Filter filter = new Filter(
                    properties.get(random.nextInt(properties.size())),
                    operators[random.nextInt(operators.length)],
                    hostile(random));
            assertAnsweredOrRefused(filter.toString(), search(List.of(filter), "", "", 0, 10));
        }
    }

    @Test
    void anyParameterNameIsAnsweredOrRefused() {
        Random random = new Random(11);
        for (int i = 0; i < 1000; i++) {
            String name = "a[" + hostile(random) + "]";
            try {
                hits(search(List.of(Filter.parse(name, "1"), Filter.parse(hostile(random), "1")), "", "", 0, 10));
            } catch (InvalidQueryException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static void assertAnsweredOrRefused(String what, Search search) {
        try {
            assertThat(hits(search).total()).as(what).isBetween(0L, 8L);
        } catch (InvalidQueryException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
        }
    }

    private static String hostile(Random random) {
        int[] alphabet = "*?\"\\()[]{}~-|%_'+&!^:/<>=# \t\u0000aAbz019.储能𠮷👷"
                .codePoints()
                .toArray();
        return IntStream.range(0, random.nextInt(25))
                .map(i -> alphabet[random.nextInt(alphabet.length)])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "-a", "a*", "a~", "储", "\"a b\""})
    void thousandsOfWordsAreAnsweredOrRefused(String form) {
        String text = IntStream.range(0, 5000)
                .mapToObj(i -> form.replace("a", "a" + i))
                .collect(Collectors.joining(" "));

        assertAnsweredOrRefused(form, search(List.of(), text, "", 0, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*?", "*a", "?*?", "*储?能", "a*b*"})
    void noPatternTakesForever(String part) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertAnsweredOrRefused(part, search(List.of(), part.repeat(4000), "", 0, 10)));
    }

    @Test
    void oneVeryLongWordIsAnswered() {
        for (String word :
                List.of("a".repeat(16_000), "储".repeat(5_000), "a".repeat(16_000) + "~", "-".repeat(16_000))) {
            assertAnsweredOrRefused(word.substring(0, 3), search(List.of(), word, "", 0, 10));
        }
    }
}
