package org.heliograph.cms.security;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.repository.Bootstrap;
import org.heliograph.cms.repository.ContentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccountsTest {

    private static final String SUPERUSER = "/system/superuser";
    private static final String ADDRESS = "192.0.2.1";

    @TempDir
    private static Path directory;

    private static ContentRepository repository;
    private static AuditLog audit;

    private Accounts accounts;

    @BeforeAll
    static void open() throws Exception {
        repository = ContentRepository.open(directory.resolve("repository"));
        new Bootstrap(repository, (workspace, paths) -> {}).importInstallation();
        audit = AuditLog.open(directory.resolve("audit"), Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        audit.close();
        repository.close();
    }

    @BeforeEach
    void forgetEverybody() throws Exception {
        repository.write("users", session -> {
            for (String realm : new String[] {"system", "admin"}) {
                if (session.getRootNode().hasNode(realm)) {
                    session.getNode("/" + realm).remove();
                }
            }
            return true;
        });
        accounts = new Accounts(repository, directory.resolve("security"), audit, Clock.systemUTC());
    }

    @Test
    void theSuperuserIsMadeWithTheGivenPassword() throws Exception {
        assertThat(accounts.ensureSuperuser(Optional.of("given password"))).isEmpty();

        assertThat(accounts.authenticate("superuser", "given password", ADDRESS))
                .hasValue(new Caller("superuser", Set.of("superuser"), Rights.ALL, Caller.Via.PASSWORD));
        assertThat(accounts.authenticate("superuser", "superuser", ADDRESS)).isEmpty();
        assertThat(accounts.authenticate("superuser", "", ADDRESS)).isEmpty();
    }

    @Test
    void theSuperuserIsMadeWithAPasswordOfItsOwnWhereNoneIsGiven() throws Exception {
        String password = accounts.ensureSuperuser(Optional.empty()).orElseThrow();

        assertThat(password).matches("[A-Za-z0-9_-]{20}");
        assertThat(accounts.authenticate("superuser", password, ADDRESS)).isPresent();
    }

    @Test
    void theSuperuserIsMadeOnce() throws Exception {
        accounts.ensureSuperuser(Optional.of("first password"));

        assertThat(accounts.ensureSuperuser(Optional.of("second password"))).isEmpty();
        assertThat(accounts.ensureSuperuser(Optional.empty())).isEmpty();

        assertThat(accounts.authenticate("superuser", "first password", ADDRESS))
                .isPresent();
        assertThat(accounts.authenticate("superuser", "second password", ADDRESS))
                .isEmpty();
    }

    @Test
    void thePasswordIsNotStored() throws Exception {
        accounts.ensureSuperuser(Optional.of("given password"));

        String stored = repository.read(
                "users", session -> session.getProperty(SUPERUSER + "/pswd").getString());

        assertThat(stored).startsWith("pbkdf2-sha256$").doesNotContain("given");
    }

    @Test
    void aChangedPasswordEndsTheOldOneAtOnce() throws Exception {
        accounts.ensureSuperuser(Optional.of("old password"));
        assertThat(accounts.authenticate("superuser", "old password", ADDRESS)).isPresent();

        set(SUPERUSER, "pswd", PasswordHash.of("new password"));

        assertThat(accounts.authenticate("superuser", "old password", ADDRESS)).isEmpty();
        assertThat(accounts.authenticate("superuser", "new password", ADDRESS)).isPresent();
    }

    @Test
    void aRememberedPasswordIsThatOfItsUserOnly() throws Exception {
        addUser("admin", "jane");
        addUser("admin", "john");
        set("/admin/john", "pswd", PasswordHash.of("john's password"));
        assertThat(accounts.authenticate("jane", "secret password", ADDRESS)).isPresent();

        assertThat(accounts.authenticate("john", "secret password", ADDRESS)).isEmpty();
    }

    @Test
    void rolesAreThoseOfTheUser() throws Exception {
        addUser("admin", "jane");
        repository.write("users", session -> {
            Node roles = session.getNode("/admin/jane").addNode("roles", "mgnl:contentNode");
            roles.setProperty("0", "editor-zh");
            roles.setProperty("1", "no-such-role");
            return roles.setProperty("2", "publisher").isNew();
        });

        assertThat(accounts.authenticate("jane", "secret password", ADDRESS))
                .hasValueSatisfying(
                        caller -> assertThat(caller.roles()).containsExactlyInAnyOrder("editor-zh", "publisher"));
    }

    @Test
    void aRemovedUserIsGoneAtOnce() throws Exception {
        addUser("admin", "jane");
        assertThat(accounts.authenticate("jane", "secret password", ADDRESS)).isPresent();

        repository.write("users", session -> {
            session.getNode("/admin/jane").remove();
            return true;
        });

        assertThat(accounts.authenticate("jane", "secret password", ADDRESS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE"})
    void aDisabledUserIsRefused(String enabled) throws Exception {
        addUser("admin", "jane");
        assertThat(accounts.authenticate("jane", "secret password", ADDRESS)).isPresent();

        set("/admin/jane", "enabled", enabled);

        assertThat(accounts.authenticate("jane", "secret password", ADDRESS)).isEmpty();
    }

    @Test
    void aUserWithoutOrWithABrokenHashIsRefused() throws Exception {
        addUser("admin", "jane");

        set("/admin/jane", "pswd", "pbkdf2-sha256$x$y$z");
        assertThat(accounts.authenticate("jane", "secret password", ADDRESS)).isEmpty();
        assertThat(accounts.authenticate("jane", "", ADDRESS)).isEmpty();

        set("/admin/jane", "pswd", "");
        assertThat(accounts.authenticate("jane", "", ADDRESS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../system/superuser",
                "/system/superuser",
                "superuser/roles",
                "superuser[1]",
                "superuser\u0000",
                "superuser\n",
                "*",
                "{}superuser",
                "mgnl:superuser",
                "jcr:system",
                "'or'1'='1",
                "储能",
                "𠮷",
                "SUPERUSER"
            })
    void aNameThatIsNobodysIsRefused(String name) throws Exception {
        accounts.ensureSuperuser(Optional.of("given password"));

        assertThat(accounts.authenticate(name, "given password", ADDRESS)).isEmpty();
        assertThat(accounts.authenticate(name.repeat(1000), "given password", ADDRESS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane.doe", "jane@energy.example", "j_d-1", "李雷", ".hidden"})
    void ordinaryNamesWork(String name) throws Exception {
        addUser("admin", name);

        assertThat(accounts.authenticate(name, "secret password", ADDRESS))
                .map(Caller::name)
                .hasValue(name);
    }

    private static void addUser(String realm, String name) throws RepositoryException {
        String hash = PasswordHash.of("secret password");
        repository.write("users", session -> {
            Node root = session.getRootNode();
            Node parent = root.hasNode(realm) ? root.getNode(realm) : root.addNode(realm, "mgnl:folder");
            return parent.addNode(name, "mgnl:user").setProperty("pswd", hash).isNew();
        });
    }

    private static void set(String path, String property, String value) throws RepositoryException {
        repository.write(
                "users",
                session -> session.getNode(path).setProperty(property, value).isNew());
    }
}
