package org.heliograph.cms.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request that an interface for people refuses, as a problem document (RFC 9457) in the caller's language. Throw it in
 * any {@link RestServlet}.
 *
 * <p>Arguments stand at the places {@code {0}}, {@code {1}} ... of a text. One that is a {@code Function<Locale, ?>} is
 * asked for its wording in the caller's language, which is how the label of a field gets into a text.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Wording wording;
    private final transient List<Field> fields;
    private final transient Map<String, Object> members;

    /** A text by its id, with what is put into it. */
    record Wording(String id, List<Object> arguments) {}

    /**
     * A member of a request that is wrong.
     *
     * @param name JSON Pointer (RFC 6901) into the body, or the name of a parameter
     * @param id of the text that says what is wrong with it, as of a problem
     * @param arguments of that text
     */
    public record Field(String name, String id, List<Object> arguments) {

        /** A field with the arguments of its text one by one. */
        public static Field of(String name, String id, Object... arguments) {
            return new Field(name, id, List.of(arguments));
        }
    }

    /**
     * @param status HTTP status, 400 to 599
     * @param id stable, in lower case with hyphens; {@code problems_en.properties} and {@code problems_zh.properties}
     *     have its text
     * @param arguments of the text
     */
    public ProblemException(int status, String id, Object... arguments) {
        this(status, new Wording(id, List.of(arguments)), List.of(), Map.of());
    }

    private ProblemException(int status, Wording wording, List<Field> fields, Map<String, Object> members) {
        super(wording.id());
        this.status = status;
        this.wording = wording;
        this.fields = fields;
        this.members = members;
    }

    /** The same problem, naming what is wrong one by one in the member {@code fields}. */
    public ProblemException withFields(List<Field> wrong) {
        return new ProblemException(status, wording, List.copyOf(wrong), members);
    }

    /**
     * The same problem with a further member, such as both sides of a conflict.
     *
     * @param value what Jackson can write: a tree, a map, a list, a text, a number
     */
    public ProblemException with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new ProblemException(status, wording, fields, Collections.unmodifiableMap(more));
    }

    /** A text of {@code problems_*.properties} in a language, for what is told of without being thrown. */
    public static String text(String id, List<?> arguments, Locale language) {
        return Problem.text(new Wording(id, List.copyOf(arguments)), language);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Stable id. */
    public String id() {
        return wording.id();
    }

    /** What is wrong one by one. */
    public List<Field> fields() {
        return fields;
    }

    Wording wording() {
        return wording;
    }

    Map<String, Object> members() {
        return members;
    }
}
