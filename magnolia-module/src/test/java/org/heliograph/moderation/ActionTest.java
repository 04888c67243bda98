package org.heliograph.moderation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heliograph.message.Message;
import org.heliograph.message.Message.Verdict;
import org.heliograph.message.State;
import org.heliograph.moderation.Action.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ActionTest {

    private static final Turn TURN = new Turn("li", Sample.NOW, Optional.empty());

    /** Where each action leads from each state; a hyphen where it is refused. */
    @ParameterizedTest
    @CsvSource({
        // action,   new,      triaged,  assigned, replied,  closed,   spam
        "TRIAGE,     triaged,  -,        -,        -,        -,        -",
        "ASSIGN,     -,        assigned, assigned, replied,  -,        -",
        "NOTE,       new,      triaged,  assigned, replied,  closed,   spam",
        "LABEL,      new,      triaged,  assigned, replied,  closed,   spam",
        "DUE,        new,      triaged,  assigned, replied,  closed,   spam",
        "REPLY,      -,        -,        replied,  replied,  -,        -",
        "CLOSE,      -,        -,        -,        closed,   -,        -",
        "REOPEN,     -,        -,        -,        -,        triaged,  -",
        "SPAM,       spam,     spam,     spam,     spam,     -,        -",
        "NOT_SPAM,   -,        -,        -,        -,        -,        new",
        "HOLD,       new,      triaged,  assigned, replied,  closed,   spam",
    })
    void actionsLeadWhereTheTableSays(
            Action action, String fresh, String triaged, String assigned, String replied, String closed, String spam) {
        Map<State, String> table = Map.of(
                State.NEW, fresh,
                State.TRIAGED, triaged,
                State.ASSIGNED, assigned,
                State.REPLIED, replied,
                State.CLOSED, closed,
                State.SPAM, spam);
        table.forEach((state, expected) -> {
            Message before = Sample.message(state, false);
            assertThat(action.obstacle(before).isPresent())
                    .as("%s from %s is refused", action, state)
                    .isEqualTo(expected.equals("-"));
            if (!expected.equals("-")) {
                assertThat(action.apply(before, some(action), TURN).state().word())
                        .isEqualTo(expected);
            }
        });
    }

    @Test
    void everyStateMayBeErased() {
        for (State state : State.values()) {
            assertThat(Action.ERASE.obstacle(Sample.message(state, false)).isEmpty())
                    .isEqualTo(state != State.ERASED);
        }
    }

    @Test
    void aHeldMessageIsJudgedBeforeItIsTriaged() throws InvalidException {
        Message held = Sample.message(State.NEW, true);

        assertThat(Action.TRIAGE.obstacle(held)).contains("message-held");

        Message judged = Action.NOT_SPAM.apply(held, Given.of(Action.NOT_SPAM, Map.of()), TURN);
        assertThat(judged.spam().held()).isFalse();
        assertThat(judged.spam().verdict()).isEqualTo(Verdict.NOT_SPAM);
        assertThat(judged.spam().verdictBy()).contains("li");
        assertThat(judged.state()).isEqualTo(State.NEW);
        assertThat(Action.TRIAGE.obstacle(judged)).isEmpty();
    }

    @Test
    void aReplyKeepsTheLanguageOfTheSender() {
        Message replied = Action.REPLY.apply(Sample.message(State.ASSIGNED, false), some(Action.REPLY), TURN);

        assertThat(replied.handling().replies()).singleElement().satisfies(reply -> {
            assertThat(reply.locale().getLanguage()).isEqualTo("zh");
            assertThat(reply.sent()).isFalse();
            assertThat(reply.author()).isEqualTo("li");
        });
    }

    @Test
    void labelsComeAndGo() throws InvalidException {
        Message before = Sample.message(State.NEW, false);
        Message labelled =
                Action.LABEL.apply(before, Given.of(Action.LABEL, Map.of("add", List.of("急", "屋顶", "急"))), TURN);
        assertThat(labelled.handling().labels()).containsExactly("急", "屋顶");

        Message fewer = Action.LABEL.apply(labelled, Given.of(Action.LABEL, Map.of("remove", List.of("急"))), TURN);
        assertThat(fewer.handling().labels()).containsExactly("屋顶");

        List<String> many = new ArrayList<>();
        for (int i = 0; i < Field.MOST_LABELS; i++) {
            many.add("l" + i);
        }
        Given tooMany = Given.of(Action.LABEL, Map.of("add", many));
        assertThatThrownBy(() -> Action.LABEL.apply(fewer, tooMany, TURN)).isInstanceOf(ImpossibleException.class);
    }

    @Test
    void notesAndRepliesAreBounded() {
        Message message = Sample.message(State.ASSIGNED, false);
        for (int i = 0; i < Action.MOST_NOTES; i++) {
            message = Action.NOTE.apply(message, some(Action.NOTE), TURN);
        }
        assertThat(Action.NOTE.obstacle(message)).contains("too-many-notes");
        for (int i = 0; i < Action.MOST_REPLIES; i++) {
            message = Action.REPLY.apply(message, some(Action.REPLY), TURN);
        }
        assertThat(Action.REPLY.obstacle(message)).contains("too-many-replies");
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void whatIsUnknownOrMissingIsNamed(Action action) {
        assertThatThrownBy(() -> Given.of(action, Map.of("assigne", "li")))
                .isInstanceOfSatisfying(InvalidException.class, refusal -> {
                    assertThat(refusal.faults()).contains(Fault.of("assigne", "unknown"));
                    List<String> missing = action.fields().stream()
                            .filter(Field::required)
                            .map(Field::name)
                            .toList();
                    assertThat(refusal.faults()).extracting(Fault::field).containsAll(missing);
                });
    }

    static Stream<Map<String, Object>> wrong() {
        return Stream.of(
                Map.of("text", ""),
                Map.of("text", " \u3000\n"),
                Map.of("text", 5),
                Map.of("text", List.of("a")),
                Map.of("text", "a\u0000b"),
                Map.of("text", "a\u202Eb"),
                Map.of("text", "\uD83D"),
                Map.of("text", "长".repeat(5_001)),
                Map.of("text", "e" + "\u0301".repeat(100_000)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void textsThatAreNoneAreRefused(Map<String, Object> values) {
        assertThatThrownBy(() -> Given.of(Action.NOTE, values)).isInstanceOf(InvalidException.class);
    }

    @Test
    void textsAreKeptInOneForm() throws InvalidException {
        assertThat(Given.of(Action.NOTE, Map.of("text", " Zu\u0308rich\r\nzwei "))
                        .text("text"))
                .isEqualTo("Z\u00fcrich\nzwei");
        // A family emoji is one character as people count.
        assertThat(Given.of(Action.LABEL, Map.of("add", List.of("👨‍👩‍👧".repeat(50))))
                        .words("add"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2027-03-01", "soon", "2027-03-01T09:00:00", "99999-03-01T09:00:00Z", "1900-03-01T09:00:00Z"})
    void timesHaveAZone(String time) {
        assertThatThrownBy(() -> Given.of(Action.DUE, Map.of("dueAt", time))).isInstanceOf(InvalidException.class);
    }

    private static Given some(Action action) {
        try {
            return Given.of(
                    action,
                    switch (action) {
                        case ASSIGN -> Map.of("assignee", "wang");
                        case NOTE, REPLY -> Map.of("text", "您好");
                        case HOLD -> Map.of("legalHold", true);
                        default -> Map.of();
                    });
        } catch (InvalidException e) {
            throw new IllegalStateException(e);
        }
    }
}
