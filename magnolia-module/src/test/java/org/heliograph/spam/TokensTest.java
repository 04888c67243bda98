package org.heliograph.spam;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heliograph.spam.Judgement.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokensTest {

    private final Desk desk = new Desk();

    @Test
    void withoutScriptAMessageIsHeldAndNotRefused() {
        Challenge challenge = desk.shield.challenge(Locale.CHINESE);
        desk.pass(Duration.ofSeconds(30));

        Judgement judgement = desk.shield.judge(
                desk.attempt("192.0.2.1", Desk.ENQUIRY, Optional.of(challenge.token()), Optional.empty()));

        assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
        assertThat(Desk.keys(judgement)).containsExactly("work.no-script");
        assertThat(challenge.note()).containsPattern("\\p{IsHan}");
    }

    @Test
    void withoutProofOfWorkNoScriptIsNeeded() {
        Desk open = new Desk(Map.of("messages.spam.proof-of-work", "false"));
        Challenge challenge = open.shield.challenge(Locale.ENGLISH);
        open.pass(Duration.ofSeconds(30));

        Judgement judgement = open.shield.judge(
                open.attempt("192.0.2.1", Desk.ENQUIRY, Optional.of(challenge.token()), Optional.empty()));

        assertThat(challenge.puzzles()).isZero();
        assertThat(judgement.decision()).isEqualTo(Decision.ACCEPT);
    }

    @Test
    void tokenCountsForOneMessageWhichMayBeSentAgain() {
        Challenge challenge = desk.shield.challenge(Locale.ENGLISH);
        desk.pass(Duration.ofSeconds(30));
        Optional<String> token = Optional.of(challenge.token());
        Optional<String> solution = Optional.of(Desk.solution(challenge));

        assertThat(Desk.keys(desk.shield.judge(desk.attempt("192.0.2.1", Desk.ENQUIRY, token, solution))))
                .isEmpty();
        assertThat(Desk.keys(desk.shield.judge(desk.attempt("192.0.2.1", Desk.ENQUIRY, token, solution))))
                .doesNotContain("token.used");
        assertThat(Desk.keys(desk.shield.judge(desk.attempt("192.0.2.1", "Something else", token, solution))))
                .contains("token.used");
    }

    @Test
    void everyChangeOfATokenIsSeen() {
        Challenge challenge = desk.shield.challenge(Locale.ENGLISH);
        Optional<String> solution = Optional.of(Desk.solution(challenge));
        desk.pass(Duration.ofSeconds(30));
        for (int at = 0; at < challenge.token().length(); at++) {
            char other = challenge.token().charAt(at) == 'A' ? 'B' : 'A';
            String forged = challenge.token().substring(0, at)
                    + other
                    + challenge.token().substring(at + 1);
            Judgement judgement =
                    desk.shield.judge(desk.attempt(desk.address(), "pls call me " + at, Optional.of(forged), solution));
            assertThat(Desk.keys(judgement)).contains("token.forged");
            assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "not base64 !", "\ud800", "\0", "AAAA", "............................"})
    void tokenThatIsNoneIsForged(String token) {
        assertThat(Desk.keys(desk.shield.judge(
                        desk.attempt("192.0.2.1", Desk.ENQUIRY, Optional.of(token), Optional.of("1")))))
                .contains("token.forged");
    }

    @Test
    void tokenOfAnotherKeyIsForged() {
        Challenge foreign = new Shield(
                        SpamSettings.defaults(),
                        "another key for tests".getBytes(StandardCharsets.UTF_8),
                        desk.repository,
                        desk.clock())
                .challenge(Locale.ENGLISH);

        assertThat(Desk.keys(desk.shield.judge(
                        desk.attempt("192.0.2.1", Desk.ENQUIRY, Optional.of(foreign.token()), Optional.of("1")))))
                .contains("token.forged");
    }

    @Test
    void tokenAgesOut() {
        Challenge challenge = desk.shield.challenge(Locale.ENGLISH);
        assertThat(challenge.expiresAt()).isEqualTo(desk.now.plus(Duration.ofHours(24)));
        desk.pass(Duration.ofHours(24).plusMillis(1));

        assertThat(Desk.keys(desk.shield.judge(desk.attempt(
                        "192.0.2.1",
                        Desk.ENQUIRY,
                        Optional.of(challenge.token()),
                        Optional.of(Desk.solution(challenge))))))
                .containsExactly("token.expired");
    }

    @Test
    void usedTokenThatWasForgottenCountsAsTooOld() {
        Desk small = new Desk(
                Map.of("messages.spam.bits", "1", "messages.spam.max-bits", "1", "messages.spam.memory", "1000"));
        Challenge first = small.shield.challenge(Locale.ENGLISH);
        Optional<String> solution = Optional.of(Desk.solution(first));
        small.pass(Duration.ofSeconds(30));
        small.shield.judge(small.attempt(small.address(), Desk.ENQUIRY, Optional.of(first.token()), solution));
        for (int i = 0; i < 1001; i++) {
            small.shield.judge(small.attempt(small.address(), "message " + i));
        }

        assertThat(Desk.keys(small.shield.judge(
                        small.attempt(small.address(), "Once more", Optional.of(first.token()), solution))))
                .contains("token.expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1,2,3,4,5,6,7,8,9",
                "a,b,c,d,e,f,g,h",
                "-1,0,0,0,0,0,0,0",
                "99999999999,1,1,1,1,1,1,1",
                "٣,1,1,1,1,1,1,1"
            })
    void wrongSolutionIsSeen(String solution) {
        Desk hard = new Desk(Map.of("messages.spam.bits", "18"));
        Challenge challenge = hard.shield.challenge(Locale.ENGLISH);
        hard.pass(Duration.ofSeconds(30));

        assertThat(Desk.keys(hard.shield.judge(hard.attempt(
                        "192.0.2.1", Desk.ENQUIRY, Optional.of(challenge.token()), Optional.of(solution)))))
                .containsExactly("work.wrong");
    }

    @Test
    void nobodyWritesInLessThanASecond() {
        Challenge challenge = desk.shield.challenge(Locale.ENGLISH);
        desk.pass(Duration.ofMillis(900));

        Judgement judgement = desk.shield.judge(desk.attempt(
                "192.0.2.1", Desk.ENQUIRY, Optional.of(challenge.token()), Optional.of(Desk.solution(challenge))));

        assertThat(Desk.keys(judgement)).containsExactly("time.fast");
        assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void workGrowsWithTheLoadAndShrinksAgain() {
        Desk busy = new Desk(Map.of(
                "messages.spam.bits", "5", "messages.spam.max-bits", "8", "messages.spam.all-per-hour", "100000"));
        assertThat(busy.shield.challenge(Locale.ENGLISH).bits()).isEqualTo(5);
        for (int i = 0; i < 70; i++) {
            busy.shield.judge(busy.attempt(busy.address(), "m" + i, Optional.empty(), Optional.empty()));
        }
        assertThat(busy.shield.challenge(Locale.ENGLISH).bits()).isEqualTo(6);
        for (int i = 0; i < 2000; i++) {
            busy.shield.judge(busy.attempt(busy.address(), "n" + i, Optional.empty(), Optional.empty()));
        }
        assertThat(busy.shield.challenge(Locale.ENGLISH).bits()).isEqualTo(8);
        busy.pass(Duration.ofMinutes(3));
        assertThat(busy.shield.challenge(Locale.ENGLISH).bits()).isBetween(6, 7);
        busy.pass(Duration.ofMinutes(10));
        assertThat(busy.shield.challenge(Locale.ENGLISH).bits()).isEqualTo(5);
    }

    @Test
    void refusalsOfOneAddressDoNotMakeTheWorkOfOthersHarder() {
        for (int i = 0; i < 5_000; i++) {
            desk.shield.judge(desk.attempt("192.0.2.1", "m" + i, Optional.empty(), Optional.empty()));
        }
        assertThat(desk.shield.challenge(Locale.ENGLISH).bits()).isEqualTo(2);
    }
}
