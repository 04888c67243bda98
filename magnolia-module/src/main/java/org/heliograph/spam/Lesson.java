package org.heliograph.spam;

/**
 * A message on which a moderator has decided.
 *
 * @param message its text alone, without name and contacts
 * @param spam whether it is spam
 */
public record Lesson(String message, boolean spam) {

    /** Says nothing of what was written, so that a log cannot keep it. */
    @Override
    public String toString() {
        return spam ? "Lesson: spam" : "Lesson: real";
    }
}
