package org.heliograph.spam;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.jcr.RepositoryException;
import org.heliograph.spam.Judgement.Decision;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LearningTest {

    private static final List<String> GOODS =
            List.of("wool carpets", "copper kettles", "reed baskets", "clay whistles", "amber beads", "oak barrels");
    private static final List<String> PLACES =
            List.of("the coast", "our valley", "the old town", "the north", "two islands");

    private final Desk desk =
            new Desk(Map.of("messages.spam.bits", "1", "messages.spam.max-bits", "1", "messages.spam.revisions", "5"));

    /** Spam of a kind that no list knows. */
    private static String parcel(int number) {
        return "Esteemed collector, a crate of " + GOODS.get(number % 6) + " from " + PLACES.get(number % 5)
                + " awaits you. The astrologer of our house has seen your star and the crate is yours for a token of gratitude.";
    }

    private static List<Lesson> parcels(int from, int to) {
        List<Lesson> lessons = new ArrayList<>();
        for (int number = from; number < to; number++) {
            lessons.add(new Lesson(parcel(number), true));
        }
        return lessons;
    }

    private Decision judge(Shield shield, String text) {
        desk.pass(java.time.Duration.ofDays(30));
        return shield.judge(desk.attempt(desk.address(), text)).decision();
    }

    @Test
    void newKindOfSpamIsLearnedAndOrdinaryMessagesAreNot() throws Exception {
        assertThat(judge(desk.shield, parcel(29))).isEqualTo(Decision.ACCEPT);
        for (int number = 0; number < 12; number++) {
            desk.shield.learn(parcels(number, number + 1), "moderator");
        }
        assertThat(judge(desk.shield, parcel(29))).isEqualTo(Decision.HOLD);
        for (Corpus.Labelled message : Corpus.read("train")) {
            if (!message.spam()) {
                assertThat(judge(desk.shield, message.message()))
                        .as(message.message())
                        .isEqualTo(Decision.ACCEPT);
            }
        }
    }

    @Test
    void rollingBackForgetsAndIsItselfARevision() throws Exception {
        long first = desk.shield.learn(parcels(0, 1), "moderator");
        long second = desk.shield.learn(parcels(1, 20), "moderator");
        assertThat(judge(desk.shield, parcel(29))).isEqualTo(Decision.HOLD);

        long third = desk.shield.rollBack(first, "admin").orElseThrow();

        assertThat(List.of(first, second, third)).containsExactly(1L, 2L, 3L);
        assertThat(judge(desk.shield, parcel(29))).isEqualTo(Decision.ACCEPT);
        Weights weights = desk.shield.weights();
        assertThat(weights.revision()).isEqualTo(3);
        assertThat(weights.revisions()).extracting(Weights.Revision::number).containsExactly(3L, 2L, 1L);
        assertThat(weights.revisions().get(0))
                .satisfies(revision -> assertThat(revision.basis()).isEqualTo(1))
                .satisfies(revision -> assertThat(revision.by()).isEqualTo("admin"))
                .satisfies(revision -> assertThat(revision.spam()).isEqualTo(1));
        assertThat(weights.strongest()).isNotEmpty().hasSizeLessThanOrEqualTo(100);
        assertThat(desk.shield.rollBack(second, "admin")).contains(4L);
        assertThat(judge(desk.shield, parcel(29))).isEqualTo(Decision.HOLD);
        assertThat(desk.shield.rollBack(0, "admin")).contains(5L);
        assertThat(desk.shield.weights().strongest()).isEmpty();
        assertThat(desk.shield.rollBack(77, "admin")).isEmpty();
    }

    @Test
    void whatWasLearnedSurvivesARestart() throws Exception {
        desk.shield.learn(parcels(0, 20), "moderator");

        Shield again = desk.open(Map.of("messages.spam.bits", "1", "messages.spam.max-bits", "1"));

        assertThat(again.weights()).isEqualTo(desk.shield.weights());
        assertThat(desk.shield.weights().revisions()).hasSize(1);
    }

    @Test
    void oldestRevisionsAreForgotten() throws Exception {
        for (int number = 0; number < 8; number++) {
            desk.shield.learn(parcels(number, number + 1), "moderator");
        }
        assertThat(desk.shield.weights().revisions())
                .extracting(Weights.Revision::number)
                .containsExactly(8L, 7L, 6L, 5L, 4L);
        assertThat(desk.repository.nodes).hasSize(6);
        assertThat(desk.shield.rollBack(3, "admin")).isEmpty();
    }

    @Test
    void anotherKeyBeginsAnew() throws Exception {
        desk.shield.learn(parcels(0, 20), "moderator");

        Shield other = new Shield(
                SpamSettings.defaults(),
                "a different key of tests".getBytes(StandardCharsets.UTF_8),
                desk.repository,
                desk.clock());

        assertThat(other.weights().strongest()).isEmpty();
        assertThat(other.learn(parcels(0, 1), "moderator")).isEqualTo(2);
    }

    @Test
    void withoutRepositoryTheShieldGoesOn() throws Exception {
        desk.shield.learn(parcels(0, 20), "moderator");
        desk.repository.broken.set(true);

        assertThat(judge(desk.shield, parcel(29))).isEqualTo(Decision.HOLD);
        assertThatThrownBy(() -> desk.shield.learn(parcels(20, 21), "moderator"))
                .isInstanceOf(RepositoryException.class);
        assertThatThrownBy(() -> desk.shield.weights()).isInstanceOf(RepositoryException.class);
        desk.repository.broken.set(false);
        assertThat(desk.shield.weights().revision()).isEqualTo(1);
    }

    @Test
    void nothingPersonalIsLearned() {
        Features features = new Features(new Keyed(Desk.KEY, "features"));
        String personal = "anna.berg@example.org +4915123456789 a1b2c3 https://example.org/anna 京A12345 order-7781";
        assertThat(features.of(Folded.of(personal))).isEmpty();
        assertThat(features.of(Folded.of("写信给 anna@example.org 或 13912345678 谢谢")))
                .isEqualTo(features.of(Folded.of("写信给 ben@example.net 或 13600000000 谢谢")));
    }

    @Test
    void storedRevisionsHoldNoWord() throws Exception {
        desk.shield.learn(List.of(new Lesson("canary nightingale 金丝雀夜莺 canary@example.org", true)), "moderator");

        assertThat(desk.repository.nodes.toString()).doesNotContain("canary").doesNotContain("金丝雀");
        assertThat(desk.repository.bytes())
                .isNotEmpty()
                .allSatisfy(bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                        .doesNotContain("canary")
                        .doesNotContain("金丝雀"));
    }

    @Test
    void influenceOfALessonIsBounded() throws Exception {
        for (int round = 0; round < 30; round++) {
            desk.shield.learn(List.of(new Lesson("please send a quotation for the rails", true)), "moderator");
        }
        assertThat(desk.shield.weights().strongest())
                .allSatisfy(weight -> assertThat(Math.abs(weight.value())).isLessThanOrEqualTo(4_000));
        assertThat(judge(desk.shield, "Hello, could you please tell me how long delivery to Lyon takes?"))
                .isEqualTo(Decision.ACCEPT);
    }

    @Test
    void nothingToLearnIsNoRevision() throws Exception {
        assertThat(desk.shield.learn(List.of(), "moderator")).isZero();
        assertThat(desk.shield.weights().revisions()).isEmpty();
    }
}
