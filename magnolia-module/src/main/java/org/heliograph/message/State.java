package org.heliograph.message;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How far the work on a message has got. */
public enum State {
    /** Nobody has looked at it. */
    NEW,
    /** Somebody has looked at it, and it is worth an answer. */
    TRIAGED,
    /** Somebody is to answer it. */
    ASSIGNED,
    /** It has been answered. */
    REPLIED,
    /** Nothing more is to be done. */
    CLOSED,
    /** A moderator says that it is spam. What the shield merely suspects is held instead. */
    SPAM,
    /** It is no more. No stored message has this state: erasing one takes it out of the store. */
    ERASED;

    private static final Set<State> OPEN = EnumSet.of(NEW, TRIAGED, ASSIGNED, REPLIED);

    /** The states that a message may get from this one, in their order; this one itself is none of them. */
    public Set<State> next() {
        return switch (this) {
            case NEW -> EnumSet.of(TRIAGED, SPAM, ERASED);
            case TRIAGED -> EnumSet.of(ASSIGNED, SPAM, ERASED);
            case ASSIGNED -> EnumSet.of(REPLIED, SPAM, ERASED);
            case REPLIED -> EnumSet.of(CLOSED, SPAM, ERASED);
            case CLOSED -> EnumSet.of(TRIAGED, ERASED);
            case SPAM -> EnumSet.of(NEW, ERASED);
            case ERASED -> EnumSet.noneOf(State.class);
        };
    }

    /** Whether a message may go from this state to another one. */
    public boolean leadsTo(State other) {
        return next().contains(other);
    }

    /** Whether work is left to do. */
    public boolean isOpen() {
        return OPEN.contains(this);
    }

    /** As it is stored and told: in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a word; empty if there is none. */
    public static Optional<State> of(String word) {
        return Stream.of(values()).filter(state -> state.word().equals(word)).findFirst();
    }
}
