package org.heliograph.cms.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.repository.ContentRepository;

/**
 * Users, stored the way Magnolia stores them: workspace {@code users}, realms {@code system} and {@code admin}. Those
 * lately asked for are kept until a save.
 */
final class Users {

    static final String WORKSPACE = "users";

    /** Until when a password that somebody else chose is good for choosing one's own. */
    static final String TEMPORARY = "temporaryUntil";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@-]{1,64}");
    private static final List<String> REALMS = List.of("system", "admin");
    private static final int KEPT = 10_000;

    private final ContentRepository repository;
    private final AtomicLong saves = new AtomicLong();
    private final Cache<String, Kept> kept =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    private record Kept(long save, Optional<User> user) {}

    /** Work on the node of a user. */
    @FunctionalInterface
    interface Change {
        void on(Node user) throws RepositoryException;
    }

    Users(ContentRepository repository) {
        this.repository = repository;
        repository.onSave((workspace, events) -> {
            if (workspace.equals(WORKSPACE)) {
                saves.incrementAndGet();
            }
        });
    }

    /** Grows with every save of users. */
    long saves() {
        return saves.get();
    }

    /** The user of a name, enabled or not. */
    Optional<User> find(String name) throws RepositoryException {
        if (!isName(name)) {
            return Optional.empty();
        }
        long now = saves.get();
        Kept known = kept.getIfPresent(name);
        if (known == null || known.save() != now) {
            known = new Kept(now, repository.read(WORKSPACE, session -> read(session, name)));
            kept.put(name, known);
        }
        return known.user();
    }

    private static Optional<User> read(Session session, String name) throws RepositoryException {
        for (String realm : REALMS) {
            String path = "/" + realm + "/" + name;
            if (session.nodeExists(path)) {
                return Optional.of(user(session.getNode(path)));
            }
        }
        return Optional.empty();
    }

    private static User user(Node node) throws RepositoryException {
        return new User(
                node.getIdentifier(),
                node.getPath(),
                node.getName(),
                text(node, "title").orElse(node.getName()),
                text(node, "email"),
                text(node, "language"),
                text(node, "pswd").orElse(""),
                node.hasProperty(TEMPORARY)
                        ? OptionalLong.of(node.getProperty(TEMPORARY).getLong())
                        : OptionalLong.empty(),
                isEnabled(node),
                Roles.references(node, "roles"),
                Roles.references(node, "groups"),
                text(node, "totpSecret"),
                node.hasProperty("totpStep") ? node.getProperty("totpStep").getLong() : 0,
                Roles.texts(node, "recoveryCodes"));
    }

    private static Optional<String> text(Node node, String name) throws RepositoryException {
        return Roles.texts(node, name).stream().findFirst().filter(text -> !text.isBlank());
    }

    /** Magnolia stores this as text or as a truth value, and takes a user without it for enabled. */
    private static boolean isEnabled(Node user) throws RepositoryException {
        return text(user, "enabled")
                .map(text -> !text.equalsIgnoreCase("false"))
                .orElse(true);
    }

    /** All users by name, enabled or not. */
    List<User> all() throws RepositoryException {
        return repository.read(WORKSPACE, session -> {
            Map<String, User> users = new TreeMap<>();
            for (String realm : REALMS) {
                if (session.nodeExists("/" + realm)) {
                    for (NodeIterator each = session.getNode("/" + realm).getNodes(); each.hasNext(); ) {
                        Node node = each.nextNode();
                        if (node.isNodeType("mgnl:user")) {
                            users.putIfAbsent(node.getName(), user(node));
                        }
                    }
                }
            }
            return List.copyOf(users.values());
        });
    }

    /** Whether a text may name a user. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.matches("\\.+");
    }

    /** Stores a new user. */
    void add(String name, Change change) throws RepositoryException {
        repository.write(WORKSPACE, session -> {
            Node root = session.getRootNode();
            Node realm = root.hasNode("admin") ? root.getNode("admin") : root.addNode("admin", "mgnl:folder");
            Node node = realm.addNode(name, "mgnl:user");
            node.setProperty("name", name);
            change.on(node);
            return true;
        });
    }

    /** Removes a stored user. */
    void remove(User user) throws RepositoryException {
        repository.write(WORKSPACE, session -> {
            session.getNode(user.path()).remove();
            return true;
        });
    }

    /** Changes a stored user. */
    void change(User user, Change change) throws RepositoryException {
        repository.write(WORKSPACE, session -> {
            change.on(session.getNode(user.path()));
            return true;
        });
    }

    /** Stores the superuser. */
    void addSuperuser(String hash) throws RepositoryException {
        repository.write(WORKSPACE, session -> {
            Node root = session.getRootNode();
            for (String realm : REALMS) {
                if (!root.hasNode(realm)) {
                    root.addNode(realm, "mgnl:folder");
                }
            }
            Node user = root.getNode("system").addNode(Caller.SUPERUSER, "mgnl:user");
            user.setProperty("name", Caller.SUPERUSER);
            user.setProperty("pswd", hash);
            user.setProperty("enabled", "true");
            user.addNode("roles", "mgnl:contentNode").setProperty("0", Caller.SUPERUSER);
            return true;
        });
    }
}
