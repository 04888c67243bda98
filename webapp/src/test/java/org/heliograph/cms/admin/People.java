package org.heliograph.cms.admin;

import java.util.List;
import java.util.Map;
import org.heliograph.cms.app.TestHost;

/** Adds users to a host and signs them in with a password of their own. */
final class People {

    static final String PASSWORD = "a long enough password 储能";

    private People() {}

    /** A user with some roles, signed in. */
    static AdminClient add(TestHost host, AdminClient by, String name, String... roles) {
        String temporary = by.post("/users", Map.of("name", name, "roles", List.of(roles)))
                .expect(201)
                .json()
                .path("password")
                .asText();
        choose(host, name, temporary, PASSWORD);
        return AdminClient.signedIn(host, name, PASSWORD);
    }

    /** Changes the password of a user. */
    static void choose(TestHost host, String name, String current, String next) {
        AdminClient.signedIn(host, name, current)
                .send("POST", "/.rest/auth/v1/password", AdminClient.tree(Map.of("current", current, "new", next)))
                .expect(204);
    }

    /** A user with some roles, and a token of that user for some workspaces and permissions. */
    static AdminClient token(TestHost host, AdminClient session, List<String> workspaces, List<String> permissions) {
        String token = session.send(
                        "POST",
                        "/.rest/auth/v1/tokens",
                        AdminClient.tree(Map.of(
                                "label", "test", "workspaces", workspaces, "permissions", permissions, "days", 1)))
                .expect(201)
                .json()
                .path("token")
                .asText();
        return AdminClient.bearer(host, token);
    }
}
