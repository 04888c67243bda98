package org.heliograph.spam;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.heliograph.spam.Judgement.Decision;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FloodTest {

    private final Desk desk = new Desk();

    /** Every sender passes for a person: another address and network, solved work, no phrase of any list. */
    @Test
    void floodOfVariedTextFromAThousandAddressesStaysHeld() {
        Random random = new Random(7);
        List<String> starts = List.of("Dear team,", "Hello,", "Good day,", "Greetings,");
        List<String> ends = List.of("Regards", "Thanks", "Best", "Yours");
        int held = 0;
        for (int i = 0; i < 1000; i++) {
            String text = starts.get(random.nextInt(4))
                    + " our river stones are polished by hand in the old workshop of uncle "
                    + "Bartholomew and make any garden path a place of calm for "
                    + Integer.toString(random.nextInt(1 << 20), 36)
                    + ", so write to us today about colour number " + random.nextInt(10_000) + ". "
                    + ends.get(random.nextInt(4)) + " " + Integer.toString(random.nextInt(1 << 20), 36);
            held += desk.shield.judge(desk.attempt(desk.address(), text)).decision() == Decision.HOLD ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(995);
    }

    @Test
    void chineseFloodOfVariedTextStaysHeld() {
        Random random = new Random(8);
        String names = "赵钱孙李周吴郑王冯陈";
        int held = 0;
        for (int i = 0; i < 1000; i++) {
            String text = "我是老" + names.charAt(random.nextInt(10)) + "，村口那家面馆今天重新开张，牛肉面加蛋只要" + random.nextInt(100)
                    + "元，带上家人来尝一尝，" + names.charAt(random.nextInt(10)) + "师傅亲自掌勺，不见不散。";
            held += desk.shield.judge(desk.attempt(desk.address(), text)).decision() == Decision.HOLD ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(995);
    }

    /** Words are drawn at random, so no two messages are alike; only their shape and number tell. */
    @Test
    void burstOfOneShapeFromNewAddressesIsHeld() {
        Random random = new Random(9);
        String syllables = "balecodifugahekilomunapesitovuwaxyze";
        int held = 0;
        for (int i = 0; i < 1000; i++) {
            StringBuilder text = new StringBuilder();
            for (int syllable = 0; syllable < 60; syllable++) {
                int at = 2 * random.nextInt(syllables.length() / 2);
                text.append(syllables, at, at + 2).append(syllable % 3 == 2 ? " " : "");
            }
            Attempt attempt = desk.attempt(desk.address(), text.toString());
            desk.now = desk.now.minusSeconds(29);
            held += desk.shield.judge(attempt).decision() == Decision.HOLD ? 1 : 0;
        }
        assertThat(held).isGreaterThan(950);
    }

    @Test
    void fewShortQuestionsOfManyPeopleAreNoFlood() {
        for (int i = 0; i < 10; i++) {
            desk.pass(Duration.ofMinutes(20));
            assertThat(desk.shield.judge(desk.attempt(desk.address(), "多少钱?")).decision())
                    .isEqualTo(Decision.ACCEPT);
        }
    }
}
