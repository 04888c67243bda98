package org.heliograph.spam;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A message somebody wants to leave, with all that the shield looks at. Nothing in it has to be well formed.
 *
 * @param receivedAt when its last byte came
 * @param address of the client as IP text, already told from what proxies forward
 * @param language of the form that was filled in
 * @param name empty if there is none, as with all texts here
 * @param contacts e-mail, phone and other ways to answer, as they were written
 * @param honeypot content of the field that people do not see
 * @param token of the form's {@link Challenge}
 * @param solution of that challenge
 * @param script whether the form says that its script was running
 */
public record Attempt(
        Instant receivedAt,
        String address,
        Locale language,
        String name,
        String company,
        List<String> contacts,
        String message,
        String honeypot,
        Optional<String> token,
        Optional<String> solution,
        boolean script) {

    /** Copies the contacts. */
    public Attempt {
        contacts = List.copyOf(contacts);
    }

    /** Says nothing of what was written, so that a log cannot keep it. */
    @Override
    public String toString() {
        return "Attempt at " + receivedAt;
    }
}
