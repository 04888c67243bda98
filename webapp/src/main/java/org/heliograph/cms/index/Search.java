package org.heliograph.cms.index;

import java.util.List;
import java.util.Locale;
import org.heliograph.cms.content.View;

/**
 * What a client asks for.
 *
 * @param view the state of the content
 * @param workspace JCR workspace
 * @param types node types that count
 * @param strict whether subtypes do not count
 * @param root path below which nodes count; empty for all
 * @param filters conditions that all hold
 * @param fullText Magnolia's {@code q}; blank for none
 * @param orderBy what to sort by, first one first
 * @param offset number of hits to leave out
 * @param limit largest number of hits to give
 * @param readable which nodes there are for the client
 */
public record Search(
        View view,
        String workspace,
        List<String> types,
        boolean strict,
        String root,
        List<Filter> filters,
        String fullText,
        List<Order> orderBy,
        long offset,
        int limit,
        List<PathRule> readable) {

    /** A search by somebody for whom all nodes are there. */
    public Search(
            View view,
            String workspace,
            List<String> types,
            boolean strict,
            String root,
            List<Filter> filters,
            String fullText,
            List<Order> orderBy,
            long offset,
            int limit) {
        this(view, workspace, types, strict, root, filters, fullText, orderBy, offset, limit, PathRule.ALL);
    }

    /** The same for somebody for whom only the nodes are there that rules allow. */
    public Search among(List<PathRule> rules) {
        return new Search(view, workspace, types, strict, root, filters, fullText, orderBy, offset, limit, rules);
    }

    /**
     * @param property stored name, {@code @name} or {@code jcr:uuid}
     * @param descending whether the largest comes first
     */
    public record Order(String property, boolean descending) {

        /**
         * Reads one part of Magnolia's {@code orderBy}, such as {@code price desc}.
         *
         * @throws InvalidQueryException if the direction is neither {@code asc} nor {@code desc}, or the name holds
         *     quotes or brackets
         */
        public static Order parse(String part) {
            String[] words = part.strip().split(" ", 2);
            String direction = words.length < 2 ? "asc" : words[1].toLowerCase(Locale.ROOT);
            boolean known = direction.equals("asc") || direction.equals("desc") || direction.startsWith(" ");
            if (!known || !words[0].matches("[^\\[\\]'\"]*")) {
                throw new InvalidQueryException(
                        "invalidQuery", "Invalid query: orderBy takes names with asc or desc, separated by commas");
            }
            String property = words[0].equals("@jcr:uuid") ? "jcr:uuid" : words[0];
            return new Order(property, direction.equals("desc"));
        }
    }
}
