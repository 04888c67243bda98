package org.heliograph.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A request that is not answered as its sender wished, with what the sender is told. Nothing was stored. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * What is wrong with a field.
     *
     * @param field as the form names it
     * @param code stable; {@code intake_en.properties} has its text below {@code fault.}
     * @param arguments of the text
     */
    record Fault(String field, String code, List<Object> arguments) {

        static Fault of(String field, String code, Object... arguments) {
            return new Fault(field, code, List.of(arguments));
        }
    }

    private final int status;
    private final String id;
    private final transient List<Object> arguments;
    private final transient List<Fault> faults;
    private final transient Optional<Duration> retryAfter;

    private RefusedException(
            int status, String id, List<Object> arguments, List<Fault> faults, Optional<Duration> retryAfter) {
        super(id);
        this.status = status;
        this.id = id;
        this.arguments = arguments;
        this.faults = faults;
        this.retryAfter = retryAfter;
    }

    /** @param id stable; {@code intake_en.properties} has its text below {@code problem.} */
    static RefusedException of(int status, String id, Object... arguments) {
        return new RefusedException(status, id, List.of(arguments), List.of(), Optional.empty());
    }

    static RefusedException of(List<Fault> faults) {
        return new RefusedException(400, "invalid-message", List.of(), List.copyOf(faults), Optional.empty());
    }

    static RefusedException later(int status, String id, Duration wait) {
        return new RefusedException(status, id, List.of(), List.of(), Optional.of(wait));
    }

    /** For each of those who wait for one outcome, an exception with a trace of its own. */
    RefusedException again() {
        return new RefusedException(status, id, arguments, faults, retryAfter);
    }

    int status() {
        return status;
    }

    String id() {
        return id;
    }

    List<Object> arguments() {
        return arguments;
    }

    List<Fault> faults() {
        return faults;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
