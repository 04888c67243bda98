package org.heliograph.cms.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.repository.ContentRepository;

/**
 * Tokens with which programs call in the name of a user: {@code hg_<id>_<secret>}, 256 random bits of which only the
 * digest is stored, below {@code /tokens} of workspace {@code users}. Magnolia has none.
 */
final class ApiTokens {

    static final Duration LONGEST = Duration.ofDays(366);
    static final int MOST_OF_A_USER = 50;
    private static final String FOLDER = "/tokens";
    private static final Pattern TOKEN = Pattern.compile("hg_([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
    private static final int SECRET_BYTES = 32;
    private static final int KEPT = 10_000;

    private final ContentRepository repository;
    private final Clock clock;
    private final AtomicLong saves = new AtomicLong();
    private final Cache<String, Kept> kept =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    private record Kept(long save, Optional<Stored> token) {}

    private record Stored(ApiToken token, String userId, String digest) {}

    ApiTokens(ContentRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
        repository.onSave((workspace, events) -> {
            if (workspace.equals(Users.WORKSPACE)) {
                saves.incrementAndGet();
            }
        });
    }

    /**
     * Stores a new token and returns it; nothing will tell it a second time.
     *
     * @return empty if the user has {@link #MOST_OF_A_USER}
     */
    Optional<String> create(User user, String label, Rights.Scope scope, Instant expires) throws RepositoryException {
        if (of(user).size() >= MOST_OF_A_USER) {
            return Optional.empty();
        }
        String id = Secrets.hex(8);
        String secret = Secrets.text(SECRET_BYTES);
        ApiToken token = new ApiToken(id, user.name(), label, scope, clock.instant(), expires);
        repository.write(Users.WORKSPACE, session -> {
            write(session, user, token, Secrets.digest(secret));
            return id;
        });
        return Optional.of("hg_" + id + "_" + secret);
    }

    private static void write(Session session, User user, ApiToken token, String digest) throws RepositoryException {
        Node root = session.getRootNode();
        Node folder =
                session.nodeExists(FOLDER) ? session.getNode(FOLDER) : root.addNode(FOLDER.substring(1), "mgnl:folder");
        Node node = folder.addNode(token.id(), "mgnl:contentNode");
        node.setProperty("user", user.name());
        node.setProperty("userId", user.id());
        node.setProperty("label", token.label());
        node.setProperty("digest", digest);
        node.setProperty("workspaces", token.scope().workspaces().toArray(String[]::new));
        node.setProperty(
                "permissions",
                token.scope().permissions().stream().map(Enum::name).toArray(String[]::new));
        node.setProperty("created", token.created().toEpochMilli());
        node.setProperty("expires", token.expires().toEpochMilli());
    }

    /** The tokens of a user, expired ones included, the newest first. */
    List<ApiToken> of(User user) throws RepositoryException {
        return repository.read(Users.WORKSPACE, session -> {
            List<ApiToken> tokens = new ArrayList<>();
            if (session.nodeExists(FOLDER)) {
                for (NodeIterator each = session.getNode(FOLDER).getNodes(); each.hasNext(); ) {
                    Stored stored = read(each.nextNode());
                    if (stored.userId().equals(user.id())) {
                        tokens.add(stored.token());
                    }
                }
            }
            tokens.sort(Comparator.comparing(ApiToken::created).reversed());
            return tokens;
        });
    }

    private static Stored read(Node node) throws RepositoryException {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String name : Roles.texts(node, "permissions")) {
            permissions.add(Permission.valueOf(name));
        }
        ApiToken token = new ApiToken(
                node.getName(),
                node.getProperty("user").getString(),
                node.getProperty("label").getString(),
                new Rights.Scope(Roles.texts(node, "workspaces"), permissions),
                Instant.ofEpochMilli(node.getProperty("created").getLong()),
                Instant.ofEpochMilli(node.getProperty("expires").getLong()));
        return new Stored(
                token,
                node.getProperty("userId").getString(),
                node.getProperty("digest").getString());
    }

    /** Removes a token of a user; false if that user has none with that id. */
    boolean revoke(User user, String id) throws RepositoryException {
        boolean own = of(user).stream().anyMatch(token -> token.id().equals(id));
        if (own) {
            repository.write(Users.WORKSPACE, session -> {
                session.getNode(FOLDER + "/" + id).remove();
                return id;
            });
        }
        return own;
    }

    /** Removes all tokens of a user. */
    void revokeAll(User user) throws RepositoryException {
        for (ApiToken token : of(user)) {
            revoke(user, token.id());
        }
    }

    /** What a text is a valid token for, with the identifier of its user. */
    Optional<Found> find(String text) throws RepositoryException {
        Matcher token = TOKEN.matcher(text);
        if (!token.matches()) {
            return Optional.empty();
        }
        return stored(token.group(1))
                .filter(stored -> Secrets.same(stored.digest(), Secrets.digest(token.group(2))))
                .filter(stored -> clock.instant().isBefore(stored.token().expires()))
                .map(stored -> new Found(stored.token(), stored.userId()));
    }

    record Found(ApiToken token, String userId) {}

    private Optional<Stored> stored(String id) throws RepositoryException {
        long now = saves.get();
        Kept known = kept.getIfPresent(id);
        if (known == null || known.save() != now) {
            String path = FOLDER + "/" + id;
            known = new Kept(
                    now,
                    repository.read(
                            Users.WORKSPACE,
                            session -> session.nodeExists(path)
                                    ? Optional.of(read(session.getNode(path)))
                                    : Optional.empty()));
            kept.put(id, known);
        }
        return known.token();
    }
}
