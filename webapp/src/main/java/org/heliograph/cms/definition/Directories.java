package org.heliograph.cms.definition;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** Light modules in directories: each direct child with a {@code module.yaml}, and the directory itself if it has one. */
final class Directories {

    /** Whether things that only look like modules are worth a problem. */
    enum Strictness {
        QUIET,
        STRICT
    }

    private static final int MAX_FILES = 20_000;
    private static final int MAX_LEVELS = 32;

    private Directories() {}

    /**
     * Lays the modules of a directory over those that are there. A child that has the name of a module which is there
     * already needs no {@code module.yaml}.
     */
    static void read(Path directory, ModuleFiles files, Problems problems, Strictness strictness) {
        if (!Files.isDirectory(directory)) {
            if (strictness == Strictness.STRICT) {
                problems.severe(
                        new Location(directory.toString(), 0, 0),
                        "There is no such directory",
                        "Name a directory that holds light modules");
            }
            return;
        }
        Path root = directory.toAbsolutePath().normalize();
        if (isModule(root)) {
            readModule(root, files, problems);
        }
        for (Path child : children(root, problems)) {
            if (isModule(child) || files.contains(child.getFileName() + "/module.yaml")) {
                readModule(child, files, problems);
            } else if (strictness == Strictness.STRICT && looksLikeModule(child)) {
                problems.major(
                        new Location(child.getFileName().toString(), 0, 0),
                        "The directory holds definitions but no module.yaml, so it is no module",
                        "Add a module.yaml with a version");
            }
        }
    }

    /** Whether the text of such a file is needed, not only its name. */
    static boolean isDefinition(String path) {
        return path.endsWith(".yaml") || path.endsWith(".properties");
    }

    /** Whether a file or folder never belongs to a module. */
    static boolean isIgnored(Path path) {
        Path name = path.getFileName();
        return name == null
                || name.toString().startsWith(".")
                || name.toString().equals("node_modules");
    }

    private static boolean isModule(Path directory) {
        return Files.isRegularFile(directory.resolve("module.yaml"));
    }

    private static boolean looksLikeModule(Path directory) {
        return Arrays.stream(DefinitionType.values()).anyMatch(t -> Files.isDirectory(directory.resolve(t.folder())));
    }

    private static List<Path> children(Path directory, Problems problems) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isDirectory)
                    .filter(c -> !isIgnored(c))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.severe(
                    new Location(directory.toString(), 0, 0),
                    "The directory cannot be read: " + e,
                    "Check that it exists and its rights");
            return List.of();
        }
    }

    private static void readModule(Path module, ModuleFiles files, Problems problems) {
        try {
            Files.walkFileTree(
                    module,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    MAX_LEVELS,
                    new Collector(module, files, problems));
        } catch (IOException e) {
            problems.severe(
                    new Location(module.getFileName().toString(), 0, 0),
                    "The module cannot be read: " + e,
                    "Check that it exists and its rights");
        }
    }

    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Path module;
        private final ModuleFiles files;
        private final Problems problems;
        private int count;

        Collector(Path module, ModuleFiles files, Problems problems) {
            this.module = module;
            this.files = files;
            this.problems = problems;
        }

        private Location place(Path path) {
            return new Location(module.getFileName() + slashed(module.relativize(path)), 0, 0);
        }

        private static String slashed(Path relative) {
            StringBuilder text = new StringBuilder();
            relative.forEach(part -> text.append('/').append(part));
            return text.toString();
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean ignored = !directory.equals(module) && isIgnored(directory);
            return ignored ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isRegularFile() || isIgnored(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (++count > MAX_FILES) {
                problems.severe(
                        place(module), "The module has more than " + MAX_FILES + " files", "Move them elsewhere");
                return FileVisitResult.TERMINATE;
            }
            files.put(place(file).file(), attributes.size(), () -> Files.readAllBytes(file));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            boolean loop = e instanceof FileSystemLoopException;
            problems.minor(
                    place(file),
                    loop ? "The link leads back to a directory above it" : "The file cannot be read: " + e,
                    loop ? "Remove the link" : "Check that it exists and its rights");
            return FileVisitResult.CONTINUE;
        }
    }
}
