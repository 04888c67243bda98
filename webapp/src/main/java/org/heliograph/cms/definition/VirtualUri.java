package org.heliograph.cms.definition;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that leads to another one.
 *
 * @param id {@code module:name}
 * @param from what addresses it holds for; as Magnolia does, an expression is looked for in the path with its query, and a
 *     pattern of the plain kind has to be the whole path
 * @param isExpression whether {@code from} is a regular expression, whose groups {@code to} may name as {@code $1}
 * @param kind how one gets there
 * @param to where that is: a path below the context path, or a whole address for a redirect
 */
public record VirtualUri(String id, Pattern from, boolean isExpression, Kind kind, String to) {

    /** How one gets to the other address. */
    public enum Kind {
        /** The other address answers in the place of this one. */
        FORWARD,
        /** The client is sent there, for this time. */
        REDIRECT,
        /** The client is sent there for good. */
        PERMANENT
    }

    /** Where it is that an address leads, and how certain that is: of several the greatest weight counts. */
    public record Target(VirtualUri mapping, String uri, int weight) {}

    /**
     * Where an address leads to.
     *
     * @param path decoded, without the prefix of a language
     * @param query as it was sent; empty for none
     */
    public Optional<Target> map(String path, String query) {
        if (!isExpression) {
            return from.matcher(path).matches()
                    ? Optional.of(new Target(this, to, from.pattern().length()))
                    : Optional.empty();
        }
        var matcher = from.matcher(query.isEmpty() ? path : path + "?" + query);
        return matcher.find()
                ? Optional.of(new Target(this, matcher.replaceAll(to), matcher.groupCount()))
                : Optional.empty();
    }

    /** Whether it forwards to an address that it holds for itself. Magnolia maps that once more, and goes on for ever. */
    boolean goesRound() {
        String target = to.replaceAll("\\$\\d", "x");
        int question = target.indexOf('?');
        return kind == Kind.FORWARD
                && map(
                                question < 0 ? target : target.substring(0, question),
                                question < 0 ? "" : target.substring(question + 1))
                        .isPresent();
    }
}
