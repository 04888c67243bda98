package org.heliograph.cms.definition;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which file defines what: every definition file of all modules by type and id, the first of an id winning. */
final class DefinitionFiles {

    /**
     * @param id registry id
     * @param path path of the definition below the folder of its type, without extension
     * @param file path of the file
     */
    record DefinitionFile(DefinitionType type, String id, Module module, String path, String file) {

        Location location() {
            return new Location(file, 1, 1);
        }
    }

    private static final String EXTENSION = ".yaml";

    private final Map<DefinitionType, Map<String, DefinitionFile>> byId = new EnumMap<>(DefinitionType.class);

    DefinitionFiles(ModuleFiles files, Modules modules, Problems problems) {
        for (DefinitionType type : DefinitionType.values()) {
            byId.put(type, new LinkedHashMap<>());
            for (Module module : modules.inOrder()) {
                String folder = module.name() + "/" + type.folder() + "/";
                files.below(folder).keySet().forEach(file -> add(type, module, folder, file, problems));
            }
        }
    }

    private void add(DefinitionType type, Module module, String folder, String file, Problems problems) {
        if (file.endsWith(".yml")) {
            problems.minor(new Location(file, 0, 0), "Only files named .yaml are read", "Rename it from .yml to .yaml");
        }
        if (!file.endsWith(EXTENSION)) {
            return;
        }
        String path = file.substring(folder.length(), file.length() - EXTENSION.length());
        String id = type.idOf(module.name(), path);
        DefinitionFile first = byId.get(type).putIfAbsent(id, new DefinitionFile(type, id, module, path, file));
        if (first != null) {
            reportTaken(type, id, first, file, problems);
            addQualified(type, module.name() + ":" + id, module, path, file);
        }
    }

    private static void reportTaken(
            DefinitionType type, String id, DefinitionFile first, String file, Problems problems) {
        problems.severe(
                new Location(file, 1, 1),
                "The name " + id + " is taken by " + first.file() + ", which is registered first",
                "Rename this file; names in " + type.folder() + " are global over all modules");
    }

    /**
     * Magnolia refuses the second content type of a name, and with it the workspace of a module that is sound in itself.
     * Here it stays, known by that name in its own module and by its full name elsewhere.
     */
    private void addQualified(DefinitionType type, String id, Module module, String path, String file) {
        if (type == DefinitionType.CONTENT_TYPE) {
            byId.get(type).putIfAbsent(id, new DefinitionFile(type, id, module, path, file));
        }
    }

    Collection<DefinitionFile> of(DefinitionType type) {
        return byId.get(type).values();
    }

    Set<String> ids(DefinitionType type) {
        return byId.get(type).keySet();
    }

    Optional<DefinitionFile> find(DefinitionType type, String id) {
        return Optional.ofNullable(byId.get(type).get(id));
    }

    /** The definition of a module by its path below the folder. */
    Optional<DefinitionFile> find(DefinitionType type, String module, String path) {
        return find(type, type.idOf(module, path))
                .filter(d -> d.module().name().equals(module) && d.path().equals(path))
                .or(() -> find(type, module + ":" + type.idOf(module, path)));
    }
}
