package org.heliograph.cms.index;

/** A query that cannot be understood. */
public final class InvalidQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code Magnolia's error code for it
     * @param message what is wrong, for the client
     */
    public InvalidQueryException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Magnolia's error code. */
    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
