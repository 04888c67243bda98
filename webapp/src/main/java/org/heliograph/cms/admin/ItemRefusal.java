package org.heliograph.cms.admin;

import java.util.List;
import java.util.Map;
import org.heliograph.cms.content.FieldProblem;
import org.heliograph.cms.content.RefusedException;
import org.heliograph.cms.web.ProblemException;

/** Refused changes of content as problem documents. */
final class ItemRefusal {

    /** The member of a body that holds the values of a form. */
    private static final String VALUES = "/values";

    private ItemRefusal() {}

    static ProblemException problem(RefusedException refused) {
        int status = switch (refused.kind()) {
            case MISSING -> 404;
            case WRONG -> 422;
            case CONFLICT -> 409;
            case FORBIDDEN -> 403;
        };
        ProblemException problem =
                new ProblemException(status, refused.id(), refused.arguments().toArray());
        List<ProblemException.Field> fields =
                refused.problems().stream().map(ItemRefusal::field).toList();
        ProblemException complete = fields.isEmpty() ? problem : problem.withFields(fields);
        for (Map.Entry<String, Object> detail : refused.details().entrySet()) {
            complete = complete.with(detail.getKey(), detail.getValue());
        }
        return complete;
    }

    private static ProblemException.Field field(FieldProblem problem) {
        return new ProblemException.Field(VALUES + problem.pointer(), problem.id(), problem.arguments());
    }
}
