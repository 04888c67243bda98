package org.heliograph.cms.delivery;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Hints;
import org.heliograph.cms.web.RestException;

/**
 * Refuses parameters that nobody can have meant. Magnolia takes every unknown parameter for a filter, so that a typing error
 * gives an empty list; this happens here only where the operator or the caller wishes otherwise.
 */
final class StrictParameters {

    /** What a caller sends, and is told that it was heard. */
    static final String PREFERENCE = "handling=strict";

    private static final Set<String> SPECIAL_FILTERS = Set.of("@name", "@ancestor", "@path", "@jcr:uuid");

    private final Definitions definitions;
    private final Endpoint endpoint;
    private final String workspace;
    /** Names of properties, those of other languages included; empty where no content type tells them. */
    private final Set<String> properties;

    StrictParameters(Definitions definitions, Endpoint endpoint, String workspace) {
        this.definitions = definitions;
        this.endpoint = endpoint;
        this.workspace = workspace;
        this.properties = declaredProperties();
    }

    /** Whether a caller sent {@code Prefer: handling=strict} (RFC 7240); of several {@code handling} the first counts. */
    static boolean isPreferred(HttpServletRequest request) {
        if (request.getHeader("Prefer") == null) {
            return false;
        }
        return Collections.list(request.getHeaders("Prefer")).stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(preference ->
                        preference.split(";", 2)[0].replaceAll("[\\s\"]", "").toLowerCase(Locale.ROOT))
                .filter(preference -> preference.startsWith("handling="))
                .findFirst()
                .filter(PREFERENCE::equals)
                .isPresent();
    }

    private Set<String> declaredProperties() {
        Set<String> names = new TreeSet<>();
        for (ContentType type : definitions.contentTypes().values()) {
            if (type.datasource().workspace().equals(workspace)) {
                addNames(names, type.model().properties());
                type.model().subModels().stream()
                        .filter(sub -> endpoint.nodeTypes().orElse(List.of()).contains(sub.nodeType()))
                        .forEach(sub -> addNames(names, sub.properties()));
            }
        }
        return names;
    }

    private void addNames(Set<String> names, List<ContentType.Property> declared) {
        var i18n = definitions.site().i18n();
        for (ContentType.Property property : declared) {
            names.add(property.name());
            i18n.locales().stream()
                    .filter(locale -> property.i18n() && !locale.equals(i18n.defaultLocale()))
                    .forEach(locale -> names.add(property.name() + "_" + locale));
        }
    }

    /**
     * @param filtering whether parameters that are no others are filters; where one node is asked for, {@code version} is
     *     a parameter
     * @throws RestException naming the first parameter or field that means nothing, and what may be meant
     */
    void check(QueryString query, boolean filtering) {
        Set<String> parameters = new TreeSet<>(query.known());
        if (!filtering) {
            parameters.add("version");
        }
        for (String name : query.names()) {
            String property = name.split("\\[", 2)[0].strip();
            if (!parameters.contains(name) && !SPECIAL_FILTERS.contains(property) && !isProperty(property)) {
                parameters.addAll(properties);
                throw unknown("parameter", property, parameters);
            }
        }
        for (String path : FieldSelection.names(query.first("fields").orElse(""))) {
            String name = path.split("\\.", 2)[0];
            boolean known = name.startsWith("@") || name.equals("*") || isProperty(name) || isProperty(path);
            if (!known) {
                throw unknown("field", name, properties);
            }
        }
    }

    private boolean isProperty(String name) {
        return properties.isEmpty() || properties.contains(name) || NodeSnapshot.isSystemProperty(name);
    }

    private RestException unknown(String what, String name, Set<String> known) {
        return RestException.badRequest("Unknown " + what + " '" + QueryString.shortened(name)
                + "': no content type of workspace " + workspace + " has a property of that name. "
                + Hints.oneOf(name, known));
    }
}
