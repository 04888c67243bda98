package org.heliograph.moderation;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.heliograph.message.Message;
import org.heliograph.message.Message.Note;
import org.heliograph.message.Message.Reply;
import org.heliograph.message.Message.Retention;
import org.heliograph.message.Message.Verdict;
import org.heliograph.message.State;
import org.heliograph.moderation.Field.Kind;
import org.jspecify.annotations.Nullable;

/** What moderators do with a message. Each action tells when it is possible, and what the message is like after it. */
public enum Action {
    /** It is worth an answer. */
    TRIAGE("triage", State.TRIAGED) {
        @Override
        Optional<String> obstacle(Message message) {
            if (message.spam().held()) {
                return Optional.of("message-held");
            }
            // A closed one is reopened instead.
            return message.state() == State.NEW ? Optional.empty() : Optional.of("transition");
        }

        @Override
        Message apply(Message before, Given given, Turn turn) {
            return before.with(State.TRIAGED);
        }
    },
    /** Somebody is to answer it. */
    ASSIGN("assign", State.ASSIGNED, Field.required("assignee", Kind.WORD, 100)) {
        @Override
        Optional<String> obstacle(Message message) {
            boolean isAssigned = message.state() == State.ASSIGNED || message.state() == State.REPLIED;
            return isAssigned ? Optional.empty() : leadingTo(message, State.ASSIGNED);
        }

        @Override
        Message apply(Message before, Given given, Turn turn) {
            Message after = before.with(before.handling().withAssignee(Optional.of(given.text("assignee"))));
            return before.state() == State.TRIAGED ? after.with(State.ASSIGNED) : after;
        }
    },
    /** Something to remember, which the sender does not see. */
    NOTE("note", null, Field.required("text", Kind.TEXT, 5_000)) {
        @Override
        Optional<String> obstacle(Message message) {
            return message.handling().notes().size() < MOST_NOTES ? Optional.empty() : Optional.of("too-many-notes");
        }

        @Override
        Message apply(Message before, Given given, Turn turn) {
            return before.with(before.handling().plus(new Note(given.text("text"), turn.moderator(), turn.now())));
        }
    },
    /** Labels are put on it and taken off. */
    LABEL("label", null, Field.optional("add", Kind.WORDS, 50), Field.optional("remove", Kind.WORDS, 50)) {
        @Override
        Message apply(Message before, Given given, Turn turn) {
            Set<String> labels = new LinkedHashSet<>(before.handling().labels());
            labels.removeAll(given.words("remove"));
            labels.addAll(given.words("add"));
            if (labels.size() > Field.MOST_LABELS) {
                throw new ImpossibleException("too-many-labels");
            }
            return before.with(before.handling().withLabels(List.copyOf(labels)));
        }
    },
    /** Until when it should be answered; without a time it is open again. */
    DUE("due", null, Field.optional("dueAt", Kind.MOMENT, 0)) {
        @Override
        Message apply(Message before, Given given, Turn turn) {
            return before.with(before.handling().withDueAt(given.moment("dueAt")));
        }
    },
    /** It is answered, in the sender's language. */
    REPLY("reply", State.REPLIED, Field.required("text", Kind.TEXT, 20_000)) {
        @Override
        Optional<String> obstacle(Message message) {
            if (message.handling().replies().size() >= MOST_REPLIES) {
                return Optional.of("too-many-replies");
            }
            return message.state() == State.REPLIED ? Optional.empty() : leadingTo(message, State.REPLIED);
        }

        @Override
        Message apply(Message before, Given given, Turn turn) {
            Reply reply =
                    new Reply(given.text("text"), turn.moderator(), turn.now(), before.locale(), false, turn.mail());
            return before.with(before.handling().plus(reply)).with(State.REPLIED);
        }
    },
    /** Nothing more is to be done. */
    CLOSE("close", State.CLOSED) {
        @Override
        Message apply(Message before, Given given, Turn turn) {
            return before.with(State.CLOSED);
        }
    },
    /** More is to be done after all. */
    REOPEN("reopen", State.TRIAGED) {
        @Override
        Optional<String> obstacle(Message message) {
            return message.state() == State.CLOSED ? Optional.empty() : Optional.of("transition");
        }

        @Override
        Message apply(Message before, Given given, Turn turn) {
            return before.with(State.TRIAGED);
        }
    },
    /** It is spam; the shield learns it. */
    SPAM("spam", State.SPAM) {
        @Override
        Message apply(Message before, Given given, Turn turn) {
            return before.with(before.spam().judged(Verdict.SPAM, turn.moderator()))
                    .with(State.SPAM);
        }
    },
    /** It is no spam, though the shield or a moderator took it for some; the shield learns it. */
    NOT_SPAM("not-spam", State.NEW) {
        @Override
        Optional<String> obstacle(Message message) {
            return message.spam().held() || message.state() == State.SPAM
                    ? Optional.empty()
                    : Optional.of("not-suspected");
        }

        @Override
        Message apply(Message before, Given given, Turn turn) {
            Message after = before.with(before.spam().judged(Verdict.NOT_SPAM, turn.moderator()));
            return before.state() == State.SPAM ? after.with(State.NEW) : after;
        }
    },
    /** A legal hold is put on it, or taken off: while it is on, the message is not erased when its time is over. */
    HOLD("hold", null, Field.required("legalHold", Kind.FLAG, 0)) {
        @Override
        Message apply(Message before, Given given, Turn turn) {
            return before.with(new Retention(before.retention().until(), given.flag("legalHold")));
        }
    },
    /** It is taken out of the store with all its parts. With a legal hold on it, by administrators only. */
    ERASE("erase", State.ERASED, Field.required("reason", Kind.CAUSE, 0)) {
        @Override
        Message apply(Message before, Given given, Turn turn) {
            throw new IllegalStateException("An erased message is no message any more");
        }
    };

    static final int MOST_NOTES = 500;
    static final int MOST_REPLIES = 100;

    private final String word;
    private final Optional<State> target;
    private final List<Field> fields;

    Action(String word, @Nullable State target, Field... fields) {
        this.word = word;
        this.target = Optional.ofNullable(target);
        this.fields = List.of(fields);
    }

    /**
     * Who acts, and when.
     *
     * @param moderator user name
     * @param mail identifier for the mail of a reply; empty if none is sent
     */
    record Turn(String moderator, Instant now, Optional<String> mail) {}

    /** As it is named in addresses. */
    public String word() {
        return word;
    }

    /** The action that is named so in addresses. */
    public static Optional<Action> of(String word) {
        return Stream.of(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    List<Field> fields() {
        return fields;
    }

    /** Whether it may be done to many messages at once; many people get no mail at once. */
    boolean isBulk() {
        return this != REPLY;
    }

    /** Whether the shield learns from it. */
    boolean isVerdict() {
        return this == SPAM || this == NOT_SPAM;
    }

    /** Why it cannot be done to a message as it stands: a stable id; empty if it can. */
    Optional<String> obstacle(Message message) {
        return target.flatMap(state -> leadingTo(message, state));
    }

    private static Optional<String> leadingTo(Message message, State state) {
        return message.state().leadsTo(state) ? Optional.empty() : Optional.of("transition");
    }

    /** The message after it. */
    abstract Message apply(Message before, Given given, Turn turn);
}
