package org.heliograph.cms.admin;

import java.util.List;
import java.util.Locale;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Administration;
import org.heliograph.cms.security.Administration.RefusedException;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;

/** Work on the accounts of others, whose refusals become problems. */
final class Administering {

    private Administering() {}

    @FunctionalInterface
    interface Work<T> {
        T run() throws RepositoryException, RefusedException;
    }

    static <T> T doing(Work<T> work) throws RepositoryException {
        try {
            return work.run();
        } catch (RefusedException e) {
            throw problem(e);
        }
    }

    private static ProblemException problem(RefusedException e) {
        String id = "account-" + e.refusal().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String names = String.join(", ", e.names());
        return switch (e.refusal()) {
            case UNKNOWN -> new ProblemException(404, "not-found");
            case SESSION_NEEDED -> new ProblemException(403, "session-needed");
            case BEYOND_OWN_RIGHTS -> new ProblemException(403, id).with("names", e.names());
            case NAME_MALFORMED -> wrongField("/name", id, names);
            case ROLE_UNKNOWN -> wrongField("/roles", id, names);
            case GROUP_UNKNOWN -> wrongField("/groups", id, names);
            default -> new ProblemException(409, id, names).with("names", e.names());
        };
    }

    private static ProblemException wrongField(String field, String id, String names) {
        return new ProblemException(422, "fields-wrong")
                .withFields(List.of(ProblemException.Field.of(field, id, names)));
    }

    /** Who may see accounts at all. */
    static Need toSee(String workspace) {
        return Need.everywhere(workspace, Permission.READ);
    }

    /** Who may change accounts at all; what in particular is decided by {@link Administration}. */
    static Need toChange(String workspace) {
        return Need.everywhere(workspace, Permission.READ, Permission.ADD, Permission.CHANGE, Permission.REMOVE);
    }
}
