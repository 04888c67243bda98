package org.heliograph.cms.it;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may ask for what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {

    private static final String CANARY = "canary-of-a-private-message";

    private Host host;

    @BeforeAll
    void startHost() {
        host = Host.builder().start();
        NodeBody message = new NodeBody("canary", "hg:contactMessage")
                .with("sender", CANARY)
                .with("message", CANARY)
                .with("state", "new");
        assertThat(host.superuser().create("contact-messages", "", message).status())
                .isEqualTo(200);
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"products", "product-categories", "policies", "topics", "issuers", "glossary"})
    void everyoneMayReadDelivery(String endpoint) {
        // given
        String path = "/.rest/delivery/" + endpoint + "/v1";

        // then
        assertThat(host.anonymous().get(path).status()).isEqualTo(200);
        assertThat(host.superuser().get(path).status()).isEqualTo(200);
        assertThat(host.client("superuser", "wrong").get(path).status())
                .as("a wrong password makes the caller anonymous")
                .isEqualTo(200);
        assertThat(host.client("nobody", "wrong").get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.rest/nodes/v1/topics",
                "/.rest/nodes/v1/contact-messages/canary",
                "/.rest/nodes/v1/users",
                "/.rest/properties/v1/contact-messages/canary/message"
            })
    void onlyAKnownCallerMayUseTheManagementRest(String path) {
        Stream.of(host.anonymous(), host.client("superuser", "wrong"), host.client("nobody", "wrong"))
                .map(client -> client.get(path))
                .forEach(answer -> {
                    Refusal.assertRefused(answer);
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.text()).doesNotContain(CANARY);
                });
    }

    @Test
    void theSuperuserFindsTheMessage() {
        // when
        Answer answer = host.superuser().get("/.rest/nodes/v1/contact-messages/canary");

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.rest/delivery/messages/v1",
                "/.rest/delivery/messages/v1/canary",
                "/.rest/delivery/contact-messages/v1",
                "/.rest/delivery/contact-message/v1",
                "/.rest/preview/messages/v1"
            })
    void messagesHaveNoDeliveryEndpoint(String path) {
        Stream.of(host.anonymous(), host.superuser())
                .map(client -> client.get(path))
                .forEach(answer -> {
                    Refusal.assertRefused(answer);
                    assertThat(answer.text()).doesNotContain(CANARY);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"products", "product-categories", "policies", "topics", "issuers", "glossary"})
    void noSearchFindsAMessage(String endpoint) {
        // given
        String path = "/.rest/delivery/" + endpoint + "/v1";

        // then
        Stream.of("?q=canary", "?sender=" + CANARY, "?@name=canary", "/canary", "/@nodes")
                .map(rest -> host.superuser().get(path + rest))
                .forEach(answer -> assertThat(answer.text()).doesNotContain(CANARY));
    }

    @Test
    void noPasswordHashIsReadable() {
        // when
        Answer answer = host.superuser().get("/.rest/nodes/v1/users?depth=5");

        // then
        assertThat(answer.text()).doesNotContain(Host.PASSWORD);
        assertThat(host.anonymous().get("/.rest/delivery/users/v1").status()).isEqualTo(404);
    }

    @Test
    void requestsAreLoggedWithoutSecrets() {
        // given
        String path = "/.rest/delivery/nowhere/v1?code=logged";

        // when
        host.superuser().get(path);

        // then
        Await.until(
                Duration.ofSeconds(5),
                () -> "a line about the request in\n" + host.output(),
                () -> host.output().toString().contains("GET /.rest/delivery/nowhere/v1 404"));
        assertThat(host.output().toString())
                .doesNotContain("code=logged")
                .doesNotContain(Host.PASSWORD)
                .doesNotContain(Client.basic(Host.USER, Host.PASSWORD));
    }
}
