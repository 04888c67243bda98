package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Administration of accounts, and that nobody gets more by it than he has. */
class UsersTest {

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static AdminClient superuser;
    private static AdminClient admin;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of());
        superuser = AdminClient.superuser(host);
        admin = People.add(host, superuser, "ada", "admin");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static Map<String, Object> grant(String workspace, String path, String... permissions) {
        return Map.of("workspace", workspace, "path", path, "permissions", List.of(permissions));
    }

    private static Map<String, Object> role(String name, List<Object> grants) {
        return Map.of(
                "name", name, "title", Map.of("", name, "zh", "角色"), "languages", List.of("zh"), "grants", grants);
    }

    @Test
    void aUserIsAddedFoundChangedAndRemoved() {
        JsonNode added = admin.post(
                        "/users",
                        Map.of(
                                "name",
                                "王芳",
                                "title",
                                "王芳",
                                "email",
                                "fang@example.com",
                                "language",
                                "zh",
                                "roles",
                                List.of("editor-zh")))
                .expect(201)
                .json();
        assertThat(added.path("password").asText()).hasSizeGreaterThanOrEqualTo(12);

        JsonNode found = admin.get("/users?q=FANG@").expect(200).json();
        assertThat(found.path("total").asInt()).isEqualTo(1);
        assertThat(found.at("/users/0/name").asText()).isEqualTo("王芳");
        assertThat(found.at("/users/0/temporaryPassword").asBoolean()).isTrue();
        assertThat(found.at("/users/0/roles")).extracting(JsonNode::asText).containsExactly("editor-zh");

        String path = "/users/%E7%8E%8B%E8%8A%B3";
        JsonNode changed = admin.put(path, Map.of("roles", List.of("publisher"), "email", ""))
                .expect(200)
                .json();
        assertThat(changed.path("roles")).extracting(JsonNode::asText).containsExactly("publisher");
        assertThat(changed.has("email")).isFalse();
        assertThat(changed.path("title").asText()).isEqualTo("王芳");

        admin.delete(path).expect(204);
        admin.get(path).expect(404);
    }

    @Test
    void aTemporaryPasswordIsGoodForNothingButChoosingOne() {
        String temporary = admin.post("/users", Map.of("name", "tom", "roles", List.of("publisher")))
                .expect(201)
                .json()
                .path("password")
                .asText();
        AdminClient tom = AdminClient.signedIn(host, "tom", temporary);

        assertThat(tom.get("/me").expect(403).problem()).isEqualTo("password-change-needed");
        assertThat(tom.send("GET", "/.rest/auth/v1/whoami", AdminClient.tree(null))
                        .json()
                        .path("passwordChangeNeeded")
                        .asBoolean())
                .isTrue();
        assertThat(tom.send(
                                "POST",
                                "/.rest/auth/v1/password",
                                AdminClient.tree(Map.of("current", temporary, "new", temporary)))
                        .expect(422)
                        .problem())
                .isEqualTo("password-unchanged");
        People.choose(host, "tom", temporary, People.PASSWORD);
        AdminClient.signedIn(host, "tom", People.PASSWORD).get("/me").expect(200);
    }

    @Test
    void aResetPasswordEndsSessionsAndTheOldPassword() {
        AdminClient ben = People.add(host, admin, "ben", "editor-en");

        String temporary = admin.post("/users/ben/password", null)
                .expect(201)
                .json()
                .path("password")
                .asText();

        ben.get("/me").expect(401);
        AdminClient.anonymous(host)
                .send(
                        "POST",
                        "/.rest/auth/v1/login",
                        AdminClient.tree(Map.of("name", "ben", "password", People.PASSWORD)))
                .expect(401);
        People.choose(host, "ben", temporary, "another long password");
    }

    @Test
    void sessionsAndTokensOfOthersAreShownAndEnded() {
        AdminClient cleo = People.add(host, admin, "cleo", "publisher");
        AdminClient token = People.token(host, cleo, List.of("products"), List.of("read"));
        token.get("/me").expect(200);

        JsonNode shown = admin.get("/users/cleo").expect(200).json();
        assertThat(shown.path("sessions")).isNotEmpty();
        assertThat(shown.at("/tokens/0/workspaces/0").asText()).isEqualTo("products");
        assertThat(shown.toString()).doesNotContain("digest").doesNotContain("pswd");

        admin.delete("/users/cleo/tokens/" + shown.at("/tokens/0/id").asText()).expect(204);
        token.get("/me").expect(401);
        admin.delete("/users/cleo/sessions").expect(204);
        cleo.get("/me").expect(401);
    }

    @Test
    void aLockoutIsShownAndLifted() {
        People.add(host, admin, "dora", "editor-en");
        AdminClient anonymous = AdminClient.anonymous(host);
        for (int i = 0; i < 8; i++) {
            anonymous.send(
                    "POST", "/.rest/auth/v1/login", AdminClient.tree(Map.of("name", "dora", "password", "wrong")));
        }
        assertThat(admin.get("/users/dora").json().path("lockedFor").asInt()).isPositive();

        admin.delete("/users/dora/lockout").expect(204);

        assertThat(admin.get("/users/dora").json().has("lockedFor")).isFalse();
        AdminClient.signedIn(host, "dora", People.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"superuser"})
    void anAdminMakesNobodySuperuser(String role) {
        assertThat(admin.post("/users", Map.of("name", "eve1", "roles", List.of(role)))
                        .expect(403)
                        .problem())
                .isEqualTo("account-beyond-own-rights");
        admin.put("/users/ada", Map.of("roles", List.of("admin", role))).expect(403);
        admin.post("/groups", Map.of("name", "g1", "title", "g", "roles", List.of(role), "groups", List.of()))
                .expect(403);
        admin.put("/users/superuser", Map.of("enabled", false)).expect(403);
        admin.post("/users/superuser/password", null).expect(403);
        admin.delete("/users/superuser/second-factor").expect(403);
        admin.delete("/users/superuser/sessions").expect(403);
        admin.delete("/users/superuser/lockout").expect(403);
        admin.delete("/users/superuser").expect(403);
        admin.delete("/roles/superuser").expect(403);
        assertThat(admin.get("/users/ada").json().path("roles"))
                .extracting(JsonNode::asText)
                .containsExactly("admin");
    }

    @Test
    void anAdminIsNotMadeMoreByAGroupThatIsSuperuser() {
        superuser
                .post(
                        "/groups",
                        Map.of("name", "owners", "title", "Owners", "roles", List.of("superuser"), "groups", List.of()))
                .expect(201);

        admin.put("/users/ada", Map.of("groups", List.of("owners"))).expect(403);
        admin.post("/groups", Map.of("name", "g2", "title", "g", "roles", List.of(), "groups", List.of("owners")))
                .expect(403);
        admin.put("/groups/owners", Map.of("title", "x", "roles", List.of(), "groups", List.of()))
                .expect(403);
        admin.delete("/groups/owners").expect(403);
        superuser.delete("/groups/owners").expect(204);
    }

    /** Each of these would let its holder do what an admin may not. */
    @ParameterizedTest
    @CsvSource({
        "uri, /*, read",
        "uri, /.rest/nodes/v1/*, change",
        "uri, /.rest/*, read",
        "heliograph, /*, read",
        "published, /*, change",
        "'*', /*, read",
        "config2, /a/*, read"
    })
    void anAdminMakesNoRoleThatMayMore(String workspace, String path, String permission) {
        int status = admin.post("/roles", role("more", List.of(grant(workspace, path, permission))))
                .status();

        assertThat(status).isIn(403, 422);
        admin.get("/roles/more").expect(404);
    }

    @Test
    void anAdminMakesRolesWithinTheOwn() {
        admin.post(
                        "/roles",
                        role(
                                "roof-editors",
                                List.of(
                                        grant("products", "/roof/*", "read", "change"),
                                        grant("products", "/roof/secret/*"),
                                        grant("uri", "/.rest/admin/*", "read", "change"),
                                        grant("uri", "/.rest/delivery/*", "read"))))
                .expect(201);
        JsonNode stored = admin.get("/roles/roof-editors").expect(200).json();
        assertThat(stored.at("/title/zh").asText()).isEqualTo("角色");
        assertThat(stored.path("grants")).hasSize(4);

        AdminClient ines = People.add(host, admin, "ines", "roof-editors");
        JsonNode me = ines.get("/me").expect(200).json();
        assertThat(me.path("workspaces").path("products"))
                .extracting(JsonNode::asText)
                .containsExactly("change", "read");
        assertThat(me.path("languages")).extracting(JsonNode::asText).containsExactly("zh");

        assertThat(admin.delete("/roles/roof-editors").expect(409).json().path("names"))
                .extracting(JsonNode::asText)
                .containsExactly("ines");
        admin.delete("/users/ines").expect(204);
        admin.delete("/roles/roof-editors").expect(204);
    }

    @Test
    void aDenialOfOnesOwnIsNotHandedOutAsARight() {
        superuser
                .post(
                        "/roles",
                        Map.of(
                                "name",
                                "limited-admin",
                                "title",
                                Map.of(),
                                "languages",
                                List.of("*"),
                                "grants",
                                List.of(
                                        grant("uri", "/.rest/admin/*", "read", "change"),
                                        grant("users", "/*", "add", "change", "remove", "read"),
                                        grant("userroles", "/*", "add", "change", "remove", "read"),
                                        grant("products", "/*", "read", "change"),
                                        grant("products", "/secret/*"))))
                .expect(201);
        AdminClient lea = People.add(host, superuser, "lea", "limited-admin");

        lea.post("/roles", role("lea1", List.of(grant("products", "/*", "read"))))
                .expect(403);
        lea.post("/roles", role("lea2", List.of(grant("products", "/secret/a", "read"))))
                .expect(403);
        lea.post("/users", Map.of("name", "lea3", "roles", List.of("editor-zh")))
                .expect(403);
        lea.post("/roles", role("lea4", List.of(grant("products", "/open/*", "read"))))
                .expect(201);
    }

    @Test
    void theLastSuperuserStays() {
        assertThat(superuser
                        .put("/users/superuser", Map.of("roles", List.of()))
                        .expect(409)
                        .problem())
                .isEqualTo("account-last-superuser");
        assertThat(superuser
                        .put("/users/superuser", Map.of("enabled", false))
                        .expect(409)
                        .problem())
                .isEqualTo("account-not-yourself");
        superuser.delete("/users/superuser").expect(409);
        assertThat(superuser.delete("/roles/superuser").expect(409).problem()).isEqualTo("account-part-of-the-host");

        AdminClient second = People.add(host, superuser, "root2", "superuser");
        second.put("/users/superuser", Map.of("enabled", false)).expect(200);
        assertThat(second.put("/users/root2", Map.of("roles", List.of("admin")))
                        .expect(409)
                        .problem())
                .isEqualTo("account-last-superuser");
        second.put("/users/superuser", Map.of("enabled", true)).expect(200);
        superuser = AdminClient.superuser(host);
        superuser.delete("/users/root2").expect(204);
    }

    @Test
    void theUserAnonymousStaysAndTakesRolesFromASuperuserAlone() {
        admin.put("/users/anonymous", Map.of("roles", List.of("moderator"))).expect(403);
        admin.put("/users/anonymous", Map.of("enabled", false)).expect(403);
        superuser.put("/users/anonymous", Map.of("enabled", false)).expect(409);
        superuser.delete("/users/anonymous").expect(409);
        superuser.post("/users/anonymous/password", null).expect(409);
    }

    @Test
    void namesThatLookAlikeOrCannotBeAreRefused() {
        assertThat(admin.post("/users", Map.of("name", "ADA")).expect(409).problem())
                .isEqualTo("account-name-taken");
        for (String name : List.of("a b", "a/b", "..", "a\u0000", "a*", "ａｄａ")) {
            assertThat(admin.post("/users", Map.of("name", name)).status())
                    .as(name)
                    .isIn(409, 422);
        }
        assertThat(admin.post("/users", Map.of("name", "frida", "roles", List.of("nothing")))
                        .expect(422)
                        .json()
                        .at("/fields/0/field")
                        .asText())
                .isEqualTo("/roles");
        admin.get("/users/frida").expect(404);
    }

    @Test
    void aTokenAdministersNobody() {
        AdminClient token = People.token(
                host, admin, List.of("*"), List.of("read", "add", "change", "remove", "execute", "publish"));

        token.get("/users").expect(200);
        assertThat(token.post("/users", Map.of("name", "gus")).expect(403).problem())
                .isEqualTo("session-needed");
        assertThat(token.post("/users/ada/password", null).expect(403).problem())
                .isEqualTo("session-needed");
        assertThat(token.post("/roles", role("t", List.of())).expect(403).problem())
                .isEqualTo("session-needed");
    }

    @Test
    void changesTakeASessionsTokenAndNotAPassword() {
        assertThat(admin.without("X-CSRF-Token")
                        .post("/users", Map.of("name", "hal"))
                        .expect(403)
                        .problem())
                .isEqualTo("csrf-token");
        assertThat(AdminClient.basic(host, "ada", People.PASSWORD)
                        .post("/users", Map.of("name", "hal"))
                        .expect(403)
                        .problem())
                .isEqualTo("session-or-token-needed");
        admin.get("/users/hal").expect(404);
    }

    @Test
    void groupsGiveTheirRolesAndCannotBelongToThemselves() {
        admin.post(
                        "/groups",
                        Map.of("name", "desk", "title", "编辑部", "roles", List.of("editor-zh"), "groups", List.of()))
                .expect(201);
        admin.post(
                        "/groups",
                        Map.of("name", "night-desk", "title", "夜班", "roles", List.of(), "groups", List.of("desk")))
                .expect(201);
        AdminClient kim = People.add(host, admin, "kim");
        assertThat(admin.put("/users/kim", Map.of("groups", List.of("night-desk")))
                        .expect(200)
                        .json()
                        .path("groups"))
                .extracting(JsonNode::asText)
                .containsExactly("night-desk");
        assertThat(kim.get("/me").expect(200).json().at("/roles/0/name").asText())
                .isEqualTo("editor-zh");

        assertThat(admin.put("/groups/desk", Map.of("title", "x", "roles", List.of(), "groups", List.of("night-desk")))
                        .expect(409)
                        .problem())
                .isEqualTo("account-group-in-itself");
        assertThat(admin.delete("/groups/desk").expect(409).problem()).isEqualTo("account-still-held");
        assertThat(admin.get("/groups/night-desk").json().path("members"))
                .extracting(JsonNode::asText)
                .containsExactly("kim");
    }
}
