package org.heliograph.cms.index;

import java.util.List;
import java.util.stream.IntStream;
import org.heliograph.cms.index.Pinyin.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How titles may be typed in Latin letters. */
class PinyinTest {

    @ParameterizedTest
    @CsvSource({
        "碳达峰, tandafeng, WHOLE",
        "碳达峰, tdf, WHOLE",
        "碳达峰, tandf, WHOLE",
        "碳达峰, tanda, BEGINNING",
        "碳达峰, tandafe, BEGINNING",
        "碳达峰, dafeng, INSIDE",
        "碳达峰, df, INSIDE",
        "碳达峰, andafeng, NONE",
        "碳达峰, tandafengs, NONE",
        "西安, xian, WHOLE",
        "方案, fangan, WHOLE",
        "银行, yinhang, WHOLE",
        "行动, xingdong, WHOLE",
        "重量, zhongliang, WHOLE",
        "重复, chongfu, WHOLE",
        "绿电, lvdian, WHOLE",
        "绿电, ludian, WHOLE",
        "2030年前, 2030nianqian, WHOLE",
        "2030年前, 2030nq, WHOLE",
        "2030年前, nianqian, WHOLE",
        "光伏（PV）系统, guangfupvxitong, WHOLE",
        "光伏（PV）系统, guangfuxitong, WHOLE",
        "光伏（PV）系统, gfxt, WHOLE"
    })
    void aTitleIsFoundByWhatIsTyped(String title, String typed, Match expected) {
        // given
        Pinyin line = Pinyin.of(FoldedText.of(title));

        // then
        PinyinTyped search = new PinyinTyped(typed);
        byte[] two = Pinyin.encode(List.of(Pinyin.of(FoldedText.of("乙")), line));
        assertThat(search.find(line)).isEqualTo(expected);
        assertThat(search.find(two, 0, two.length)).isEqualTo(expected);
        if (expected != Match.NONE) {
            assertThat(line.grams()).as("what leads to the title").containsAll(Pinyin.gramsOf(typed, Match.INSIDE));
        }
        if (expected.compareTo(Match.BEGINNING) >= 0) {
            assertThat(line.grams()).containsAll(Pinyin.gramsOf(typed, Match.BEGINNING));
        }
    }

    @Test
    void aLongTitleOfCharactersWithManyReadingsTakesNoTimeToSpeakOf() {
        // given a title with more than 10^100 combinations of readings
        String title = "行重".repeat(150);
        String typed = IntStream.range(0, 60).mapToObj(i -> "xingchong").reduce("", String::concat);

        // then
        assertThat(new PinyinTyped(typed).find(Pinyin.of(FoldedText.of(title)))).isEqualTo(Match.BEGINNING);
    }

    @Test
    void onlyLatinLettersAreTyped() {
        assertThat(Pinyin.typed(FoldedText.of("Tàn dá'fēng"))).contains("tandafeng");
        assertThat(Pinyin.typed(FoldedText.of("碳da"))).isEmpty();
        assertThat(Pinyin.typed(FoldedText.of("t"))).isEmpty();
        assertThat(Pinyin.typed(FoldedText.of("2030"))).isEmpty();
    }
}
