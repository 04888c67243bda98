package org.heliograph.cms.web;

import java.util.List;

/**
 * A request that an interface for people refuses, as a problem document (RFC 9457) in the caller's language. Throw it in
 * any {@link RestServlet}.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String id;
    private final transient List<Object> arguments;

    /**
     * @param status HTTP status, 400 to 599
     * @param id stable, in lower case with hyphens; {@code problems_en.properties} and {@code problems_zh.properties}
     *     have its text
     * @param arguments for the places {@code {0}}, {@code {1}} ... of the text
     */
    public ProblemException(int status, String id, Object... arguments) {
        super(id);
        this.status = status;
        this.id = id;
        this.arguments = List.of(arguments);
    }

    int status() {
        return status;
    }

    String id() {
        return id;
    }

    Object[] arguments() {
        return arguments.toArray();
    }
}
