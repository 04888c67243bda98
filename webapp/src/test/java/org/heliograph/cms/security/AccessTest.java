package org.heliograph.cms.security;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.heliograph.cms.security.Access.Decision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The stock roles: what each may send, and what each may do to content. */
class AccessTest {

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

    /** The columns are anonymous, somebody without role, an editor, a moderator, an administrator, the superuser. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    GET,     /.rest/delivery/products/v1,   + + + + + +
                    HEAD,    /.rest/delivery/products/v1,   + + + + + +
                    POST,    /.rest/delivery/products/v1,   ? - - - - +
                    OPTIONS, /.rest/delivery/products/v1,   ? - - - - +
                    PATCH,   /.rest/delivery/products/v1,   - - - - - -
                    TRACE,   /.rest/delivery/products/v1,   - - - - - -
                    CONNECT, /.rest/delivery/products/v1,   - - - - - -
                    BREW,    /.rest/delivery/products/v1,   ? - - - - +
                    get,     /.rest/delivery/products/v1,   ? - - - - +
                    GET,     /.rest/delivery,               ? - - - - +
                    GET,     /.rest/deliveryman/secret,     ? - - - - +
                    GET,     /.rest/preview/products/v1,    ? - + - + +
                    POST,    /.rest/preview/products/v1,    ? - - - - +
                    GET,     /.rest/search/v1,              + + + + + +
                    GET,     /.rest/search/v1/suggest,      + + + + + +
                    GET,     /.rest/searching,              ? - - - - +
                    GET,     /.rest/openapi.json,           + + + + + +
                    GET,     /.rest/status,                 + + + + + +
                    POST,    /.rest/status,                 ? - - - - +
                    GET,     /.rest/status/more,            ? - - - - +
                    GET,     /.rest/nodes/v1/users/system,  ? - - - - +
                    PUT,     /.rest/nodes/v1/website/a,     ? - - - - +
                    DELETE,  /.rest/nodes/v1/website/a,     ? - - - - +
                    GET,     /.rest/properties/v1/users/a,  ? - - - - +
                    POST,    /.rest/import/v1,              ? - - - - +
                    GET,     /.rest/auth/v1/whoami,         + + + + + +
                    POST,    /.rest/auth/v1/login,          + + + + + +
                    GET,     /.rest/auth/v2,                ? - - - - +
                    GET,     /.rest/admin/v1/forms,         ? - + + + +
                    POST,    /.rest/admin/v1/save,          ? - + + + +
                    GET,     /.rest,                        ? - - - - +
                    GET,     /.rest/,                       ? - - - - +
                    GET,     /zh/.rest/delivery/x/v1,       + + + + + +
                    GET,     /zh,                           + + + + + +
                    POST,    /zh,                           ? - - - - +
                    GET,     /energy.html,                  + + + + + +
                    GET,     /.resources/heliograph/a.css,  + + + + + +
                    GET,     /.rest/feeds/v1/robots.txt,    + + + + + +
                    GET,     /.magnolia/admincentral,       ? - + + + +
                    GET,     /dam/published.png,            + + + + + +
                    GET,     /.rest/preview/.assets/dam/a,  ? - + - + +
                    GET,     /,                             + + + + + +
                    POST,    /,                             ? - - - - +
                    """)
    void everyAddressIsDecidedForEveryRole(String method, String path, String expected) throws Exception {
        List<Caller> callers = List.of(
                jane.accounts.anonymous(),
                jane.holding(),
                jane.holding("editor-zh"),
                jane.holding("moderator"),
                jane.holding("admin"),
                jane.holding("superuser"));

        List<String> decided = callers.stream()
                .map(caller -> sign(Access.decide(caller, method, path)))
                .toList();

        assertThat(String.join(" ", decided)).isEqualTo(expected);
    }

    private static String sign(Decision decision) {
        return switch (decision) {
            case ALLOWED -> "+";
            case SIGN_IN -> "?";
            case FORBIDDEN -> "-";
        };
    }

    /** The letters are read, add, change, remove, publish. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    anonymous,  products, -
                    anonymous,  contact-messages, -
                    anonymous,  users,    -
                    editor-zh,  products, racm
                    editor-en,  website,  racm
                    editor-zh,  contact-messages, -
                    editor-zh,  users,    -
                    editor-zh,  config,   -
                    publisher,  policies, racmp
                    publisher,  contact-messages, -
                    publisher,  userroles, -
                    moderator,  contact-messages, racm
                    moderator,  products, r
                    moderator,  policies, -
                    moderator,  users,    -
                    admin,      users,    racmp
                    admin,      contact-messages, racmp
                    superuser,  elsewhere, racmp
                    """)
    void everyWorkspaceIsDecidedForEveryRole(String role, String workspace, String expected) throws Exception {
        Rights rights = jane.holding(role).rights();

        StringBuilder may = new StringBuilder();
        Permission[] inOrder = {
            Permission.READ, Permission.ADD, Permission.CHANGE, Permission.REMOVE, Permission.PUBLISH
        };
        for (int i = 0; i < inOrder.length; i++) {
            may.append(rights.may(inOrder[i], workspace, "/a/b") ? "racmp".charAt(i) : "");
        }

        assertThat(may.isEmpty() ? "-" : may.toString()).isEqualTo(expected);
    }

    @Test
    void editorsEditTheirLanguageAlone() throws Exception {
        assertThat(jane.holding("editor-zh").rights().mayEdit("zh")).isTrue();
        assertThat(jane.holding("editor-zh").rights().mayEdit("en")).isFalse();
        assertThat(jane.holding("editor-zh", "editor-en").rights().mayEdit("en"))
                .isTrue();
        assertThat(jane.holding("editor-zh", "publisher").rights().mayEdit("en"))
                .isTrue();
        assertThat(jane.holding("superuser").rights().mayEdit("en")).isTrue();
    }

    @Test
    void everyRoleHasATitleInBothLanguages() throws Exception {
        Caller caller = jane.holding("editor-zh", "editor-en", "publisher", "moderator", "admin", "superuser");

        OwnAccount account = jane.accounts.own(caller).orElseThrow();

        assertThat(account.roleTitles(Locale.CHINESE).values())
                .hasSize(6)
                .allMatch(title -> title.codePoints().allMatch(Character::isIdeographic));
        assertThat(account.roleTitles(Locale.ENGLISH))
                .containsEntry("moderator", "Moderator of messages")
                .hasSize(6);
    }

    @Test
    void aNameGivesNoRights() {
        Caller named = new Caller("superuser", Set.of(), Rights.NONE, Caller.Via.PASSWORD);
        assertThat(named.isSuperuser()).isFalse();
        assertThat(new Caller("anonymous", Set.of("superuser"), Rights.ALL, Caller.Via.PASSWORD).isAnonymous())
                .isFalse();
    }
}
