package org.heliograph.cms.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.cms.web.ProblemException;

/** What is wrong with a request, member by member; after some it stops counting. */
final class Faults {

    private static final int MOST = 50;
    private static final int MOST_NAME = 200;

    private final List<ProblemException.Field> fields = new ArrayList<>();

    /**
     * Notes a fault.
     *
     * @param pointer JSON Pointer into the body, or the name of a parameter
     * @param id of a text in {@code problems_*.properties}
     * @param arguments of that text
     */
    void add(String pointer, String id, Object... arguments) {
        if (fields.size() < MOST) {
            fields.add(ProblemException.Field.of(pointer, id, arguments));
        }
    }

    /** The pointer to a member whose name the client chose; a name that no text may hold is a fault itself. */
    Optional<String> member(String pointer, String name) {
        if (!WellFormed.isText(name) || name.length() > MOST_NAME) {
            add(pointer, "field-name-malformed");
            return Optional.empty();
        }
        return Optional.of(pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    /** @throws ProblemException with all faults, if there are any */
    void throwIfAny(int status, String id) {
        if (!fields.isEmpty()) {
            throw new ProblemException(status, id).withFields(fields);
        }
    }
}
