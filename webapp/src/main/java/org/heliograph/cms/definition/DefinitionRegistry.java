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

    private static final long CLOSE_MILLIS = 3000;

    private final List<Path> directories;
    private final ModuleFiles classPath;
    private final List<Problem> classPathProblems;
    private final List<Consumer<Definitions>> listeners = new CopyOnWriteArrayList<>();
    private final Optional<Watch> watch;
    private final Optional<Thread> watching;
    private volatile Definitions current;

    private DefinitionRegistry(List<Path> directories, ModuleFiles classPath, Problems problems, boolean watched) {
        this.directories = List.copyOf(directories);
        this.classPath = classPath;
        this.classPathProblems = problems.sorted();
        // Watched before read, so that no change in between is missed.
        this.watch = watched ? Optional.of(new Watch(this.directories)) : Optional.empty();
        this.current = read(Optional.empty());
        this.watching = watch.map(changes -> thread(() -> reloadOn(changes)));
        watching.ifPresent(Thread::start);
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

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "definitions-watch");
        thread.setDaemon(true);
        return thread;
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

    /**
     * Stops watching, and waits some seconds at most for listeners that are being told. The current definitions stay
     * usable.
     */
    @Override
    public void close() {
        watch.ifPresent(Watch::close);
        watching.filter(thread -> thread != Thread.currentThread()).ifPresent(DefinitionRegistry::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            LOG.debug("Interrupted while the watch ends", e);
            Thread.currentThread().interrupt();
        }
    }
}
