package org.heliograph.cms.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A node as an answer shows it. The members that every node has ({@code @name}, {@code @path}, {@code @id},
 * {@code @nodeType}, {@code @nodes}) are not listed.
 *
 * @param name unique, in PascalCase
 * @param nodeType the node's type, where it is always the same
 * @param note about the whole
 * @param members properties and children by their names in the answer, in the order of the content type
 * @param rows what else it holds: children whose names are not known beforehand
 */
record NodeShape(String name, Optional<String> nodeType, Note note, List<Member> members, Optional<Rows> rows) {

    /**
     * A text about something, for people.
     *
     * @param label a name
     * @param description more than a name
     */
    record Note(Optional<String> label, Optional<String> description) {

        static final Note NONE = new Note(Optional.empty(), Optional.empty());
    }

    /**
     * @param name in the answer
     * @param shape of its value
     * @param stored what one stored value is, for those who filter by it; absent for what no filter reaches
     * @param required whether an answer without it is incomplete
     * @param note about it
     * @param locale the locale it belongs to, where it is shown with {@code lang=all} only
     */
    record Member(
            String name, Shape shape, Optional<Shape> stored, boolean required, Note note, Optional<Locale> locale) {}

    /**
     * The rows of a list of structured values.
     *
     * @param prefix each is named by this and a number
     * @param shape of a row
     */
    record Rows(String prefix, Shape shape) {}

    /** Members that an answer in one language has. */
    List<Member> localized() {
        return members.stream().filter(member -> member.locale().isEmpty()).toList();
    }
}
