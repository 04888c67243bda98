package org.heliograph.host;

import java.util.List;
import java.util.Locale;

/** What senders of messages have to agree to. */
@FunctionalInterface
public interface ConsentTexts {

    /**
     * A consent that is asked for.
     *
     * @param name of the field of a form, which is sent with the version as its value
     * @param version of the text
     * @param text in the language asked for
     */
    record Consent(String name, String version, String text) {}

    /** All of them, each of which is needed. */
    List<Consent> in(Locale language);
}
