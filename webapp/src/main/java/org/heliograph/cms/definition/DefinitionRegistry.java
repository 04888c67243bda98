package org.heliograph.cms.definition;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.heliograph.cms.definition.Directories.Strictness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definitions of all light modules, of the class path and of directories, kept up to date while files in the
 * directories change. A definition that becomes bad keeps its last good version. Safe for use by several threads.
 */
public final class DefinitionRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionRegistry.class);

    private final List<Path> directories;
    private final ModuleFiles classPath;
    private final List<Problem> classPathProblems;
    private final List<Consumer<Definitions>> listeners = new CopyOnWriteArrayList<>();
    private final Thread watching;
    private volatile Definitions current;

    private DefinitionRegistry(List<Path> directories) {
        this.directories = List.copyOf(directories);
        Problems problems = new Problems();
        this.classPath = ClassPathModules.read(DefinitionRegistry.class.getClassLoader(), problems);
        this.classPathProblems = problems.sorted();
        this.current = read(Optional.empty());
        this.watching = new Thread(() -> {}, "definitions");
    }

    /**
     * Reads all light modules once.
     *
     * @param directories directories whose direct children are light modules, or that are modules themselves; files in
     *     them override those of the same path in earlier ones and on the class path
     */
    public static Definitions load(List<Path> directories) {
        return new DefinitionRegistry(directories).current();
    }

    /**
     * Reads all light modules, and reads them again whenever a file in the directories changes.
     *
     * @param directories as in {@link #load}
     */
    public static DefinitionRegistry open(List<Path> directories) {
        return new DefinitionRegistry(directories);
    }

    /** The definitions as they are now. */
    public Definitions current() {
        return current;
    }

    /**
     * @param listener called with the new definitions after each change, one call at a time, on the thread that watches
     *     the files
     */
    public void onChange(Consumer<Definitions> listener) {
        listeners.add(listener);
    }

    private Definitions read(Optional<Definitions> previous) {
        Problems problems = new Problems();
        classPathProblems.forEach(problems::add);
        ModuleFiles files = classPath.overlay();
        directories.forEach(directory -> Directories.read(directory, files, problems, Strictness.STRICT));
        return Loading.load(files, problems, previous);
    }

    private void reload() {
        Definitions before = current;
        Definitions now = read(Optional.of(before));
        current = now;
        logNew(before.problems(), now.problems());
        listeners.forEach(listener -> listener.accept(now));
    }

    private static void logNew(List<Problem> before, List<Problem> now) {
        Set<Problem> known = new HashSet<>(before);
        now.stream().filter(problem -> !known.contains(problem)).forEach(problem -> LOG.warn("{}", problem));
    }

    /** Stops watching. The current definitions stay usable. */
    @Override
    public void close() {
        watching.interrupt();
    }
}
