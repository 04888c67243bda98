package org.heliograph.cms.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Endpoint.JcrResolver;
import org.heliograph.cms.definition.Endpoint.Reference;
import org.heliograph.cms.definition.Endpoint.Resolver;

/**
 * What of a node an answer shows. Two nodes of one type in equal scopes have one shape.
 *
 * @param childTypes types of children that are shown; absent for any
 * @param strict whether subtypes of these do not count
 * @param depth levels of children that are shown
 * @param properties white list of names in the answer; empty for all
 * @param excluded black list of stored names
 * @param systemProperties names of system properties that are shown
 * @param rules how references are resolved; empty where no level of them is left
 * @param levels levels of references that are still resolved
 * @param linked whether the node carries the address of its page
 */
record Scope(
        Optional<List<String>> childTypes,
        boolean strict,
        int depth,
        List<String> properties,
        List<String> excluded,
        List<String> systemProperties,
        List<Reference> rules,
        int levels,
        boolean linked) {

    /** Deeper trees and chains than these are described as endless, so that the description has an end. */
    private static final int MANY_LEVELS = 8;

    private static final int ALL = Integer.MAX_VALUE;

    Scope {
        depth = depth > MANY_LEVELS ? ALL : depth;
        levels = levels > MANY_LEVELS ? ALL : levels;
        if (depth == 0) {
            childTypes = Optional.empty();
            strict = false;
        }
        if (levels == 0) {
            rules = List.of();
        }
    }

    /** What a node of the endpoint's own workspace shows. */
    static Scope of(Endpoint endpoint) {
        return new Scope(
                Optional.of(endpoint.childNodeTypes().orElse(List.of())),
                endpoint.strict(),
                endpoint.depth(),
                endpoint.properties(),
                endpoint.properties().isEmpty() ? endpoint.excludeProperties() : List.of(),
                endpoint.systemProperties(),
                endpoint.references(),
                // Magnolia takes -1 not for unlimited but for the default.
                endpoint.referenceDepth() < 0 ? 1 : endpoint.referenceDepth(),
                false);
    }

    /** What the children show. */
    Scope below() {
        return new Scope(
                childTypes,
                strict,
                depth == ALL ? ALL : depth - 1,
                properties,
                excluded,
                systemProperties,
                rules,
                levels,
                false);
    }

    /** What a referenced node shows. */
    Scope referenced(JcrResolver resolver) {
        return new Scope(
                Optional.empty(),
                false,
                resolver.depthInReferencedNode().orElse(ALL),
                resolver.properties(),
                resolver.properties().isEmpty() ? resolver.excludeProperties() : List.of(),
                systemProperties,
                rules,
                levels == ALL ? ALL : levels - 1,
                resolver.generateLink());
    }

    /** Whether a property is shown under a name that is also its stored one. */
    boolean shows(String name) {
        return (properties.isEmpty() || properties.contains(name)) && !excluded.contains(name);
    }

    /**
     * Whether children of a type are shown.
     *
     * @param type the primary type
     * @param all the primary type and its supertypes
     */
    boolean showsChildren(String type, Set<String> all) {
        return depth > 0
                && childTypes
                        .map(wanted -> wanted.stream().anyMatch(strict ? type::equals : all::contains))
                        .orElse(true);
    }

    /**
     * What is done with the value of a property.
     *
     * @param holderTypes of the node that has the property
     */
    Optional<Resolver> resolver(Set<String> holderTypes, String property) {
        return rules.stream()
                .filter(rule -> rule.nodeType().map(holderTypes::contains).orElse(true))
                .filter(rule -> matches(rule.propertyName(), property))
                .map(Reference::resolver)
                .findFirst();
    }

    /** An expression that is none makes the endpoint fail, so that it does not matter what is said of its answers. */
    private static boolean matches(String expression, String property) {
        try {
            return Pattern.matches(expression, property);
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
