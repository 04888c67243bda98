package org.heliograph.cms.definition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of all light modules at one moment, by path below the root such as
 * {@code heliograph/apps/products.yaml}. Layers laid on later win, file by file, as Magnolia lays directories over the
 * class path.
 */
final class ModuleFiles {

    /** Of a file that is no definition. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    /** Reads the bytes of one file. */
    @FunctionalInterface
    interface Content {
        byte[] read() throws IOException;
    }

    private record Resource(Content content, long size, boolean brought) {}

    private final NavigableMap<String, Resource> resources = new TreeMap<>();
    private final boolean brought;

    private ModuleFiles(boolean brought) {
        this.brought = brought;
    }

    /** No files yet, to be filled with those that the host brings itself. */
    static ModuleFiles ofHost() {
        return new ModuleFiles(false);
    }

    /** These files, to be overlaid with those that the operator brings. */
    ModuleFiles overlay() {
        ModuleFiles overlay = new ModuleFiles(true);
        overlay.resources.putAll(resources);
        return overlay;
    }

    void put(String path, long size, Content content) {
        resources.put(path, new Resource(content, size, brought));
    }

    boolean contains(String path) {
        return resources.containsKey(path);
    }

    /** Paths below a folder, in order; the folder ends with a slash. */
    SortedMap<String, ?> below(String folder) {
        return resources.subMap(folder, true, folder + Character.MAX_VALUE, false);
    }

    /**
     * Names of the modules, the top-level directories with a {@code module.yaml}: first those that the operator brings,
     * so that their endpoints are not shadowed by the ones of the host, and by name within both.
     */
    List<String> modules() {
        return resources.entrySet().stream()
                .filter(e -> isModuleFile(e.getKey()))
                .sorted(Comparator.comparing(e -> !e.getValue().brought()))
                .map(e -> e.getKey().substring(0, e.getKey().indexOf('/')))
                .toList();
    }

    /** Whether the operator brings a module, rather than the host. */
    boolean isBrought(String module) {
        Resource file = resources.get(module + "/module.yaml");
        return file != null && file.brought();
    }

    /** Whether a path is that of the {@code module.yaml} of a top-level directory. */
    static boolean isModuleFile(String path) {
        return path.endsWith("/module.yaml") && path.indexOf('/') == path.lastIndexOf('/') && path.indexOf('/') > 0;
    }

    /**
     * The bytes of a file, if there is such a file.
     *
     * @throws DefinitionException if it is too large or cannot be read
     */
    Optional<byte[]> read(String path) {
        return read(path, YamlReader.MAX_BYTES);
    }

    /**
     * The bytes of a file, if there is such a file.
     *
     * @param most bytes that it may have
     * @throws DefinitionException if it is too large or cannot be read
     */
    Optional<byte[]> read(String path, int most) {
        Resource resource = resources.get(path);
        if (resource == null) {
            return Optional.empty();
        }
        if (resource.size > most) {
            throw tooLarge(path, most);
        }
        try {
            byte[] bytes = resource.content.read();
            if (bytes.length > most) {
                throw tooLarge(path, most);
            }
            return Optional.of(bytes);
        } catch (IOException e) {
            throw new DefinitionException(
                    new Location(path, 0, 0),
                    "The file cannot be read: " + e,
                    "Check that it exists and its rights",
                    e);
        }
    }

    /** The text of a file as far as it can be read, for guesses only. */
    String text(String path) {
        try {
            return read(path)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
        } catch (DefinitionException e) {
            return "";
        }
    }

    private static DefinitionException tooLarge(String path, int most) {
        return new DefinitionException(
                new Location(path, 0, 0),
                "The file is larger than " + most / 1024 + " KB",
                "Split it, a definition with !include");
    }
}
