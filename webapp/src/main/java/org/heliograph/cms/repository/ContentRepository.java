package org.heliograph.cms.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import javax.jcr.NamespaceException;
import javax.jcr.NamespaceRegistry;
import javax.jcr.NoSuchWorkspaceException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;
import javax.jcr.nodetype.NodeTypeIterator;
import javax.jcr.observation.Event;
import javax.jcr.observation.EventIterator;
import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.apache.jackrabbit.commons.cnd.ParseException;
import org.apache.jackrabbit.core.RepositoryImpl;
import org.apache.jackrabbit.core.WorkspaceImpl;
import org.apache.jackrabbit.core.config.RepositoryConfig;
import org.apache.jackrabbit.core.config.RepositoryConfigurationParser;
import org.apache.jackrabbit.core.observation.SynchronousEventListener;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.SessionWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.InputSource;

/**
 * Jackrabbit under one directory, and the only place where sessions are opened.
 *
 * <p>Every method may be called by any thread. Writes to one workspace follow one another, so that two saves never meet
 * in the same node; a write that has returned is on disk and survives the end of the process.
 */
public final class ContentRepository implements ContentSessions, AutoCloseable {

    /** Workspaces that Magnolia has from the start. */
    public static final Set<String> MAGNOLIA_WORKSPACES =
            Set.of("website", "config", "dam", "users", "usergroups", "userroles");

    /**
     * Where published content is kept: of each workspace below a node of its name, so that what is published together is
     * one save.
     */
    public static final String PUBLISHED = "published";

    /** Where the host keeps facts about content that are no content: a folder for each matter. */
    public static final String INTERNAL = "heliograph";

    /** Where contact messages are kept: personal data, which only moderation shows. */
    public static final String MESSAGES = "contact-messages";

    private static final Comparator<String> OWN_LAST =
            Comparator.comparing(ContentRepository::isOwn).thenComparing(Comparator.naturalOrder());

    private static final Set<String> WITHOUT_CONTENT =
            Set.of("config", "users", "usergroups", "userroles", MESSAGES, PUBLISHED, INTERNAL);

    private static final Logger LOG = LoggerFactory.getLogger(ContentRepository.class);
    /** Prefix of the version tables in repository.xml. */
    private static final String VERSIONS = "versions";

    private static final int EVERY_EVENT = Event.NODE_ADDED
            | Event.NODE_REMOVED
            | Event.NODE_MOVED
            | Event.PROPERTY_ADDED
            | Event.PROPERTY_CHANGED
            | Event.PROPERTY_REMOVED;

    private final Store store;
    private final RepositoryImpl repository;
    private final Map<String, ReentrantLock> writers = new ConcurrentHashMap<>();
    private final Set<String> contentWorkspaces = ConcurrentHashMap.newKeySet();
    private final List<Session> observers = new CopyOnWriteArrayList<>();
    private final List<SaveListener> listeners = new CopyOnWriteArrayList<>();
    private final SaveFollowers followers = new SaveFollowers();

    private volatile Set<String> nodeTypes = Set.of();

    private ContentRepository(Path directory, Store store) throws RepositoryException {
        this.store = store;
        repository = RepositoryImpl.create(configure(directory, store));
    }

    /**
     * Opens the repository of a directory with the database in a file of it, or makes a new one with Magnolia's base
     * workspaces and node types.
     *
     * @throws RepositoryException if the directory cannot be used, another process has it open, or the store is broken
     */
    public static ContentRepository open(Path directory) throws RepositoryException {
        return open(directory, Optional.empty());
    }

    /**
     * The same with a database on a server.
     *
     * @param database the server's; without one it is in a file of the directory
     * @throws RepositoryException as without; or if the database cannot be used or belongs to another directory
     */
    public static ContentRepository open(Path directory, Optional<Database> database) throws RepositoryException {
        Store store = database.isPresent() ? PostgresStore.open(database.get(), directory) : FileStore.open(directory);
        ContentRepository opened;
        try {
            opened = new ContentRepository(directory, store);
        } catch (RepositoryException | RuntimeException e) {
            store.close();
            throw e;
        }
        try {
            opened.registerMagnoliaTypes();
            Set<String> workspaces = new TreeSet<>(MAGNOLIA_WORKSPACES);
            workspaces.add(PUBLISHED);
            workspaces.add(INTERNAL);
            workspaces.addAll(opened.storedWorkspaces());
            for (String workspace : workspaces) {
                opened.addWorkspace(workspace);
            }
            opened.nodeTypes = opened.readNodeTypes();
            return opened;
        } catch (RepositoryException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static RepositoryConfig configure(Path directory, Store store) throws RepositoryException {
        try (InputStream xml = ContentRepository.class.getResourceAsStream("repository.xml")) {
            Files.createDirectories(directory);
            removeHalfMadeWorkspaces(directory.resolve("workspaces"));
            Properties variables = new Properties();
            variables.setProperty(
                    RepositoryConfigurationParser.REPOSITORY_HOME_VARIABLE,
                    directory.toAbsolutePath().toString());
            store.variables().forEach((name, value) -> variables.setProperty("store." + name, value));
            // Jackrabbit takes no variable for the name of a class.
            String text = new String(xml.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(
                            "${store.persistenceManager}",
                            "org.apache.jackrabbit.core.persistence.pool." + store.persistenceManager());
            return RepositoryConfig.create(new InputSource(new StringReader(text)), variables);
        } catch (IOException e) {
            throw new RepositoryException("Cannot use " + directory + " as the repository's directory", e);
        }
    }

    /** A process that was killed while it made a workspace leaves a directory that Jackrabbit would stumble over. */
    private static void removeHalfMadeWorkspaces(Path workspaces) throws IOException {
        if (!Files.isDirectory(workspaces)) {
            return;
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(workspaces, Files::isDirectory)) {
            for (Path workspace : each) {
                Path file = workspace.resolve("workspace.xml");
                if (Files.notExists(file) || Files.size(file) == 0) {
                    Files.deleteIfExists(file);
                    Files.delete(workspace);
                }
            }
        }
    }

    private void registerMagnoliaTypes() throws RepositoryException {
        try (Reader cnd = new InputStreamReader(
                ContentRepository.class.getResourceAsStream("magnolia.cnd"), StandardCharsets.UTF_8)) {
            Session session = login("website");
            try {
                CndImporter.registerNodeTypes(cnd, session, true);
            } finally {
                session.logout();
            }
        } catch (IOException | ParseException e) {
            throw new RepositoryException("Cannot read Magnolia's base node types", e);
        }
    }

    /**
     * Registers what content types with {@code autoCreate} declare: workspaces, namespaces and node types. What exists
     * already stays as it is, as in Magnolia.
     *
     * @throws RepositoryException if the store fails; a type that cannot be registered is logged and left out
     */
    public void register(Iterable<ContentType> types) throws RepositoryException {
        for (ContentType type : types) {
            if (type.datasource().autoCreate() && hasUsableWorkspace(type)) {
                addWorkspace(type.datasource().workspace());
                registerNodeTypes(type);
            }
        }
        nodeTypes = readNodeTypes();
    }

    private boolean hasUsableWorkspace(ContentType type) {
        String name = type.datasource().workspace();
        Optional<String> fault = workspaceFault(name);
        fault.ifPresent(text -> LOG.error(
                "Content type {} cannot be registered: its workspace '{}' {}. Give datasource.workspace another name.",
                type.name(),
                name,
                text));
        return fault.isEmpty();
    }

    /** A workspace's name becomes that of a directory and, in one letter case, part of the names of tables. */
    private Optional<String> workspaceFault(String name) {
        if (!ContentFileName.WORKSPACE.matcher(name).matches()) {
            return Optional.of("has a name of other characters than letters, digits, - and _, or too many of them");
        }
        if (("fs_" + PostgresStore.tablePrefix(name) + "FSENTRY_IDX").length() > store.longestName()) {
            return Optional.of(
                    "has a name that is too long for PostgreSQL, which takes 48 characters; each - counts for seven");
        }
        if (name.equalsIgnoreCase(VERSIONS)) {
            return Optional.of("is where the store itself keeps versions");
        }
        if (isOwn(name)) {
            return Optional.of("is where the host itself keeps what it needs");
        }
        return writers.keySet().stream()
                .filter(other -> !other.equals(name) && other.equalsIgnoreCase(name))
                .findFirst()
                .map(other -> "differs from the workspace " + other + " in letter case only");
    }

    private void registerNodeTypes(ContentType type) throws RepositoryException {
        Session session = login("website");
        try {
            registerNamespaces(session, type.datasource().namespaces());
            NodeTypes.register(session, type);
        } catch (RepositoryException e) {
            LOG.error(
                    "The node types of content type {} cannot be registered: {}. Declare the prefix under"
                            + " datasource.namespaces.",
                    type.name(),
                    e.getMessage());
        } finally {
            session.logout();
        }
    }

    private static void registerNamespaces(Session session, Map<String, String> namespaces) throws RepositoryException {
        NamespaceRegistry registry = session.getWorkspace().getNamespaceRegistry();
        Set<String> prefixes = Set.copyOf(Arrays.asList(registry.getPrefixes()));
        Set<String> uris = Set.copyOf(Arrays.asList(registry.getURIs()));
        for (Map.Entry<String, String> namespace : namespaces.entrySet()) {
            if (!prefixes.contains(namespace.getKey())) {
                // Jackrabbit would give all that is stored under the namespace the new prefix.
                if (uris.contains(namespace.getValue())) {
                    throw new NamespaceException(namespace.getValue() + " has the prefix "
                            + registry.getPrefix(namespace.getValue()) + " already");
                }
                registry.registerNamespace(namespace.getKey(), namespace.getValue());
            } else if (!registry.getURI(namespace.getKey()).equals(namespace.getValue())) {
                throw new NamespaceException("prefix " + namespace.getKey() + " stands for "
                        + registry.getURI(namespace.getKey()) + " already");
            }
        }
    }

    private synchronized void addWorkspace(String name) throws RepositoryException {
        if (writers.containsKey(name)) {
            return;
        }
        if (!storedWorkspaces().contains(name)) {
            read("website", session -> {
                ((WorkspaceImpl) session.getWorkspace()).createWorkspace(name);
                return name;
            });
        }
        store.opened(name);
        observe(name);
        writers.put(name, new ReentrantLock());
        if (!isOwn(name)) {
            contentWorkspaces.add(name);
        }
    }

    /** Whether a workspace is the host's own: no content that somebody could address. */
    public static boolean isOwn(String workspace) {
        return workspace.equals(PUBLISHED) || workspace.equals(INTERNAL);
    }

    private Set<String> storedWorkspaces() throws RepositoryException {
        return read("website", session -> Set.of(session.getWorkspace().getAccessibleWorkspaceNames()));
    }

    private void observe(String workspace) throws RepositoryException {
        Session session = login(workspace);
        // Not an ordinary listener: this kind is called within the save.
        SynchronousEventListener listener = events -> tell(workspace, events);
        session.getWorkspace()
                .getObservationManager()
                .addEventListener(listener, EVERY_EVENT, "/", true, null, null, false);
        observers.add(session);
    }

    private void tell(String workspace, EventIterator events) {
        List<Event> saved = new ArrayList<>();
        while (events.hasNext()) {
            saved.add(events.nextEvent());
        }
        listeners.forEach(each -> each.saved(workspace, saved));
        followers.note(workspace, saved);
    }

    /**
     * Calls a listener within each save, after it is durable and before the save returns to its caller.
     *
     * @param listener called by the saving thread; must not write
     */
    public void onSave(SaveListener listener) {
        listeners.add(listener);
    }

    /**
     * Calls a listener after each save, before {@link #write} returns to its caller but after other threads may write
     * again.
     *
     * @param follower called by the saving thread; may write; its failures are logged and harm nobody
     */
    public void afterSave(SaveListener follower) {
        followers.add(follower);
    }

    /** Hears of saves. */
    @FunctionalInterface
    public interface SaveListener {
        /**
         * @param workspace where the save happened
         * @param events what changed, in the order of the repository's events
         */
        void saved(String workspace, List<Event> events);
    }

    /** The names of all workspaces of content; the host's own are not among them. */
    public Set<String> workspaces() {
        return Collections.unmodifiableSet(contentWorkspaces);
    }

    /** The names of the workspaces that hold content, rather than accounts, settings or facts about content. */
    public Set<String> contentWorkspaces() {
        Set<String> content = new TreeSet<>(workspaces());
        content.removeAll(WITHOUT_CONTENT);
        return content;
    }

    /** The names of all node types. */
    public Set<String> nodeTypes() {
        return nodeTypes;
    }

    private Set<String> readNodeTypes() throws RepositoryException {
        return read("website", session -> {
            Set<String> names = new HashSet<>();
            NodeTypeIterator types = session.getWorkspace().getNodeTypeManager().getAllNodeTypes();
            while (types.hasNext()) {
                names.add(types.nextNodeType().getName());
            }
            return Set.copyOf(names);
        });
    }

    @Override
    public <T> T read(String workspace, SessionWork<T> work) throws RepositoryException {
        store.requireUsable();
        Session session = login(workspace);
        try {
            return work.on(session);
        } finally {
            session.logout();
        }
    }

    @Override
    public <T> T write(String workspace, SessionWork<T> work) throws RepositoryException {
        return exclusively(
                Set.of(workspace),
                () -> read(workspace, session -> {
                    T result = work.on(session);
                    session.save();
                    return result;
                }));
    }

    /**
     * Works while nobody else writes to some workspaces. The work may write to them. Besides, work on content may write to
     * the host's own workspaces, to {@link #INTERNAL} before {@link #PUBLISHED}, and work on these to none of content: so
     * no two wait for each other.
     *
     * @throws NoSuchWorkspaceException with a workspace's name as message if there is none
     * @throws RepositoryException as the work throws it
     */
    public <T> T exclusively(Set<String> workspaces, ExclusiveWork<T> work) throws RepositoryException {
        List<ReentrantLock> held = new ArrayList<>();
        followers.begin();
        try {
            // Always in the same order, so that two never wait for each other; whoever writes content may note facts on
            // it.
            for (String workspace : workspaces.stream().sorted(OWN_LAST).toList()) {
                ReentrantLock writer = writers.get(workspace);
                if (writer == null) {
                    throw new NoSuchWorkspaceException(workspace);
                }
                writer.lock();
                held.add(writer);
            }
            store.requireUsable();
            return work.run();
        } catch (RepositoryException e) {
            if (Database.hasFailed(e)) {
                store.doubt();
            }
            throw e;
        } finally {
            held.forEach(ReentrantLock::unlock);
            followers.end();
        }
    }

    /** Work while workspaces are held. */
    @FunctionalInterface
    public interface ExclusiveWork<T> {
        /** @throws RepositoryException as the repository throws it */
        T run() throws RepositoryException;
    }

    private Session login(String workspace) throws RepositoryException {
        try {
            return repository.login(new SimpleCredentials("admin", new char[0]), workspace);
        } catch (NoSuchWorkspaceException e) {
            throw new NoSuchWorkspaceException(workspace, e);
        }
    }

    /**
     * Lets the database be rid of what was removed: its file is written anew at the next end or start, whichever comes
     * first, and tables of messages on a server at once.
     *
     * @throws RepositoryException if that cannot be noted
     */
    public void purge() throws RepositoryException {
        store.purge();
    }

    /**
     * A stamp that is kept in this file, or under its name in the database where that is on a server, and so could be
     * replaced by another without the file.
     */
    public Stamp stamp(Path file) {
        return store.stamp(file);
    }

    @Override
    public void close() {
        observers.forEach(Session::logout);
        repository.shutdown();
        store.close();
    }
}
