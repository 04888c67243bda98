package org.heliograph.cms.security;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Access control lists as Magnolia stores them. */
class RolesTest {

    private static final long READ = 8;

    @TempDir
    private static Path directory;

    private static Somebody jane;

    @BeforeAll
    static void open() throws Exception {
        jane = new Somebody(directory);
    }

    @AfterAll
    static void close() {
        jane.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    /lighting,                 true
                    /lighting/led-bulb,        true
                    /lighting/led-bulb/deep,   true
                    /lighting/led-panel,       false
                    /lighting/led-panel/deep,  false
                    /lighting/led-panel-2,     true
                    /lightings,                false
                    /,                         false
                    /storage,                  false
                    """)
    void theClosestPatternDecides(String path, boolean readable) throws Exception {
        addRole(
                "reader",
                "products",
                "/lighting",
                8,
                "/lighting/*",
                8,
                "/lighting/led-panel",
                0,
                "/lighting/led-panel/*",
                0);

        Rights rights = jane.holding("reader").rights();

        assertThat(rights.mayRead("products", path)).isEqualTo(readable);
        assertThat(rights.may(Permission.CHANGE, "products", path)).isFalse();
        assertThat(rights.mayRead("policies", path)).isFalse();
    }

    @Test
    void ofEquallyClosePatternsTheLargestNumberDecides() throws Exception {
        addRole("denying", "products", "/a/*", 0);
        addRole("granting", "products", "/a/*", READ);

        assertThat(jane.holding("denying", "granting").rights().mayRead("products", "/a/b"))
                .isTrue();
    }

    @Test
    void aCloserDenialOfOneRoleHoldsAgainstAnother() throws Exception {
        addRole("narrow", "products", "/a/secret/*", 0);
        addRole("wide", "products", "/*", READ);

        Rights rights = jane.holding("narrow", "wide").rights();

        assertThat(rights.mayRead("products", "/a/b")).isTrue();
        assertThat(rights.mayRead("products", "/a/secret/b")).isFalse();
    }

    @Test
    void readRulesSayTheSameAsSinglePaths() throws Exception {
        addRole("mixed", "products", "/*", READ, "/a*", 0, "/a/?b/*", READ, "/a/xb/c", 0, "*.draft", 0);
        Rights rights = jane.holding("mixed").rights();
        List<Rights.ReadRule> rules = rights.readRules("products").orElseThrow();

        for (String path :
                List.of("/", "/b", "/a", "/ab", "/a/xb", "/a/xb/c", "/a/xb/d", "/b/c.draft", "/a/xb/d.draft")) {
            boolean byRules = rules.stream()
                    .filter(rule -> new PathPattern(rule.pattern()).matches(path))
                    .reduce((first, second) -> second)
                    .map(Rights.ReadRule::readable)
                    .orElse(false);
            assertThat(byRules).as(path).isEqualTo(rights.mayRead("products", path));
        }
    }

    @Test
    void aChangedRoleHoldsFromTheNextRequestOn() throws Exception {
        addRole("changing", "products", "/*", READ);
        Rights before = jane.holding("changing").rights();
        assertThat(jane.holding("changing").rights())
                .as("until then they are the same")
                .isSameAs(before);

        addRole("changing", "products", "/*", 0);

        assertThat(jane.holding("changing").rights().mayRead("products", "/a")).isFalse();
    }

    @Test
    void groupsGiveTheirRolesAndThoseOfTheirGroups() throws Exception {
        addRole("of-group", "products", "/*", READ);
        jane.hold();
        jane.repository.write("usergroups", session -> {
            Node inner = session.getRootNode().addNode("inner", "mgnl:group");
            inner.addNode("roles", "mgnl:contentNode").setProperty("0", "of-group");
            Node outer = session.getRootNode().addNode("outer", "mgnl:group");
            outer.addNode("groups", "mgnl:contentNode").setProperty("0", inner.getIdentifier());
            inner.addNode("groups", "mgnl:contentNode").setProperty("0", "outer");
            return true;
        });
        jane.repository.write("users", session -> {
            Node user = session.getNode("/admin/" + Somebody.NAME);
            user.addNode("groups", "mgnl:contentNode").setProperty("0", "outer");
            return true;
        });

        Caller caller = jane.accounts
                .authenticate(Somebody.NAME, Somebody.PASSWORD, Somebody.HOME)
                .orElseThrow();

        assertThat(caller.roles()).containsExactly("of-group");
        assertThat(caller.rights().mayRead("products", "/a")).isTrue();
    }

    @Test
    void aPermissionThatIsNoNumberDenies() throws Exception {
        addRole("broken", "products", "/*", READ);
        jane.repository.write("userroles", session -> {
            session.getNode("/broken/acl_products/0").setProperty("permissions", "all of them");
            return true;
        });

        assertThat(jane.holding("broken").rights().mayRead("products", "/a")).isFalse();
    }

    @Test
    void manyStarsCostNoTime() {
        PathPattern pattern = new PathPattern("/" + "*a".repeat(200) + "b");

        assertThat(pattern.matches("/" + "a".repeat(5_000))).isFalse();
    }

    private static void addRole(String name, String workspace, Object... pathsAndPermissions)
            throws RepositoryException {
        List<Object> pairs = new ArrayList<>(List.of(pathsAndPermissions));
        jane.repository.write("userroles", session -> {
            if (session.getRootNode().hasNode(name)) {
                session.getNode("/" + name).remove();
            }
            Node acl = session.getRootNode().addNode(name, "mgnl:role").addNode("acl_" + workspace, "mgnl:contentNode");
            for (int i = 0; i < pairs.size(); i += 2) {
                Node entry = acl.addNode("0".repeat(i / 2 + 1), "mgnl:contentNode");
                entry.setProperty("path", pairs.get(i).toString());
                entry.setProperty("permissions", ((Number) pairs.get(i + 1)).longValue());
            }
            return true;
        });
    }
}
