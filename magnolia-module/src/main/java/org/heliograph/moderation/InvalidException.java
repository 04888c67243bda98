package org.heliograph.moderation;

import java.util.List;

/** What was given along with an action cannot be taken. Nothing was done. */
public final class InvalidException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    InvalidException(List<Fault> faults) {
        super(faults.toString());
        this.faults = List.copyOf(faults);
    }

    /** All that is wrong. */
    public List<Fault> faults() {
        return faults;
    }
}
