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
    private final Optional<Watch> watch;
    private volatile Definitions current;

    private DefinitionRegistry(List<Path> directories, ModuleFiles classPath, Problems problems, boolean watching) {
        this.directories = List.copyOf(directories);
        this.classPath = classPath;
        this.classPathProblems = problems.sorted();
        // Watched before read, so that no change in between is missed.
        this.watch = watching ? Optional.of(new Watch(this.directories)) : Optional.empty();
        this.current = read(Optional.empty());
        watch.ifPresent(this::start);
    }

    /**
     * Reads all light modules once.
     *
     * @param directories directories whose direct children are light modules, or that are modules themselves; files in
     *     them override those of the same path in earlier ones and on the class path
     */
    public static Definitions load(List<Path> directories) {
        return of(directories, false).current();
    }

    /**
     * Reads all light modules, and reads them again whenever a file in the directories changes.
     *
     * @param directories as in {@link #load}
     */
    public static DefinitionRegistry open(List<Path> directories) {
        DefinitionRegistry registry = of(directories, true);
        logNew(List.of(), registry.current().problems());
        return registry;
    }

    private static DefinitionRegistry of(List<Path> directories, boolean watching) {
        Problems problems = new Problems();
        ModuleFiles classPath = ClassPathModules.read(DefinitionRegistry.class.getClassLoader(), problems);
        return new DefinitionRegistry(directories, classPath, problems, watching);
    }

    /** Reads the modules of directories alone, without those of the class path. */
    static Definitions loadOnly(List<Path> directories) {
        return new DefinitionRegistry(directories, ModuleFiles.ofHost(), new Problems(), false).current();
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

    private void start(Watch changes) {
        Thread thread = new Thread(() -> reloadOn(changes), "definitions-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void reloadOn(Watch changes) {
        try {
            while (changes.awaitChange()) {
                reload();
            }
        } catch (InterruptedException e) {
            LOG.debug("No longer watching", e);
            Thread.currentThread().interrupt();
        }
    }

    private void reload() {
        Definitions before = current;
        Definitions now = read(Optional.of(before));
        current = now;
        logNew(before.problems(), now.problems());
        LOG.info("Light modules read again: {} problems", now.problems().size());
        listeners.forEach(listener -> tell(listener, now));
    }

    /** One listener's failure must neither stop the watch nor keep the news from the others. */
    private static void tell(Consumer<Definitions> listener, Definitions now) {
        try {
            listener.accept(now);
        } catch (RuntimeException e) {
            LOG.error("New definitions could not be put to use", e);
        }
    }

    private static void logNew(List<Problem> before, List<Problem> now) {
        Set<Problem> known = new HashSet<>(before);
        now.stream().filter(problem -> !known.contains(problem)).forEach(problem -> LOG.warn("{}", problem));
    }

    /** Stops watching. The current definitions stay usable. */
    @Override
    public void close() {
        watch.ifPresent(Watch::close);
    }
}
