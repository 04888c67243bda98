package org.heliograph.moderation;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.heliograph.moderation.DeliveryLog.Outcome;
import org.heliograph.moderation.ModerationSettings.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookSenderTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private record Got(String path, String signature, String delivery, byte[] body) {}

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 204;

    @BeforeEach
    void receive() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            got.add(new Got(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst(WebhookSender.SIGNATURE),
                    exchange.getRequestHeaders().getFirst(WebhookSender.DELIVERY),
                    exchange.getRequestBody().readAllBytes()));
            if (status == 302) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private WebhookSender sender(int port) {
        return new WebhookSender(
                new Webhook(URI.create("http://127.0.0.1:" + port + "/hook"), SECRET, 60),
                Clock.fixed(Sample.NOW, ZoneOffset.UTC));
    }

    @Test
    void receiversCanVerifyWhoSent() throws Exception {
        String body = "{\"type\":\"messages.received\",\"名\":\"值\"}";

        assertThat(sender(server.getAddress().getPort()).send("e1", body).outcome())
                .isEqualTo(Outcome.SENT);

        Got event = got.get(0);
        String[] parts = event.signature().split("[=,]");
        assertThat(parts).hasSize(4);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((parts[1] + ".").getBytes(StandardCharsets.US_ASCII));
        byte[] expected = mac.doFinal(event.body());
        assertThat(MessageDigest.isEqual(expected, HexFormat.of().parseHex(parts[3])))
                .isTrue();
        assertThat(parts[1]).isEqualTo(String.valueOf(Sample.NOW.getEpochSecond()));
        assertThat(event.delivery()).isEqualTo("e1");
        assertThat(new String(event.body(), StandardCharsets.UTF_8)).isEqualTo(body);
        assertThat(WebhookSender.signature("another secret, as long as it", Sample.NOW.getEpochSecond(), event.body()))
                .isNotEqualTo(event.signature());
    }

    @ParameterizedTest
    @CsvSource({"200,SENT", "204,SENT", "302,LATER", "400,LATER", "410,NEVER", "500,LATER", "503,LATER"})
    void anythingButYesIsTriedAgain(int answered, Outcome outcome) {
        status = answered;

        WebhookSender.Result result = sender(server.getAddress().getPort()).send("e1", "{}");

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.detail()).isEqualTo(String.valueOf(answered));
        assertThat(got).extracting(Got::path).containsExactly("/hook");
    }

    @Test
    void aReceiverThatIsAwayIsTriedAgain() {
        int port = server.getAddress().getPort();
        server.stop(0);

        assertThat(sender(port).send("e1", "{}").outcome()).isEqualTo(Outcome.LATER);
    }
}
