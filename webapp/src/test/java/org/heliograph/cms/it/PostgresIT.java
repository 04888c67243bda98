package org.heliograph.cms.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is particular to a host whose database is on a server: that can be gone, be the wrong one, or be shared. */
class PostgresIT {

    private static final String TOPICS = "/.rest/delivery/topics/v1";
    private static final String NODES = "/.rest/nodes/v1/topics/";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> databases = new ArrayList<>();
    private PostgresServer server;

    @BeforeEach
    void start() {
        server = PostgresServer.shared();
    }

    @AfterEach
    void drop() {
        databases.forEach(server::drop);
    }

    private String newDatabase() {
        String url = server.newDatabase();
        databases.add(url);
        return url;
    }

    private static Host.Builder on(String database) {
        return Host.builder().withDatabase(database);
    }

    private static Host.Builder on(Host other, String database) {
        return on(database).with("HELIOGRAPH_DATA", data(other));
    }

    private static String data(Host host) {
        return host.directory().resolve("data").toString();
    }

    private static Answer save(Host host, String name) {
        return host.superuser().create("topics", "", new NodeBody(name, "hg:topic").with("title", name));
    }

    private static void saved(Host host, String name) {
        Answer answer = save(host, name);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    private static List<String> delivered(Host host) {
        Answer answer = host.anonymous().get(TOPICS + "?limit=100");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return Json.items(answer.json().path("results"))
                .map(node -> node.path("@name").asText())
                .toList();
    }

    @Test
    void aDatabaseThatIsGoneIs503AndTheHostGoesOnWhenItIsBack() {
        try (Host host = on(newDatabase()).start()) {
            // given
            saved(host, "before");
            Enquiry enquiry = Enquiry.of(host, "数据库停机之前的留言，应当保留下来。");
            String receipt = enquiry.sentTo(host);

            // when
            server.stop();
            List<Answer> refused;
            try {
                refused = List.of(
                        save(host, "without"),
                        save(host, "without-either"),
                        host.superuser().get(NODES + "before"),
                        host.anonymous().post(Enquiry.ADDRESS, enquiry.fields()));
            } finally {
                server.startAgain();
            }

            // then
            for (Answer answer : refused) {
                assertThat(answer.status()).as("%s", answer).isEqualTo(503);
                assertThat(answer.header("retry-after")).as("%s", answer).isPresent();
                assertThat(answer.text()).doesNotContain("jdbc", "127.0.0.1", "SQL");
            }
            Await.until(
                    PATIENCE,
                    () -> "a save\n" + host.output(),
                    () -> save(host, "after").status() == 200);
            saved(host, "later");
            assertThat(delivered(host)).containsExactlyInAnyOrder("before", "after", "later");
            String second = enquiry.sentTo(host);
            host.kill();
            host.restart();
            assertThat(delivered(host)).containsExactlyInAnyOrder("before", "after", "later");
            assertThat(host.superuser()
                            .get(Enquiry.DESK)
                            .json()
                            .path("messages")
                            .findValuesAsText("receipt"))
                    .containsExactlyInAnyOrder(receipt, second);
        }
    }

    static Stream<List<String>> wrongAddresses() {
        return Stream.of(
                List.of("jdbc:postgresql://no-such-host.invalid:5432/cms", "cannot be reached", "Start the server"),
                List.of("jdbc:postgresql://127.0.0.1:1/cms", "cannot be reached", "Start the server"),
                List.of("SERVER/no_such_database", "does not exist", "createdb"));
    }

    @ParameterizedTest
    @MethodSource("wrongAddresses")
    void aDatabaseThatCannotBeReachedIsNamedAtTheStart(List<String> addressAndReasons) {
        String database = newDatabase();
        String address = addressAndReasons.get(0).replace("SERVER", database.replaceAll("/[^/]*$", ""));
        assertDoesNotStart(
                on(address),
                addressAndReasons.subList(1, addressAndReasons.size()).toArray(String[]::new));
    }

    @Test
    void aWrongPasswordIsToldButNotShown() {
        assertDoesNotStart(
                on(newDatabase()).with("HELIOGRAPH_DATABASE_PASSWORD", "a-wrong-one"),
                "does not accept the user heliograph",
                "HELIOGRAPH_DATABASE_PASSWORD_FILE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://heliograph:a-wrong-one@127.0.0.1/cms",
                "jdbc:postgresql://127.0.0.1?password=a-wrong-one"
            })
    void aPasswordInTheAddressIsNotShown(String address) {
        try (Host host = on(address).launch()) {
            assertThat(host.awaitEnd(PATIENCE)).isEqualTo(1);
            assertThat(host.output().toString())
                    .contains("HELIOGRAPH_DATABASE takes an address without user and password")
                    .doesNotContain("a-wrong-one");
        }
    }

    private static void assertDoesNotStart(Host.Builder builder, String... reasons) {
        try (Host host = builder.launch()) {
            int code = host.awaitEnd(PATIENCE);

            assertThat(code).as("%s", host.output()).isEqualTo(1);
            assertThat(host.output().error())
                    .contains("Heliograph cannot start: ")
                    .contains(reasons)
                    .doesNotContain("Exception", "\tat ", PostgresServer.PASSWORD, "a-wrong-one");
            assertThat(host.output().standard()).doesNotContain("ready");
        }
    }

    @Test
    void directoryAndDatabaseHaveToBelongTogether() {
        String database = newDatabase();
        try (Host onFile = Host.builder()
                        .without("HELIOGRAPH_DATABASE")
                        .without("HELIOGRAPH_DATABASE_USER")
                        .without("HELIOGRAPH_DATABASE_PASSWORD")
                        .start();
                Host onServer = on(database).start()) {
            saved(onFile, "in-the-file");
            saved(onServer, "on-the-server");
            onFile.terminate(PATIENCE);
            onServer.terminate(PATIENCE);

            assertDoesNotStart(on(onFile, newDatabase()), data(onFile), "H2", "HELIOGRAPH_DATA");
            assertDoesNotStart(
                    Host.builder()
                            .without("HELIOGRAPH_DATABASE")
                            .without("HELIOGRAPH_DATABASE_USER")
                            .without("HELIOGRAPH_DATABASE_PASSWORD")
                            .with("HELIOGRAPH_DATA", data(onServer)),
                    data(onServer),
                    "HELIOGRAPH_DATABASE is not set");
            assertDoesNotStart(on(onServer, newDatabase()), "is empty", data(onServer));
            assertDoesNotStart(on(database), "is not its directory", "database-id");

            onFile.restart();
            onServer.restart();
            assertThat(delivered(onFile)).containsExactly("in-the-file");
            assertThat(delivered(onServer)).containsExactly("on-the-server");
        }
    }

    @Test
    void twoHostsDoNotShareADatabase() {
        String database = newDatabase();
        try (Host host = on(database).start()) {
            saved(host, "first");

            // A second one is refused, whatever directory it has.
            assertDoesNotStart(on(database), "in use by another host");
            saved(host, "second");

            // The session that holds the lock ends: it is taken again.
            server.administer(endSessionsOf(database));
            Await.until(
                    PATIENCE,
                    () -> "a save\n" + host.output(),
                    () -> save(host, "third").status() == 200);

            // Another host has opened the database meanwhile.
            PostgresServer.execute(database, "update heliograph_store set value = 'another' where name = 'opening'");
            server.administer(endSessionsOf(database));
            Await.until(
                    PATIENCE,
                    () -> "the end of the work\n" + host.output(),
                    () -> host.output().error().contains("was used by another host meanwhile"));
            assertThat(save(host, "fourth").status()).isEqualTo(503);
        }
    }

    private static String endSessionsOf(String database) {
        return "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                + database.replaceAll(".*/", "") + "'";
    }

    @Test
    void anIndexThatIsAheadOfARestoredDatabaseIsMadeAnew() {
        String database = newDatabase();
        try (Host host = on(database).start()) {
            // given
            saved(host, "kept");
            host.terminate(PATIENCE);
            server.dump(database);
            host.restart();
            assertThat(host.output().error()).doesNotContain("Indexed");
            saved(host, "saved-after-the-backup");
            host.terminate(PATIENCE);

            // when
            server.restore(database);
            host.restart();

            // then
            assertThat(delivered(host)).containsExactly("kept");
            saved(host, "saved-after-the-restoration");
            assertThat(delivered(host)).containsExactlyInAnyOrder("kept", "saved-after-the-restoration");
        }
    }
}
