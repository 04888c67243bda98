package org.heliograph.cms.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.definition.DefinitionFiles.DefinitionFile;

/**
 * Files of {@code decorations/<module>/<type>/<path>[.sub.node].yaml}, which are merged into definitions of other
 * modules, and of {@code decorations/<module>/config.yaml}, which change the configuration of a module.
 */
final class Decorations {

    private record Target(DefinitionFile definition, String subNode) {}

    /** @param brought whether it is the operator's */
    private record Decoration(String file, String subNode, boolean brought) {}

    /**
     * @param brought what the operator's decorations alone make of nothing
     * @param complete whether every decoration could be read
     */
    record Decorated(ConfigNode config, ConfigNode brought, boolean complete) {}

    private static final String EXTENSION = ".yaml";

    private final Trees trees;
    private final Problems problems;
    private final DefinitionFiles definitions;
    private final Map<String, List<Decoration>> byTarget = new HashMap<>();

    Decorations(ModuleFiles files, Modules modules, DefinitionFiles definitions, Trees trees, Problems problems) {
        this.trees = trees;
        this.problems = problems;
        this.definitions = definitions;
        for (Module module : hostsFirst(files, modules)) {
            String folder = module.name() + "/decorations/";
            files.below(folder).keySet().stream()
                    .filter(file -> file.endsWith(EXTENSION))
                    .forEach(file -> add(folder, file, modules, files.isBrought(module.name())));
        }
    }

    /** What the operator decorates lies over what the host's own modules decorate. */
    private static List<Module> hostsFirst(ModuleFiles files, Modules modules) {
        List<Module> ordered = new ArrayList<>();
        modules.inOrder().forEach(ordered::add);
        ordered.sort(Comparator.comparing(module -> files.isBrought(module.name())));
        return ordered;
    }

    /** The module whose decoration of another module's configuration was laid on last. */
    Optional<String> lastDecoratorOf(String module) {
        List<Decoration> decorations = byTarget.getOrDefault(module + "/config", List.of());
        return decorations.isEmpty()
                ? Optional.empty()
                : Optional.of(decorations.get(decorations.size() - 1).file().split("/", 2)[0]);
    }

    private void add(String folder, String file, Modules modules, boolean brought) {
        String[] parts = file.substring(folder.length(), file.length() - EXTENSION.length())
                .split("/", 3);
        if (parts.length == 2 && parts[1].equals("config")) {
            put(parts[0] + "/config", new Decoration(file, "", brought));
        } else if (parts.length == 3) {
            Optional<DefinitionType> type = DefinitionType.ofFolder(parts[1]);
            Optional<Target> target = type.flatMap(t -> target(t, parts[0], parts[2]));
            target.ifPresent(t -> put(t.definition().file(), new Decoration(file, t.subNode(), brought)));
            if (type.isPresent() && target.isEmpty() && modules.contains(parts[0])) {
                reportMissing(type.get(), parts[0], parts[2], file);
            }
        }
    }

    /** The definition whose path is the longest beginning of the file's path, cut before a dot. */
    private Optional<Target> target(DefinitionType type, String module, String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
            Optional<DefinitionFile> definition = definitions.find(type, module, path.substring(0, end));
            if (definition.isPresent()) {
                return Optional.of(new Target(definition.get(), path.substring(Math.min(path.length(), end + 1))));
            }
        }
        return Optional.empty();
    }

    private void reportMissing(DefinitionType type, String module, String path, String file) {
        List<String> known = definitions.of(type).stream()
                .filter(d -> d.module().name().equals(module))
                .map(DefinitionFile::path)
                .toList();
        problems.major(
                new Location(file, 1, 1),
                "The decoration changes nothing: " + module + " has no " + type.folder() + "/" + path,
                Hints.oneOf(path, known));
    }

    private void put(String target, Decoration decoration) {
        byTarget.computeIfAbsent(target, t -> new ArrayList<>()).add(decoration);
    }

    Decorated decorate(DefinitionFile definition, ConfigNode config) {
        return decorate(definition.file(), config);
    }

    /** The configuration of a module that is not defined here, as far as decorations say something about it. */
    Decorated moduleConfig(String module) {
        return decorate(module + "/config", ConfigNode.nothing(new Location(module + "/config.yaml", 0, 0)));
    }

    private Decorated decorate(String target, ConfigNode config) {
        ConfigNode decorated = config;
        ConfigNode brought = ConfigNode.nothing(config.location());
        boolean complete = true;
        for (Decoration decoration : byTarget.getOrDefault(target, List.of())) {
            Optional<ConfigNode> layer = read(decoration);
            complete &= layer.isPresent();
            decorated = layer.isPresent() ? decorated.mergedWith(layer.get()) : decorated;
            brought = layer.isPresent() && decoration.brought() ? brought.mergedWith(layer.get()) : brought;
        }
        return new Decorated(decorated, brought, complete);
    }

    private Optional<ConfigNode> read(Decoration decoration) {
        try {
            Trees.Tree tree = trees.read(decoration.file());
            tree.directive()
                    .ifPresent(d -> problems.major(
                            d.location(),
                            "!" + d.name() + " has no effect in a decoration",
                            "Write the keys themselves, or use !include"));
            ConfigNode layer = tree.root();
            String[] keys = decoration.subNode().isEmpty()
                    ? new String[0]
                    : decoration.subNode().split("\\.");
            for (int i = keys.length - 1; i >= 0; i--) {
                layer = ConfigNode.map(layer.location(), Map.of(keys[i], layer), Map.of());
            }
            return Optional.of(layer);
        } catch (DefinitionException e) {
            problems.add(e.problem());
            return Optional.empty();
        }
    }
}
