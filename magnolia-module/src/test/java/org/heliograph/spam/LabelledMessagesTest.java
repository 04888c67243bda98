package org.heliograph.spam;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.spam.Corpus.Labelled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LabelledMessagesTest {

    /** Between two messages, so that each is judged for what it is and not for those before. */
    private static final Duration LONG = Duration.ofDays(30);

    private record Result(List<String> missed, List<String> wronged, int spam, int real) {

        double held() {
            return 100.0 * (spam - missed.size()) / spam;
        }

        double wrong() {
            return 100.0 * wronged.size() / real;
        }

        @Override
        public String toString() {
            return String.format("%.1f %% of %d spam held, %.1f %% of %d real held", held(), spam, wrong(), real);
        }
    }

    private static Result judge(Desk desk, List<Labelled> messages) {
        List<String> missed = new ArrayList<>();
        List<String> wronged = new ArrayList<>();
        for (Labelled message : messages) {
            desk.pass(LONG);
            Judgement judgement = desk.shield.judge(desk.attempt(message));
            boolean held = judgement.decision() == Judgement.Decision.HOLD;
            if (held != message.spam()) {
                (held ? wronged : missed).add(message.kind() + ": " + message.message() + "  " + judgement.reasons());
            }
        }
        int spam = (int) messages.stream().filter(Labelled::spam).count();
        return new Result(missed, wronged, spam, messages.size() - spam);
    }

    /** The same message sent with the signals of a person, so that only what it says tells. */
    private static Labelled human(Labelled m) {
        return new Labelled(
                m.id(),
                m.half(),
                m.spam(),
                m.kind(),
                m.language(),
                m.name(),
                m.company(),
                m.contacts(),
                m.message(),
                "",
                45,
                true);
    }

    private static void show(String what, Result result) {
        System.out.println("Spam shield, " + what + ": " + result);
        if (Boolean.getBoolean("corpus.show")) {
            result.missed().forEach(line -> System.out.println("  missed " + line));
            result.wronged().forEach(line -> System.out.println("  wronged " + line));
        }
    }

    private static List<Lesson> lessons(List<Labelled> messages) {
        return messages.stream().map(m -> new Lesson(m.message(), m.spam())).toList();
    }

    @Test
    void tunedHalfIsTold() throws Exception {
        Result result = judge(new Desk(), Corpus.read("train"));
        show("half for tuning", result);
        Result human = judge(new Desk(), humans("train"));
        show("half for tuning, by its text alone", human);
        assertThat(result.held()).isGreaterThanOrEqualTo(95);
        assertThat(result.wrong()).isLessThanOrEqualTo(1);
    }

    @Test
    void halfHeldAsideIsToldByTheListsAlone() throws Exception {
        Result result = judge(new Desk(), Corpus.read("held"));
        System.out.println("Spam shield, half held aside, nothing learned: " + result);
        Result human = judge(new Desk(), humans("held"));
        System.out.println("Spam shield, half held aside, nothing learned, by its text alone: " + human);
        assertThat(result.held()).isGreaterThanOrEqualTo(95);
        assertThat(result.wrong()).isLessThanOrEqualTo(1);
    }

    @Test
    void halfHeldAsideIsToldOnceTheOtherWasLearned() throws Exception {
        Desk desk = new Desk();
        desk.shield.learn(lessons(Corpus.read("train")), "moderator");
        Result result = judge(desk, Corpus.read("held"));
        System.out.println("Spam shield, half held aside, the other learned: " + result);
        Result human = judge(desk, humans("held"));
        System.out.println("Spam shield, half held aside, the other learned, by its text alone: " + human);
        assertThat(result.held()).isGreaterThanOrEqualTo(95);
        assertThat(result.wrong()).isLessThanOrEqualTo(1);
    }

    private static List<Labelled> humans(String half) throws Exception {
        return Corpus.read(half).stream().map(LabelledMessagesTest::human).toList();
    }
}
