package org.heliograph.cms.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A change of content that is refused; nothing of it was stored. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why something is refused. */
    public enum Kind {
        /** There is no such thing. */
        MISSING,
        /** What was sent is wrong. */
        WRONG,
        /** It does not go together with what is stored. */
        CONFLICT,
        /** The editor may not. */
        FORBIDDEN
    }

    private final Kind kind;
    private final String id;
    private final transient List<Object> arguments;
    private final transient List<FieldProblem> problems;
    private final transient Map<String, Object> details;

    private RefusedException(
            Kind kind, String id, List<Object> arguments, List<FieldProblem> problems, Map<String, Object> details) {
        super(id + " " + arguments);
        this.kind = kind;
        this.id = id;
        this.arguments = arguments;
        this.problems = problems;
        this.details = details;
    }

    /**
     * @param id stable, in lower case with hyphens, as of a {@link FieldProblem}
     * @param arguments of its text
     */
    static RefusedException of(Kind kind, String id, Object... arguments) {
        return new RefusedException(kind, id, List.of(arguments), List.of(), Map.of());
    }

    static RefusedException missing() {
        return of(Kind.MISSING, "not-found");
    }

    /** Wrong because of these values. */
    static RefusedException fields(List<FieldProblem> problems) {
        return new RefusedException(Kind.WRONG, "fields-wrong", List.of(), List.copyOf(problems), Map.of());
    }

    RefusedException with(String detail, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(detail, value);
        return new RefusedException(kind, id, arguments, problems, more);
    }

    /** Why it is refused. */
    public Kind kind() {
        return kind;
    }

    /** Stable id of the reason. */
    public String id() {
        return id;
    }

    /** What goes into the text of the reason. */
    public List<Object> arguments() {
        return arguments;
    }

    /** What is wrong with values. */
    public List<FieldProblem> problems() {
        return problems;
    }

    /** Further facts by name, of JSON's kinds. */
    public Map<String, Object> details() {
        return details;
    }
}
