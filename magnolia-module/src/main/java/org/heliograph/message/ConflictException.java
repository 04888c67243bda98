package org.heliograph.message;

/** Somebody else changed a message since the caller read it. Nothing was changed. */
public final class ConflictException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Message current;

    ConflictException(Message current) {
        super("message " + current.id() + " is at revision " + current.revision());
        this.current = current;
    }

    /** The message as it is now. */
    public Message current() {
        return current;
    }
}
