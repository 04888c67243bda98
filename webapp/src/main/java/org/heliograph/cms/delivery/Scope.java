package org.heliograph.cms.delivery;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Endpoint.NoResolver;
import org.heliograph.cms.definition.Endpoint.Reference;
import org.heliograph.cms.definition.Endpoint.Resolver;
import org.heliograph.cms.web.RestException;

/**
 * What holds for a node and all below it.
 *
 * @param workspace where they are
 * @param childTypes types of children that are shown; absent for any
 * @param properties white list
 * @param excluded black list, which takes stored names; empty where there is a white list, which makes it void
 * @param referenceLevels levels of references that are still resolved
 * @param rules that hold
 * @param wanted what the request asks for
 */
record Scope(
        String workspace,
        Optional<List<String>> childTypes,
        List<String> properties,
        List<String> excluded,
        int referenceLevels,
        Rules rules,
        Wanted wanted) {

    static Scope of(String workspace, Rules rules, int referenceLevels, Wanted wanted) {
        Endpoint endpoint = rules.endpoint();
        return new Scope(
                workspace,
                Optional.of(endpoint.childNodeTypes().orElse(List.of())),
                endpoint.properties(),
                endpoint.properties().isEmpty() ? endpoint.excludeProperties() : List.of(),
                referenceLevels,
                rules,
                wanted);
    }

    /** What holds for a child. */
    Scope below(String child) {
        return new Scope(workspace, childTypes, properties, excluded, referenceLevels, rules, wanted.below(child));
    }

    /** Whether a property of that stored name may be shown; system properties have lists of their own. */
    boolean admits(String stored) {
        return properties.isEmpty() || NodeSnapshot.isSystemProperty(stored)
                ? !excluded.contains(stored)
                : properties.contains(stored);
    }

    /** Whether the value of a property in one language may be shown beside those in others. */
    boolean admits(String stored, String name) {
        return properties.isEmpty() ? admits(stored) : admits(stored) || admits(name);
    }

    /** Whether a property of that name is shown, if its stored one may be. */
    boolean shows(String name) {
        boolean hidden = NodeSnapshot.isSystemProperty(name)
                && !rules.endpoint().includeSystemProperties()
                && !rules.endpoint().systemProperties().contains(name);
        return !hidden && wanted.fields().shows(name);
    }

    /** Where the value of a property is written under its own name. */
    Slot slot(NodeSnapshot holder, String name) {
        return new Slot(this, holder, name, name, wanted.fields().below(name));
    }

    /** What makes something of a value. */
    Resolver resolver(NodeSnapshot holder, String property) {
        return referenceLevels > 0 ? rules.resolver(holder, property) : new NoResolver();
    }

    record Rule(Reference reference, Pattern name) {

        static Rule of(Reference reference) {
            try {
                return new Rule(reference, Pattern.compile(reference.propertyName()));
            } catch (PatternSyntaxException e) {
                throw new RestException(
                        500,
                        "unknown",
                        "The endpoint is defined with propertyName '" + reference.propertyName()
                                + "', which is no regular expression.");
            }
        }

        boolean appliesTo(NodeSnapshot holder, String property) {
            return name.matcher(property).matches()
                    && reference.nodeType().map(t -> holder.types().contains(t)).orElse(true);
        }
    }

    /** An endpoint whose rules hold, and those of them for references. */
    record Rules(Endpoint endpoint, List<Rule> references) {

        static Rules of(Endpoint endpoint, Predicate<Reference> wanted) {
            return new Rules(
                    endpoint,
                    endpoint.references().stream().filter(wanted).map(Rule::of).toList());
        }

        Resolver resolver(NodeSnapshot holder, String property) {
            return references.stream()
                    .filter(rule -> rule.appliesTo(holder, property))
                    .findFirst()
                    .map(rule -> rule.reference().resolver())
                    .orElseGet(NoResolver::new);
        }
    }

    /**
     * What the request wants of a node.
     *
     * @param fields members that are shown
     * @param expansion references that are resolved
     * @param declared what the content type says; not looked up where nothing asks for it
     */
    record Wanted(FieldSelection fields, Expansion expansion, Declared declared) {

        Wanted below(String member) {
            return new Wanted(fields.below(member), expansion.below(member), declared.below(member));
        }
    }

    /**
     * Where a value is written.
     *
     * @param name of the property in the answer
     * @param stored name of the property
     * @param fields what is shown of the node or asset that replaces the value
     */
    record Slot(Scope scope, NodeSnapshot holder, String name, String stored, FieldSelection fields) {}
}
