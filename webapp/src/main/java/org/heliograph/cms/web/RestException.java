package org.heliograph.cms.web;

import java.time.Duration;
import java.util.Optional;

/**
 * A request that cannot be answered, with the HTTP status and the error code and message that the client sees. Codes are
 * Magnolia's ({@code badRequest}, {@code notFound}, {@code pathNotFound}, {@code invalidQuery} ...).
 */
public final class RestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private transient Optional<String> allowed = Optional.empty();
    private transient Optional<Duration> retryAfter = Optional.empty();

    /**
     * @param status HTTP status, 400 to 599
     * @param code stable error code
     * @param message what is wrong and how to mend it; shown to the client, so it must not hold secrets
     */
    public RestException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** 400 {@code badRequest}. */
    public static RestException badRequest(String message) {
        return new RestException(400, "badRequest", message);
    }

    /** 404 {@code notFound}. */
    public static RestException notFound(String message) {
        return new RestException(404, "notFound", message);
    }

    /**
     * 405 {@code methodNotAllowed}, in Magnolia's words.
     *
     * @param allowed the methods that there are, separated by commas, for the header that RFC 9110 asks for
     */
    public static RestException methodNotAllowed(String method, String allowed) {
        RestException refusal = new RestException(
                405, "methodNotAllowed", "No resource method found for " + method + ", return 405 with Allow header");
        refusal.allowed = Optional.of(allowed);
        return refusal;
    }

    /**
     * 503 {@code unavailable}: what is asked for cannot be answered now, but soon.
     *
     * @param retryAfter when to ask again, in whole seconds, for the header of that name
     */
    public static RestException unavailable(String message, Duration retryAfter) {
        RestException refusal = new RestException(503, "unavailable", message);
        refusal.retryAfter = Optional.of(retryAfter);
        return refusal;
    }

    /** When to ask again, where that is worth it. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** The methods that there are, where another one was refused. */
    Optional<String> allowed() {
        return allowed;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Stable error code. */
    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
