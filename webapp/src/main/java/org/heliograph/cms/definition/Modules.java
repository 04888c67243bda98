package org.heliograph.cms.definition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.heliograph.cms.definition.Module.Dependency;

/**
 * All light modules in the order of registration, which is Magnolia's: by dependency, then by name. Those that the
 * operator brings come before those of the host.
 */
final class Modules {

    private final Map<String, Module> ordered = new LinkedHashMap<>();

    private Modules() {}

    static Modules read(ModuleFiles files, Trees trees, Problems problems) {
        Map<String, Module> found = new LinkedHashMap<>();
        for (String name : files.modules()) {
            found.put(name, read(name, trees, problems));
        }
        Modules modules = new Modules();
        found.values().forEach(module -> modules.add(module, found, new ArrayDeque<>(), problems));
        found.values().forEach(module -> checkDependencies(module, found, problems));
        return modules;
    }

    private static Module read(String name, Trees trees, Problems problems) {
        String file = name + "/module.yaml";
        try {
            ConfigNode root = trees.read(file).root();
            Fields fields = new Fields(root, problems);
            fields.knownKeys(Set.of("version", "dependencies", "name", "displayName", "description", "class"));
            String version = fields.text("version").orElse("");
            if (!VersionRange.isVersion(version) && (!version.isEmpty() || fields.lacks("version"))) {
                problems.major(
                        root.get("version").orElse(root).location(),
                        version.isEmpty() ? "The module has no version" : "This is no version: " + version,
                        "Write version: 1.0");
            }
            return new Module(name, version, dependencies(root, problems));
        } catch (DefinitionException e) {
            problems.add(e.problem());
            return new Module(name, "", Map.of());
        }
    }

    private static Map<String, Dependency> dependencies(ConfigNode root, Problems problems) {
        Map<String, Dependency> dependencies = new LinkedHashMap<>();
        root.get("dependencies")
                .ifPresent(node -> node.children().forEach((name, child) -> {
                    Fields fields = new Fields(child, problems);
                    fields.knownKeys(Set.of("version", "optional", "name"));
                    String range = fields.text("version").orElse("*");
                    dependencies.put(
                            name, new Dependency(node.keyLocation(name), range, fields.flag("optional", false)));
                    if (VersionRange.parse(range).isEmpty()) {
                        problems.major(
                                child.get("version").orElse(child).location(),
                                "This is no version range: " + range,
                                "Write '*', 1.2, 1.2/*, '*/1.4' or 1.2/1.4");
                    }
                }));
        return dependencies;
    }

    private void add(Module module, Map<String, Module> found, Deque<String> open, Problems problems) {
        if (ordered.containsKey(module.name())) {
            return;
        }
        open.push(module.name());
        module.dependencies().forEach((name, dependency) -> {
            if (open.contains(name)) {
                problems.major(
                        dependency.location(),
                        "The modules " + module.name() + " and " + name + " depend on each other",
                        "Remove one of the dependencies");
            } else if (found.containsKey(name)) {
                add(found.get(name), found, open, problems);
            }
        });
        open.pop();
        ordered.put(module.name(), module);
    }

    private static void checkDependencies(Module module, Map<String, Module> found, Problems problems) {
        module.dependencies().forEach((name, dependency) -> {
            Module other = found.get(name);
            if (other == null) {
                if (!dependency.optional() && !MagnoliaNames.isModule(name)) {
                    problems.major(
                            dependency.location(),
                            "The module " + name + " is not there",
                            Hints.oneOf(name, found.keySet()) + ", or mark it optional: true");
                }
            } else if (VersionRange.parse(dependency.range())
                    .filter(range -> !range.contains(other.version()))
                    .isPresent()) {
                problems.major(
                        dependency.location(),
                        "The module " + name + " has version " + other.version() + ", which is not in "
                                + dependency.range(),
                        "Widen the range or take another version of " + name);
            }
        });
    }

    /** Modules in order of registration. */
    Iterable<Module> inOrder() {
        return ordered.values();
    }

    boolean contains(String name) {
        return ordered.containsKey(name);
    }

    /** Whether a module depends on another one, directly or through a third. */
    boolean dependsOn(String module, String other) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(module));
        while (!open.isEmpty()) {
            Module next = ordered.get(open.pop());
            if (next != null && seen.add(next.name())) {
                open.addAll(next.dependsOn());
            }
        }
        return seen.contains(other);
    }
}
