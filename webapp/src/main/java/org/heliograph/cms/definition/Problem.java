package org.heliograph.cms.definition;

/**
 * Something wrong in a light module.
 *
 * @param severity how bad it is; Magnolia's four levels
 * @param location where it is
 * @param message what is wrong
 * @param hint how to mend it
 */
public record Problem(Severity severity, Location location, String message, String hint) {

    /** Magnolia's levels: a definition with a {@link #SEVERE} problem is not served, all others are. */
    public enum Severity {
        SEVERE,
        MAJOR,
        MINOR,
        DEPRECATED
    }

    @Override
    public String toString() {
        return location + ": " + severity + ": " + message + " (" + hint + ")";
    }
}
