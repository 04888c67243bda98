package org.heliograph.cms.definition;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the keys of a map as Magnolia converts them, and reports what Magnolia passes over in silence. */
final class Fields {

    private static final Map<String, Boolean> FLAGS =
            Map.of("true", true, "yes", true, "on", true, "false", false, "no", false, "off", false);

    private final ConfigNode node;
    private final Problems problems;

    Fields(ConfigNode node, Problems problems) {
        this.node = node;
        this.problems = problems;
    }

    /** Reports every key that is not known. */
    void knownKeys(Collection<String> known) {
        if (!node.isMap()) {
            return;
        }
        for (String key : node.children().keySet()) {
            if (!known.contains(key)) {
                problems.minor(
                        node.keyLocation(key),
                        "Unknown key " + key + "; it has no effect",
                        Hints.nearest(key, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Known here are "
                                        + String.join(
                                                ", ", known.stream().sorted().toList())));
            }
        }
    }

    /** Reports the keys that are nearly known ones, where others may be anybody's. */
    void slips(Collection<String> known) {
        if (!node.isMap()) {
            return;
        }
        node.children().keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> Hints.slip(key, known)
                        .ifPresent(near -> problems.minor(
                                node.keyLocation(key),
                                "Unknown key " + key + "; it has no effect",
                                "Did you mean " + near + "?")));
    }

    /** Whether a key is absent, and not only misspelled, which is reported as an unknown key already. */
    boolean lacks(String key) {
        return node(key).isEmpty()
                && node.children().keySet().stream()
                        .noneMatch(other -> Hints.nearest(other, List.of(key)).isPresent());
    }

    Optional<ConfigNode> node(String key) {
        return node.get(key).filter(child -> !child.isNothing());
    }

    Optional<String> text(String key) {
        Optional<ConfigNode> child = node.isMap() ? node(key) : Optional.empty();
        if (child.filter(ConfigNode::isCollection).isPresent()) {
            problems.minor(child.get().location(), key + " must be a text", "Write it in one line: " + key + ": value");
        }
        return child.flatMap(ConfigNode::text);
    }

    boolean flag(String key, boolean otherwise) {
        Optional<String> text = text(key);
        Optional<Boolean> flag = text.map(t -> FLAGS.get(t.strip().toLowerCase(Locale.ROOT)));
        if (text.isPresent() && flag.isEmpty()) {
            problems.minor(
                    node.get(key).orElse(node).location(),
                    key + " is neither true nor false: " + text.get(),
                    "Without it, " + otherwise + " holds");
        }
        return flag.orElse(otherwise);
    }

    /** A whole number from {@code min} on; anything else is reported and counts as absent, as in Magnolia. */
    Optional<Long> number(String key, long min) {
        Optional<String> text = text(key).map(String::strip);
        Optional<Long> number =
                text.filter(t -> t.matches("[+-]?\\d{1,18}")).map(Long::valueOf).filter(n -> n >= min);
        if (text.isPresent() && number.isEmpty()) {
            problems.minor(
                    node.get(key).orElse(node).location(),
                    key + " is no whole number from " + min + " on: " + text.get(),
                    "Write a number such as " + key + ": " + Math.max(1, min) + "; as it is, the default holds");
        }
        return number;
    }

    /** A list of texts; absent where the key is, or where there is a single value instead of a list. */
    Optional<List<String>> list(String key) {
        Optional<ConfigNode> child = node(key);
        if (child.filter(c -> !c.isCollection()).isPresent()) {
            problems.minor(
                    child.get().location(),
                    key + " must be a list; a single value counts as none",
                    "Write " + key + ": [" + child.get().text().orElse("") + "]");
        }
        return child.filter(ConfigNode::isCollection)
                .map(c -> c.children().values().stream()
                        .flatMap(item -> item.text().stream())
                        .toList());
    }
}
