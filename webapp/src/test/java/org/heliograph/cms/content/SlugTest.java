package org.heliograph.cms.content;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SlugTest {

    @ParameterizedTest
    @CsvSource({
        "重庆, chong-qing",
        "长度, chang-du",
        "重量, zhong-liang",
        "增长率, zeng-zhang-lv",
        "银行行长, yin-hang-hang-zhang",
        "会计行业, kuai-ji-hang-ye",
        "调峰调度, tiao-feng-diao-du",
        "绿色电力证书, lv-se-dian-li-zheng-shu",
        "石板瓦屋面挂钩系统, shi-ban-wa-wu-mian-gua-gou-xi-tong",
        "读懂中文电力数字, du-dong-zhong-wen-dian-li-shu-zi",
        "地面光伏的重要性, di-mian-guang-fu-de-zhong-yao-xing",
        "分布式光伏发电开发建设管理办法, fen-bu-shi-guang-fu-fa-dian-kai-fa-jian-she-guan-li-ban-fa",
        "2030年前碳达峰行动方案, 2030-nian-qian-tan-da-feng-xing-dong-fang-an",
        "儲能系統, chu-neng-xi-tong",
        "Slate Roof Hook System, slate-roof-hook-system",
        "Crème brûlée & Straße Łódź, creme-brulee-and-strasse-lodz",
        "Owner's manual, owners-manual",
        "ＡＢＣ　１２３, abc-123",
        "M8×20 螺栓, m8-20-luo-shuan"
    })
    void aTitleBecomesWhatCanBeTyped(String title, String slug) {
        assertThat(Slug.of(title)).isEqualTo(slug);
    }

    @Test
    void longTitlesEndWithAWholeSyllable() {
        assertThat(Slug.of("关于促进新时代新能源高质量发展的实施方案".repeat(5)))
                .hasSizeBetween(60, 80)
                .matches("[a-z]+(-[a-z]+)*");
        assertThat(Slug.of("x".repeat(300))).hasSize(80);
    }

    @Test
    void titlesWithoutAnyLetterHaveNone() {
        assertThat(Slug.of("…!?")).isEmpty();
        assertThat(Slug.of("")).isEmpty();
    }
}
