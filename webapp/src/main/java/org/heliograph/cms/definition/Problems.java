package org.heliograph.cms.definition;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.heliograph.cms.definition.Problem.Severity;

/** Collects problems, each once however many definitions share the faulty file. */
final class Problems {

    /** So many problems say enough; a hostile module must not fill the memory with them. */
    private static final int LIMIT = 10_000;

    private final Set<Problem> found = new TreeSet<>(Comparator.comparing(Problem::location)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::message)
            .thenComparing(Problem::hint));

    void add(Problem problem) {
        if (found.size() < LIMIT) {
            found.add(problem);
        }
    }

    void severe(Location location, String message, String hint) {
        add(new Problem(Severity.SEVERE, location, message, hint));
    }

    void major(Location location, String message, String hint) {
        add(new Problem(Severity.MAJOR, location, message, hint));
    }

    void minor(Location location, String message, String hint) {
        add(new Problem(Severity.MINOR, location, message, hint));
    }

    void deprecated(Location location, String message, String hint) {
        add(new Problem(Severity.DEPRECATED, location, message, hint));
    }

    /** All, by file, line and column. */
    List<Problem> sorted() {
        return List.copyOf(found);
    }
}
