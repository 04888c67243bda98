package org.heliograph.message;

/** There is no message of an identifier, or no more. */
public final class NoSuchMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    NoSuchMessageException(String id) {
        super("no message " + id);
    }
}
