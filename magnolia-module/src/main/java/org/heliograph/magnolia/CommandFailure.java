package org.heliograph.magnolia;

import java.util.Locale;
import org.heliograph.moderation.ImpossibleException;

/** A command did nothing; the message tells its user why. */
public final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    /** @param id of a problem that the desk has words for */
    static CommandFailure of(String id, Locale language) {
        return new CommandFailure(ImpossibleException.text(id, language));
    }
}
