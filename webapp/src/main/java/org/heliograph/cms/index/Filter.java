package org.heliograph.cms.index;

import java.util.Locale;

/**
 * One condition of a query, as Magnolia's delivery reads it from a parameter.
 *
 * @param property stored name of a property, or one of {@code @name}, {@code @ancestor}, {@code @parent} (an
 *     identifier), {@code @path}, {@code @jcr:uuid}
 * @param operator how to compare
 * @param value what to compare with, as the client wrote it
 */
public record Filter(String property, Operator operator, String value) {

    /** Magnolia's operators. */
    public enum Operator {
        EQ,
        NE,
        LT,
        LTE,
        GT,
        GTE,
        LIKE,
        ILIKE,
        IN,
        NOT_IN,
        NULL
    }

    /**
     * Reads a parameter such as {@code price[gte]=10}. Text behind the closing bracket is ignored, as Magnolia does.
     *
     * @throws InvalidQueryException if the name is empty or the operator unknown
     */
    public static Filter parse(String parameter, String value) {
        int bracket = parameter.indexOf('[');
        String property = (bracket < 0 ? parameter : parameter.substring(0, bracket)).strip();
        if (parameter.isBlank()) {
            throw new InvalidQueryException("badRequest", "Property string is invalid.");
        }
        if (property.isEmpty() || property.indexOf('/') >= 0) {
            throw new InvalidQueryException("invalidQuery", "Invalid query");
        }
        return new Filter(property, bracket < 0 ? plain(parameter) : operator(parameter, bracket), value);
    }

    private static Operator plain(String parameter) {
        if (parameter.indexOf(']') >= 0) {
            throw invalidOperator();
        }
        return Operator.EQ;
    }

    private static Operator operator(String parameter, int bracket) {
        int end = parameter.indexOf(']', bracket);
        if (end < 0) {
            throw invalidOperator();
        }
        if (parameter.indexOf('[', end) >= 0) {
            throw new InvalidQueryException("invalidQuery", "Invalid query");
        }
        String name = parameter.substring(bracket + 1, end);
        for (Operator operator : Operator.values()) {
            if (operator.name().replace('_', '-').equals(name.toUpperCase(Locale.ROOT))) {
                return operator;
            }
        }
        throw invalidOperator();
    }

    private static InvalidQueryException invalidOperator() {
        return new InvalidQueryException(
                "badRequest",
                "Operator is invalid. Use one of eq, ne, lt, lte, gt, gte, like, ilike, in, not-in, null.");
    }
}
