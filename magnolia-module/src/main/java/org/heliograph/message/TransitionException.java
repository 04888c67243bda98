package org.heliograph.message;

/** A message may not go from one state to another. Nothing was changed. */
public final class TransitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final State from;
    private final State to;

    TransitionException(State from, State to) {
        super("from " + from.word() + " to " + to.word());
        this.from = from;
        this.to = to;
    }

    public State from() {
        return from;
    }

    public State to() {
        return to;
    }
}
