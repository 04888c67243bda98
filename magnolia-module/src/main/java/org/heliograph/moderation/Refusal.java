package org.heliograph.moderation;

import java.util.List;
import java.util.Optional;
import org.heliograph.message.Message;

/** A request that is not done, with what its caller is told. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String id;
    private final transient List<Fault> faults;
    private final transient Optional<Message> current;

    private Refusal(int status, String id, List<Fault> faults, Optional<Message> current) {
        super(id, null, false, false);
        this.status = status;
        this.id = id;
        this.faults = List.copyOf(faults);
        this.current = current;
    }

    /** @param id stable; the bundle has its text under {@code problem.<id>} */
    static Refusal of(int status, String id) {
        return new Refusal(status, id, List.of(), Optional.empty());
    }

    static Refusal of(List<Fault> faults) {
        return new Refusal(400, "values-wrong", faults, Optional.empty());
    }

    static Refusal of(Fault fault) {
        return of(List.of(fault));
    }

    /** @param current the message as it is now */
    static Refusal conflict(Message current) {
        return new Refusal(409, "conflict", List.of(), Optional.of(current));
    }

    int status() {
        return status;
    }

    String id() {
        return id;
    }

    List<Fault> faults() {
        return faults;
    }

    Optional<Message> current() {
        return current;
    }
}
