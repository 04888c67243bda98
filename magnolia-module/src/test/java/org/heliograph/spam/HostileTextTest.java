package org.heliograph.spam;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.spam.Judgement.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostileTextTest {

    private final Desk desk = new Desk();

    static List<String> hostile() {
        return List.of(
                "a".repeat(10_000_000),
                "好".repeat(3_000_000),
                "a ".repeat(2_000_000),
                "a.".repeat(2_000_000),
                "a-".repeat(2_000_000),
                "http://".repeat(1_000_000),
                "[url=".repeat(1_000_000),
                "<a ".repeat(1_000_000),
                "\ud800".repeat(100_000),
                "\udc00\ud800".repeat(100_000),
                "\u202e\u200b\u2066".repeat(100_000),
                "e\u0301\u0302\u0303".repeat(100_000),
                "\ufdfa".repeat(500_000),
                "微信 ".repeat(500_000),
                "loan ".repeat(500_000),
                "\0\1\2\u0007",
                "",
                " ",
                "{0} %s ${7*7} '");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextIsJudgedByAPartOfIt(String text) {
        Attempt attempt = new Attempt(
                desk.now,
                "192.0.2.1",
                Locale.ROOT,
                text,
                text,
                List.of(text),
                text,
                text,
                Optional.of(text),
                Optional.of(text),
                true);

        Judgement judgement = desk.shield.judge(attempt);

        assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
        assertThat(judgement.reasons().stream().mapToInt(Reason::points).sum()).isEqualTo(judgement.score());
        // NFKC makes at most 18 characters of one.
        assertThat(Folded.of(text).text().length()).isLessThanOrEqualTo(18 * 20_001);
    }

    static List<List<String>> disguised() {
        return List.of(
                List.of("c a s i n o tonight", "casino"),
                List.of("саsinо tonight", "casino"),
                List.of("ｃａｓｉｎｏ tonight", "casino"),
                List.of("ca\u200bsi\u200bno", "casino"),
                List.of("cásíñö", "casino"),
                List.of("代 開 發 票", "代开发票"),
                List.of("代*开*发*票", "代开发票"));
    }

    @ParameterizedTest
    @MethodSource("disguised")
    void disguisesAreTakenOff(List<String> pair) {
        assertThat(Folded.of(pair.get(0)).text()).contains(pair.get(1));
    }

    @Test
    void ordinaryWritingIsNoDisguise() {
        for (String text : List.of(
                "6 µm, 4.7 kΩ, α-Si",
                "x.y.z",
                "Добрый день",
                "👨‍👩‍👧 family",
                "I - a new user - need a kit",
                "José García")) {
            Folded folded = Folded.of(text);
            assertThat(folded.invisible() + folded.bidi() + folded.mixed() + folded.spelled())
                    .as(text)
                    .isZero();
        }
    }
}
