package org.heliograph.moderation;

/** An action cannot be done to a message as it stands. Nothing was done. */
public final class ImpossibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String id;

    ImpossibleException(String id) {
        super(id);
        this.id = id;
    }

    /** Why: stable, with a text of its own in Chinese and English. */
    public String id() {
        return id;
    }
}
