package org.heliograph.cms.definition;

import org.heliograph.cms.definition.Problem.Severity;
import org.jspecify.annotations.Nullable;

/** A file that cannot be used at all; ends the definition that needs it and no other. */
final class DefinitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    DefinitionException(Location location, String message, String hint) {
        this(location, message, hint, null);
    }

    DefinitionException(Location location, String message, String hint, @Nullable Throwable cause) {
        super(location + ": " + message, cause);
        this.problem = new Problem(Severity.SEVERE, location, message, hint);
    }

    Problem problem() {
        return problem;
    }
}
