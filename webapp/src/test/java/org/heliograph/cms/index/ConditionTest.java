package org.heliograph.cms.index;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ConditionTest extends SearchedContent {

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    title=Solar Panel                    ! n1
                    title=solar panel                    !
                    title=储能系统                        ! n3
                    title=𠮷野家 👷                      ! n7
                    title=                               !
                    sku=LB-009                           ! n1
                    count=10                             ! n1
                    count=+10                            ! n1
                    count=010                            ! n1
                    count=10.0                           !
                    count=9223372036854775807            ! n3
                    count=-9223372036854775808           ! n4
                    count=9223372036854775808            !
                    price=19.9                           ! n1
                    price=0                              ! n2
                    price=0.0                            ! n2
                    price=-0.0                           ! n2
                    price=NaN                            !
                    exact=19.9                           ! n1
                    exact=19.90                          ! n1
                    exact=100                            ! n2
                    flag=true                            ! n1
                    flag=false                           ! n2
                    flag=TRUE                            !
                    tags=led                             ! n1 n2
                    tags=panel|none                      ! n1
                    count=10|-5                          ! n1 n2
                    date=2024-03-15                      ! n1
                    date=2024-03-15T02:20:30.456Z        ! n1
                    date=2024-03-15T10:20:30.456+08:00   ! n1
                    date=2024-03-15T02:20:30Z            !
                    date=2024-02-29                      ! n3
                    date=2024-02-30                      !
                    date=2024-13-01                      !
                    date=1066-10-14                      ! n4
                    kind=mgnl:content                    !
                    jcr:primaryType=mgnl:content         ! n1 n2 n3 n4 n5 n6 kid n7
                    nobody=knows                         !
                    """)
    void equals(String condition, String expected) {
        assertThat(matching(condition)).isEqualTo(words(expected));
    }

    @Test
    void aLongTextIsFoundByAllOfIt() {
        String title = node("/all/n5").property("title").orElseThrow().text();

        assertThat(matching("title=" + title)).containsExactly("n5");
        assertThat(matching("title=" + title + "x")).isEmpty();
        assertThat(matching("title[ne]=" + title)).containsExactly("n1", "n2", "n3", "n4", "n7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    count[ne]=10                         ! n2 n3 n4
                    tags[ne]=led                         ! n3
                    title[ne]=Solar Panel                ! n2 n3 n4 n5 n7
                    date[ne]=2024-03-15                  ! n2 n3 n4
                    count[ne]=10|-5                      ! n1 n2 n3 n4
                    count[lt]=10                         ! n2 n4
                    count[lte]=10                        ! n1 n2 n4
                    count[gt]=10                         ! n3
                    count[gte]=10                        ! n1 n3
                    count[lt]=-9223372036854775808       !
                    count[lte]=-9223372036854775808      ! n4
                    count[gt]=9223372036854775807        !
                    count[gte]=9223372036854775807       ! n3
                    count[lt]=9.5                        ! n2 n4
                    count[gt]=9.5                        ! n1 n3
                    count[gte]=10.0                      ! n1 n3
                    count[lt]=10.0                       ! n2 n4
                    count[gt]=1.0e300                    !
                    count[gte]=1.0e300                   !
                    count[lt]=-1.0e300                   !
                    count[lte]=-1.0e300                  !
                    count[lt]=1.0e300                    ! n1 n2 n3 n4
                    count[lt]=-9223372036854775808.0     !
                    count[lte]=-9223372036854775808.0    ! n4
                    count[gte]=-9223372036854775808.0    ! n1 n2 n3 n4
                    count[gt]=9223372036854775807.0      !
                    price[gt]=0                          ! n1 n4
                    price[lt]=0                          !
                    price[lte]=0                         ! n2
                    price[lt]=20                         ! n1 n2
                    price[lt]=19.9                       ! n2
                    price[gte]=19.9                      ! n1 n4
                    price[gte]=1.0e999                   ! n4
                    exact[gt]=19.9                       ! n2
                    date[gt]=2024-03-15                  ! n2
                    date[gte]=2024-03-15                 ! n1 n2
                    date[lt]=2024-03-15                  ! n3 n4
                    date[lte]=2024-03-15                 ! n1 n3 n4
                    date[lt]=2024-03-15T02:20:30.456Z    ! n3 n4
                    date[lte]=2024-03-15T02:20:30.456Z   ! n1 n3 n4
                    title[lt]=T                          ! n1 n4
                    title[gte]=x                         ! n3 n5 n7
                    title[gt]=储能系统                    ! n7
                    title[gte]=储能系统                   ! n3 n7
                    flag[lt]=true                        ! n2
                    """)
    void compares(String condition, String expected) {
        assertThat(matching(condition)).isEqualTo(words(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    count[in]=-5~10                      ! n1 n2
                    count[in]=~-5                        ! n2 n4
                    count[in]=10~-5                      !
                    count[in]=10                         ! n1 n2 n3 n4 n5 n6 kid n7
                    count[in]=10|-5                      ! n1 n2 n3 n4 n5 n6 kid n7
                    count[not-in]=-5~10                  ! n3 n4
                    count[not-in]=10                     ! n1 n2 n3 n4 n5 n6 kid n7
                    date[in]=2024-02-29~2024-03-15       ! n1 n3
                    date[not-in]=2024-02-29~2024-03-15   ! n2 n4
                    title[in]=S~T                        ! n1
                    price[in]=0~19.9                     ! n1 n2
                    count[null]=true                     ! n5 n6 kid n7
                    count[NULL]=TRUE                     ! n5 n6 kid n7
                    count[null]=false                    ! n1 n2 n3 n4
                    count[null]=                         ! n1 n2 n3 n4
                    count[null]=whatever                 ! n1 n2 n3 n4
                    tags[null]=false                     ! n1 n2 n3
                    @name[null]=true                     ! n1 n2 n3 n4 n5 n6 kid n7
                    """)
    void knowsRangesAndMissingValues(String condition, String expected) {
        assertThat(matching(condition)).isEqualTo(words(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\0', textBlock = """
                    title[like]=%olar%                   ! n1 n2
                    title[like]=solar%                   ! n2
                    title[like]=_olar%                   ! n1 n2
                    title[like]=Solar Panel              ! n1
                    title[like]=Solar                    !
                    title[like]=储能%                     ! n3
                    title[like]=%储能%                    ! n3 n5
                    title[like]=%                        ! n1 n2 n3 n4 n5 n7
                    title[like]=                         !
                    title[like]=100\\%%                  ! n4
                    title[like]=100\\_%                  !
                    title[like]=%\\_pure\\_%             ! n4
                    title[like]=%\\_p_re\\_%             ! n4
                    title[like]=%a\\\\b%                 ! n4
                    title[like]=%*?                      ! n4
                    title[like]=%?*                      !
                    title[like]=S*                       !
                    title[like]=%储能END                  ! n5
                    title[like]=x%                       ! n5
                    title[like]=X%                       !
                    title[ilike]=X%end                   ! n5
                    title[ilike]=SOLAR%                  ! n1 n2
                    title[ilike]=%ROOF|%PANEL            ! n1 n2
                    title[like]=_野家%                    ! n7
                    title[like]=__野家%                   !
                    title[like]=%👷                      ! n7
                    flag[like]=tr%                       ! n1
                    tags[like]=l%|p%                     ! n1 n2
                    count[like]=1%                       ! n1 n3
                    count[like]=0%                       ! n2 n4
                    count[like]=1000000000000a%          ! n1
                    count[like]=2%                       !
                    count[ilike]=1000000000000A%         ! n1
                    count[like]=%a                       !
                    """)
    void matchesPatterns(String condition, String expected) {
        assertThat(matching(condition)).isEqualTo(words(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    @name=n1                             ! n1
                    @name=N1                             ! n1
                    @name=n_                             ! n1 n2 n3 n4 n5 n6 n7
                    @name=n%                             !
                    @name=n1|n2                          !
                    @name[like]=n%                       ! n1 n2 n3 n4 n5 n6 n7
                    @name[like]=N%                       !
                    @name[ilike]=N%                      ! n1 n2 n3 n4 n5 n6 n7
                    @name[ne]=n1                         ! n2 n3 n4 n5 n6 kid n7
                    @name[gt]=n1                         ! n1
                    @name[in]=a~z                        !
                    @ancestor=/all                       ! n1 n2 n3 n4 n5 n6 kid n7
                    @ancestor=/all/                      ! n1 n2 n3 n4 n5 n6 kid n7
                    @ancestor=/all/n6                    ! kid
                    @ancestor=/all/n6|/all/n7            ! kid
                    @ancestor=/al                        !
                    @ancestor=/                          ! n1 n2 n3 n4 n5 n6 kid n7
                    @ancestor=/elsewhere                 !
                    @path=/all/n1                        ! n1
                    @path=/all/n1|/all/n6/kid            ! n1 kid
                    @path=/elsewhere                     !
                    """)
    void knowsNamesAndPlaces(String condition, String expected) {
        assertThat(matching(condition)).isEqualTo(words(expected));
    }

    @Test
    void knowsIdentifiers() {
        String one = node("/all/n1").id();
        String two = node("/all/n2").id();

        assertThat(matching("@jcr:uuid=" + one)).containsExactly("n1");
        assertThat(matching("jcr:uuid=" + one + "|" + two)).containsExactly("n1", "n2");
        assertThat(matching("@jcr:uuid[like]=" + one.substring(0, 12) + "%")).containsExactly("n1");
        assertThat(matching("@jcr:uuid[ne]=" + one)).doesNotContain("n1").hasSize(7);
    }

    @Test
    void allConditionsHoldTogether() {
        assertThat(matching("tags=led", "tags=panel")).containsExactly("n1");
        assertThat(matching("title[ilike]=solar%", "count[lt]=0")).containsExactly("n2");
        assertThat(matching("count=10", "count=-5")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count[in]=10~",
                "count[in]=1~2~3",
                "count[not-in]=~",
                "@ancestor=all",
                "@ancestor=",
                "count[between]=1",
                "count[=1",
                "count]=1",
                "count[]=1",
                "count[eq][ne]=1",
                "=1",
                " =1",
                "[eq]=1",
                "spec/voltage=1"
            })
    void refusesWhatIsNoCondition(String condition) {
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> matching(condition))
                .withMessageMatching("\\S.*");
    }

    @Test
    void thousandsOfAlternativesAreAnsweredOrRefused() {
        String alternatives = IntStream.range(0, 5000).mapToObj(String::valueOf).collect(Collectors.joining("|"));

        for (String operator : List.of("", "[ne]", "[like]", "[ilike]")) {
            assertThatExceptionOfType(InvalidQueryException.class)
                    .as(operator)
                    .isThrownBy(() -> matching("count" + operator + "=" + alternatives));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%_", "%a", "%储_能", "_%_", "%x%_%", "\\%%"})
    void noPatternTakesForever(String part) {
        for (String property : List.of("title", "@name", "@jcr:uuid")) {
            for (String operator : List.of("like", "ilike")) {
                assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> tolerant(property + "[" + operator + "]=" + part.repeat(2000)));
            }
        }
    }

    private static void tolerant(String condition) {
        try {
            matching(condition);
        } catch (InvalidQueryException e) {
            assertThat(e).hasMessageContaining("pattern");
        }
    }
}
