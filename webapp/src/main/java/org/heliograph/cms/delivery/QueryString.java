package org.heliograph.cms.delivery;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.index.Filter;
import org.heliograph.cms.index.InvalidQueryException;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.index.Search.Order;
import org.heliograph.cms.web.RestException;

/** The query of a request: Magnolia's parameters, and filters for all others. */
final class QueryString {

    /** Parameters that are no filters. */
    private static final Set<String> KNOWN = Set.of(
            "q",
            "orderBy",
            "offset",
            "limit",
            "lang",
            "fields",
            "cursor",
            "facets",
            "expand",
            "alternates",
            "fallbacks");

    private static final Set<String> KNOWN_BESIDE_EXPAND =
            Stream.concat(KNOWN.stream(), Stream.of("depth")).collect(Collectors.toUnmodifiableSet());

    /** Those that choose what of a node is shown. */
    private static final List<String> SHAPING = List.of("fields", "expand", "alternates", "fallbacks");

    private static final int MAX_PARAMETERS = 200;
    private static final int LONGEST_SHOWN = 60;

    private record Parameter(String name, String value) {}

    private final List<Parameter> parameters;

    private QueryString(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /**
     * @param raw still percent-encoded
     * @throws RestException if an escape is broken or there are too many parameters
     */
    static QueryString parse(String raw) {
        List<Parameter> parameters = new ArrayList<>();
        if (!raw.isEmpty()) {
            String[] parts = raw.split("&", MAX_PARAMETERS + 1);
            if (parts.length > MAX_PARAMETERS) {
                throw RestException.badRequest("The query has more than " + MAX_PARAMETERS + " parameters.");
            }
            for (String part : parts) {
                parameters.add(parameter(part));
            }
        }
        return new QueryString(parameters);
    }

    private static Parameter parameter(String part) {
        int equals = part.indexOf('=');
        return equals < 0
                ? new Parameter(decode(part), "")
                : new Parameter(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RestException.badRequest("The query holds a broken percent escape.");
        }
    }

    /** The beginning of a name, for a message that repeats it. */
    static String shortened(String name) {
        int end = name.offsetByCodePoints(0, Math.min(LONGEST_SHOWN, name.codePointCount(0, name.length())));
        return name.substring(0, end);
    }

    /** The names of all parameters, operators included. */
    List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /** The parameters that choose what of a node is shown. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (String name : SHAPING) {
            first(name)
                    .ifPresent(value -> shape.append(name)
                            .append(value.length())
                            .append('=')
                            .append(value));
        }
        return first("lang").filter("*"::equals).isPresent() ? shape.append('*').toString() : shape.toString();
    }

    /** The names of the parameters that are no filters here: {@code depth} is one only beside {@code expand}. */
    Set<String> known() {
        return first("expand").isPresent() ? KNOWN_BESIDE_EXPAND : KNOWN;
    }

    /**
     * Whether something is switched on.
     *
     * @throws RestException if the value is neither {@code true} nor {@code false}
     */
    boolean flag(String name) {
        String value = first(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw RestException.badRequest("The parameter " + name + " takes true or false.");
        }
        return value.equals("true");
    }

    /** The first value of a parameter. */
    Optional<String> first(String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /**
     * The search that an endpoint makes of this query.
     *
     * @throws RestException if a number is none, or is negative
     * @throws InvalidQueryException if a filter or the order cannot be understood
     */
    Search search(Endpoint endpoint, View view, String workspace) {
        long limit = Math.min(number("limit", endpoint.limit()), endpoint.maxLimit());
        return new Search(
                view,
                workspace,
                endpoint.nodeTypes().orElseThrow(),
                endpoint.strict(),
                endpoint.rootPath(),
                filters(),
                first("q").orElse(""),
                orderBy(),
                number("offset", 0),
                (int) Math.min(limit, Integer.MAX_VALUE));
    }

    private long number(String name, long otherwise) {
        Optional<String> value = first(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.get());
            if (number < 0) {
                throw RestException.badRequest("Parameter " + name + " must not be negative.");
            }
            return number;
        } catch (NumberFormatException e) {
            // 404 rather than 400: the status that clients of Magnolia know.
            throw RestException.notFound("Unable to extract parameter from http request: " + name
                    + " takes a whole number, not '" + value.get() + "'");
        }
    }

    /** Of several {@code @ancestor} the last one counts, as in Magnolia. */
    private List<Filter> filters() {
        List<Filter> filters = new ArrayList<>();
        Set<String> known = known();
        for (Parameter parameter : parameters) {
            if (!known.contains(parameter.name())) {
                Filter filter = Filter.parse(parameter.name(), parameter.value());
                if (filter.property().equals("@ancestor")) {
                    filters.removeIf(earlier -> earlier.property().equals("@ancestor"));
                }
                filters.add(filter);
            }
        }
        return filters;
    }

    private List<Order> orderBy() {
        List<Order> orders = new ArrayList<>();
        for (String part : first("orderBy").orElse("").split(",")) {
            if (!part.isBlank()) {
                orders.add(Order.parse(part));
            }
        }
        return orders;
    }
}
