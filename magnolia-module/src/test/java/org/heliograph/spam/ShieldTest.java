package org.heliograph.spam;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.spam.Judgement.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShieldTest {

    private final Desk desk = new Desk();

    @Test
    void enquiryIsAcceptedWithoutReasons() {
        Judgement judgement = desk.shield.judge(desk.attempt("192.0.2.1", Desk.ENQUIRY));

        assertThat(judgement).isEqualTo(new Judgement(Decision.ACCEPT, 0, List.of(), Optional.empty()));
    }

    @Test
    void pointsOfTheReasonsAreTheScoreAndEveryReasonHasItsText() throws Exception {
        Set<String> seen = new HashSet<>();
        for (String half : Corpus.HALVES) {
            for (Corpus.Labelled message : Corpus.read(half)) {
                Judgement judgement = desk.shield.judge(desk.attempt(message));
                assertThat(judgement.reasons().stream().mapToInt(Reason::points).sum())
                        .isEqualTo(judgement.score());
                assertThat(judgement.decision()).isEqualTo(judgement.score() >= 100 ? Decision.HOLD : Decision.ACCEPT);
                for (Reason reason : judgement.reasons()) {
                    seen.add(reason.key());
                    assertThat(reason.text(Locale.ENGLISH))
                            .isNotEqualTo(reason.key())
                            .doesNotContain("{");
                    assertThat(reason.text(Locale.CHINESE))
                            .containsPattern("\\p{IsHan}")
                            .doesNotContain("{");
                    assertThat(Reason.parse(reason.line())).contains(reason);
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(25);
    }

    @Test
    void bundlesHaveTheSameKeys() {
        assertThat(Reason.texts(Locale.CHINESE).keySet())
                .isEqualTo(Reason.texts(Locale.ENGLISH).keySet())
                .hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "|", "x|y", "12", "1234567|a", "5.5|a"})
    void lineThatIsNoReasonIsNone(String line) {
        assertThat(Reason.parse(line)).isEmpty();
    }

    @Test
    void honeypotAloneDoesNotHold() {
        Attempt plain = desk.attempt("192.0.2.1", Desk.ENQUIRY);
        Attempt filled = new Attempt(
                plain.receivedAt(),
                plain.address(),
                plain.language(),
                plain.name(),
                plain.company(),
                plain.contacts(),
                plain.message(),
                "Anna",
                plain.token(),
                plain.solution(),
                true);

        Judgement judgement = desk.shield.judge(filled);

        assertThat(Desk.keys(judgement)).containsExactly("honeypot");
        assertThat(judgement.decision()).isEqualTo(Decision.ACCEPT);
    }

    @Test
    void shortKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shield(SpamSettings.defaults(), new byte[15], desk.repository, desk.clock()))
                .withMessageContaining("16 bytes");
    }

    static List<List<String>> wrongSettings() {
        return List.of(
                List.of("messages.spam.hold-at", "many"),
                List.of("messages.spam.bits", "40"),
                List.of("messages.spam.bits", "-1"),
                List.of("messages.spam.proof-of-work", "yes"),
                List.of("messages.spam.address-per-hour", "0"),
                List.of("messages.spam.address-soft", "31"),
                List.of("messages.spam.memory", "99999999999999999999"),
                List.of("messages.spam.holdat", "5"));
    }

    @ParameterizedTest
    @MethodSource
    void wrongSettings(List<String> setting) {
        assertThatThrownBy(() -> SpamSettings.of(Map.of(setting.get(0), setting.get(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting.get(0));
    }

    @Test
    void logsTellNothingOfAMessage() {
        assertThat(desk.attempt("192.0.2.1", "canary").toString() + new Lesson("canary", true))
                .doesNotContain("canary")
                .doesNotContain("192.0.2.1");
    }
}
