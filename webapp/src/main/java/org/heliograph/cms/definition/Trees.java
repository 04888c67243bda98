package org.heliograph.cms.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads files to configuration trees: includes expanded, aliases copied, the directive of the first line set aside. */
final class Trees {

    /**
     * @param directive {@code !inherit} or {@code !content-type} of the first line
     * @param root what the file says otherwise
     */
    record Tree(Optional<Directive> directive, ConfigNode root) {}

    /**
     * @param name such as {@code inherit}
     * @param argument what follows the colon; empty where there is none
     */
    record Directive(String name, String argument, Location location) {}

    private static final int MAX_INCLUDES = 16;
    private static final int MAX_LEVELS = 200;
    private static final int MAX_NODES = 50_000;

    private final ModuleFiles files;
    private final Problems problems;

    Trees(ModuleFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /**
     * @param file a file that exists
     * @throws DefinitionException if the file or one that it includes cannot be used
     */
    Tree read(String file) {
        byte[] bytes = files.read(file).orElseThrow(() -> new IllegalArgumentException(file));
        Optional<Node> root = YamlReader.read(file, bytes);
        Reading reading = new Reading(file);
        Optional<Directive> directive = root.flatMap(node -> directive(file, node))
                .filter(d -> d.name().equals("inherit") || d.name().equals("content-type"));
        ConfigNode tree = root.map(node -> reading.convert(node, directive.isPresent(), List.of(file)))
                .orElse(ConfigNode.nothing(new Location(file, 1, 1)));
        return new Tree(directive, tree);
    }

    private static Optional<Directive> directive(String file, Node node) {
        Tag tag = node.getTag();
        if (tag == null
                || tag.startsWith(Tag.PREFIX)
                || !tag.startsWith("!")
                || tag.getValue().length() == 1) {
            return Optional.empty();
        }
        String[] parts = tag.getValue().substring(1).split(":", 2);
        return Optional.of(new Directive(
                parts[0], parts.length == 2 ? parts[1] : "", YamlReader.place(file, node.getStartMark())));
    }

    /** One definition with all that it includes; the limits hold for the whole of it. */
    private final class Reading {

        private final String definition;
        private int nodes;
        private int levels;

        Reading(String definition) {
            this.definition = definition;
        }

        /**
         * @param bare whether the directive of the node was dealt with
         * @param open the files under way, each included by the one before
         */
        ConfigNode convert(Node node, boolean bare, List<String> open) {
            String file = open.get(open.size() - 1);
            if (++nodes > MAX_NODES || ++levels > MAX_LEVELS) {
                throw new DefinitionException(
                        new Location(definition, 1, 1),
                        "The definition grows beyond " + MAX_NODES + " values or " + MAX_LEVELS + " levels",
                        "Use fewer aliases and includes");
            }
            Optional<Directive> directive = bare ? Optional.empty() : directive(file, node);
            ConfigNode plain = plain(node, open);
            ConfigNode result = directive.isPresent() ? apply(directive.get(), plain, open) : plain;
            levels--;
            return result;
        }

        private ConfigNode apply(Directive directive, ConfigNode plain, List<String> open) {
            return switch (directive.name()) {
                case "include" -> include(directive, open, plain);
                case "override" -> plain.replacing();
                case "inherit", "content-type" -> {
                    problems.major(
                            directive.location(),
                            "!" + directive.name() + " counts only in the first line of a definition",
                            "Move it there, or use !include here");
                    yield plain;
                }
                default -> {
                    problems.major(
                            directive.location(),
                            "Unknown directive !" + directive.name(),
                            Hints.oneOf(directive.name(), List.of("include", "inherit", "override", "content-type")));
                    yield plain;
                }
            };
        }

        private ConfigNode include(Directive directive, List<String> open, ConfigNode over) {
            String target = directive.argument().replaceFirst("^/", "");
            byte[] bytes = files.read(target)
                    .orElseThrow(
                            () -> new DefinitionException(
                                    directive.location(),
                                    "There is no file /" + target + " to include",
                                    "Give the path from the root of the light modules, such as !include:/my-module/includes/x.yaml"));
            if (open.contains(target) || open.size() > MAX_INCLUDES) {
                throw new DefinitionException(
                        directive.location(),
                        "The include ends in itself or goes too deep: " + String.join(" -> ", open) + " -> " + target,
                        "Break the circle; files may include each other " + MAX_INCLUDES + " levels deep");
            }
            List<String> inner = new ArrayList<>(open);
            inner.add(target);
            ConfigNode included = YamlReader.read(target, bytes)
                    .map(node -> convert(node, false, inner))
                    .orElse(ConfigNode.nothing(directive.location()));
            return over.isNothing() ? included : included.mergedWith(over);
        }

        private ConfigNode plain(Node node, List<String> open) {
            Location place = YamlReader.place(open.get(open.size() - 1), node.getStartMark());
            if (node instanceof MappingNode mapping) {
                return map(mapping, place, open);
            }
            if (node instanceof SequenceNode sequence) {
                return ConfigNode.list(
                        place,
                        sequence.getValue().stream()
                                .map(item -> convert(item, false, open))
                                .toList());
            }
            ScalarNode scalar = (ScalarNode) node;
            boolean nothing =
                    Tag.NULL.equals(scalar.getTag()) || (scalar.getValue().isEmpty() && scalar.isPlain());
            return nothing ? ConfigNode.nothing(place) : ConfigNode.text(place, scalar.getValue());
        }

        private ConfigNode map(MappingNode mapping, Location place, List<String> open) {
            Map<String, ConfigNode> children = new LinkedHashMap<>();
            Map<String, Location> keys = new LinkedHashMap<>();
            Map<String, ConfigNode> merged = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
                    mergeKey(tuple.getValueNode(), open, merged);
                } else {
                    put(tuple, open, children, keys);
                }
            }
            children.forEach(merged::put);
            return ConfigNode.map(place, merged, keys);
        }

        /** YAML's own merge key, {@code <<: *anchor} or a list of such; own keys win over it. */
        private void mergeKey(Node value, List<String> open, Map<String, ConfigNode> merged) {
            ConfigNode base = convert(value, false, open);
            if (base.isList()) {
                base.children().values().forEach(item -> item.children().forEach(merged::putIfAbsent));
            } else {
                base.children().forEach(merged::putIfAbsent);
            }
        }

        private void put(
                NodeTuple tuple, List<String> open, Map<String, ConfigNode> children, Map<String, Location> keys) {
            Location place = YamlReader.place(
                    open.get(open.size() - 1), tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new DefinitionException(place, "A key must be a text", "Put quotes around it");
            }
            if (children.containsKey(key.getValue())) {
                problems.minor(
                        place,
                        "The key " + key.getValue() + " is given twice; the last one counts",
                        "Remove one of them; the other is in line "
                                + keys.get(key.getValue()).line());
            }
            keys.put(key.getValue(), place);
            children.put(key.getValue(), convert(tuple.getValueNode(), false, open));
        }
    }
}
