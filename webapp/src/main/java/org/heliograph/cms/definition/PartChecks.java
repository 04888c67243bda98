package org.heliograph.cms.definition;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.heliograph.cms.definition.Parts.Key;
import org.heliograph.cms.definition.Parts.Part;

/**
 * The parts of an app or a dialog, down to the last one: whether Magnolia has what {@code $type} says, whether the keys
 * are such of it, and whether what must be there is. Of a class that is not Magnolia's own nothing is known, so nothing
 * is said.
 */
final class PartChecks {

    private static final Parts PARTS = Parts.ofMagnolia62();

    /** Magnolia reads these of every part. */
    private static final Set<String> EVERYWHERE = Set.of("$type", "class", "name", "enabled");

    private final Problems problems;

    PartChecks(Problems problems) {
        this.problems = problems;
    }

    /** @param kind what the place asks for, such as {@code field} */
    void check(String kind, ConfigNode node) {
        if (!node.isMap()) {
            return;
        }
        Optional<ConfigNode> type = node.get("$type");
        Optional<ConfigNode> className = node.get("class");
        if (className.isPresent()) {
            // Magnolia's other classes and those of other modules are known to nobody here.
            PARTS.byClass(kind, className.get().text().orElse("")).ifPresent(part -> checkExactly(part, node));
        } else if (type.isPresent()) {
            String name = type.get().text().orElse("");
            Optional<Part> part = PARTS.byType(kind, name);
            part.ifPresent(p -> checkExactly(p, node));
            if (part.isEmpty() && !MagnoliaNames.TYPES_ELSEWHERE.contains(name)) {
                unknownType(kind, type.get(), name);
                checkRoughly(kind, node);
            }
        } else {
            PARTS.only(kind).ifPresentOrElse(part -> checkExactly(part, node), () -> checkRoughly(kind, node));
        }
    }

    private void unknownType(String kind, ConfigNode type, String name) {
        Set<String> known = PARTS.types(kind);
        problems.major(
                type.location(),
                "Magnolia has no " + words(kind) + " type " + name,
                Hints.nearest(name, known)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Check the spelling; what another module brings is named by class"));
    }

    private static String words(String kind) {
        return kind.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private void checkExactly(Part part, ConfigNode node) {
        Set<String> known = new TreeSet<>(part.keys().keySet());
        known.addAll(EVERYWHERE);
        Fields fields = new Fields(node, problems);
        fields.knownKeys(known);
        String noun = part.type().isEmpty() ? simpleName(part.className()) : part.type();
        part.keys().forEach((key, value) -> {
            if (value.needed() && fields.lacks(key)) {
                problems.major(
                        node.location(), "The " + noun + " has no " + key, "Add " + key + "; it does nothing without");
            }
        });
        checkPattern(part, node);
        checkChildren(part.keys(), node);
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private void checkPattern(Part part, ConfigNode node) {
        if (!part.type().equals("regexpValidator")) {
            return;
        }
        node.get("pattern").ifPresent(pattern -> {
            try {
                Pattern.compile(pattern.text().orElse(""));
            } catch (PatternSyntaxException e) {
                problems.major(
                        pattern.location(),
                        "This is no regular expression: " + pattern.text().orElse("") + ", " + e.getDescription(),
                        "Put a backslash before a bracket that is meant as such");
            }
        });
    }

    /** Where it is not said what the part is: only a key that is nearly a known one is taken for a slip. */
    private void checkRoughly(String kind, ConfigNode node) {
        Map<String, Key> keys = PARTS.allKeys(kind);
        Set<String> known = new HashSet<>(keys.keySet());
        known.addAll(EVERYWHERE);
        new Fields(node, problems).slips(known);
        checkChildren(keys, node);
    }

    private void checkChildren(Map<String, Key> keys, ConfigNode node) {
        keys.forEach((name, key) -> key.kind()
                .ifPresent(kind -> node.get(name).ifPresent(child -> {
                    Collection<ConfigNode> parts =
                            key.several() ? child.children().values() : Set.of(child);
                    parts.forEach(part -> check(kind, part));
                })));
    }
}
