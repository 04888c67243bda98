package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.repository.Bootstrap;
import org.heliograph.cms.repository.ContentRepository;

/** Accounts on a real repository with a clock that a test sets, and the user {@code jane}. */
final class Somebody implements AutoCloseable {

    static final String NAME = "jane";
    static final String PASSWORD = "correct horse battery";
    static final String HOME = "192.0.2.1";
    static final String ELSEWHERE = "198.51.100.7";

    /** Hashing once is slow enough. */
    private static final String HASH = PasswordHash.of(PASSWORD);

    final SetClock clock = new SetClock();
    final ContentRepository repository;
    final AuditLog audit;
    final Accounts accounts;
    final Path auditDirectory;

    Somebody(Path directory) throws RepositoryException, IOException {
        this(openRepository(directory), directory);
    }

    /** Nobody has signed in or failed to, as after a restart; the repository is the caller's to close. */
    Somebody(ContentRepository repository, Path directory) throws IOException {
        this.repository = repository;
        auditDirectory = directory.resolve("audit");
        audit = AuditLog.open(auditDirectory, clock);
        accounts = new Accounts(repository, directory.resolve("security"), audit, clock);
    }

    static ContentRepository openRepository(Path directory) throws RepositoryException, IOException {
        ContentRepository repository = ContentRepository.open(directory.resolve("repository"));
        new Bootstrap(repository, (workspace, paths) -> {}).importInstallation();
        return repository;
    }

    /** Stores the user anew, holding roles by their names. */
    void hold(String... roles) throws RepositoryException {
        repository.write("users", session -> {
            Node root = session.getRootNode();
            Node realm = root.hasNode("admin") ? root.getNode("admin") : root.addNode("admin", "mgnl:folder");
            if (realm.hasNode(NAME)) {
                realm.getNode(NAME).remove();
            }
            Node user = realm.addNode(NAME, "mgnl:user");
            user.setProperty("pswd", HASH);
            Node held = user.addNode("roles", "mgnl:contentNode");
            for (int i = 0; i < roles.length; i++) {
                held.setProperty(String.valueOf(i), roles[i]);
            }
            return true;
        });
    }

    /** The caller that jane is, holding roles by their names. */
    Caller holding(String... roles) throws RepositoryException {
        hold(roles);
        return accounts.authenticate(NAME, PASSWORD, HOME).orElseThrow();
    }

    @Override
    public void close() {
        audit.close();
        repository.close();
    }

    /** A clock that stands still until it is moved. */
    static final class SetClock extends Clock {

        private Instant now = Instant.parse("2026-03-01T08:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
