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

    /**
     * Magnolia's levels. A definition with a {@link #SEVERE} problem is not served, all others are; the exception is a
     * content type that refers to one that does not exist, which Magnolia calls severe and serves.
     */
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
