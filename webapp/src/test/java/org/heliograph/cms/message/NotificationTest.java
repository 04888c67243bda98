package org.heliograph.cms.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.jcr.RepositoryException;
import org.heliograph.cms.message.Desked.Draft;
import org.heliograph.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class NotificationTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Draft REAL = Draft.of("zh", "张伟", "请问瓦屋面挂钩多少钱一套？");
    private static final Duration SETTLED = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private record Event(JsonNode json, String text, String delivery, boolean isGenuine) {}

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private HttpServer receiver;
    private GreenMail mails;
    private Desked desk;

    @BeforeEach
    void open() throws RepositoryException, IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            events.add(new Event(
                    new ObjectMapper().readTree(body),
                    new String(body, StandardCharsets.UTF_8),
                    exchange.getRequestHeaders().getFirst("Heliograph-Delivery"),
                    isGenuine(exchange.getRequestHeaders().getFirst("Heliograph-Signature"), body)));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        desk = desk(Map.of());
    }

    private Desked desk(Map<String, String> more) throws RepositoryException, IOException {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "messages.mail.host", "127.0.0.1",
                "messages.mail.port", String.valueOf(mails.getSmtp().getPort()),
                "messages.mail.security", "none",
                "messages.mail.from", "desk@heliograph.example",
                "messages.digest.to", "a@heliograph.example,b@heliograph.example",
                "messages.digest.language", "zh",
                "messages.webhook.secret", SECRET,
                "messages.webhook.address",
                        "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook"));
        settings.putAll(more);
        Desked opened = new Desked(directory, settings);
        opened.desk().runDue();
        return opened;
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
        receiver.stop(0);
        mails.stop();
    }

    /** As a receiver of somebody else would do it. */
    private static boolean isGenuine(String signature, byte[] body) {
        String[] parts = signature.split(",");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((parts[0].substring("t=".length()) + ".").getBytes(StandardCharsets.US_ASCII));
            return ("v1=" + HexFormat.of().formatHex(mac.doFinal(body))).equals(parts[1]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void later(Duration by) {
        desk.clock.forward(by);
        desk.desk().runDue();
    }

    @Test
    void receiversAreToldOfEachMessageOnceAndOfNoPerson() throws RepositoryException {
        Message one = desk.store();
        Message two = desk.store(Draft.of("en", "Ann", "Cheap loans").heldBack());
        later(Duration.ofSeconds(1));
        assertThat(events).as("it may not have settled").isEmpty();

        later(SETTLED);
        later(SETTLED);

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.isGenuine()).isTrue();
            assertThat(event.json().path("type").asText()).isEqualTo("messages.received");
            assertThat(event.json().path("id").asText()).isEqualTo(event.delivery());
            assertThat(event.json().path("total").asInt()).isEqualTo(2);
            assertThat(event.json().path("held").asInt()).isEqualTo(1);
            assertThat(event.json().path("messages").findValuesAsText("id"))
                    .containsExactlyInAnyOrder(one.id(), two.id());
            assertThat(event.json().at("/counts/new").asInt()).isEqualTo(1);
            assertThat(event.text()).doesNotContain("张伟").doesNotContain("Ann").doesNotContain("loans");
        });
    }

    @Test
    void aFailedEventIsRepeatedAsItWas() throws RepositoryException {
        status = 500;
        desk.store();
        later(SETTLED);
        later(Duration.ofSeconds(29));
        assertThat(events).hasSize(1);
        later(Duration.ofSeconds(1));
        assertThat(events).hasSize(2);
        status = 204;
        later(Duration.ofSeconds(60));
        later(Duration.ofHours(5));

        assertThat(events).hasSize(3);
        assertThat(events.get(2).text()).isEqualTo(events.get(0).text());
        assertThat(events)
                .allMatch(Event::isGenuine)
                .extracting(Event::delivery)
                .containsOnly(events.get(0).delivery());
        JsonNode log = desk.get("/deliveries").json().path("deliveries");
        assertThat(log.findValuesAsText("kind").stream().filter("webhook"::equals))
                .hasSize(3);
        assertThat(log.findValuesAsText("outcome")).contains("sent", "later");
    }

    @Test
    void aReceiverThatStaysAwayIsGivenUp() throws RepositoryException {
        status = 503;
        desk.store();
        later(SETTLED);
        for (int i = 0; i < 30; i++) {
            later(Duration.ofHours(4));
        }

        assertThat(events).hasSize(12);
        assertThat(desk.get("/deliveries").json().path("deliveries").findValuesAsText("outcome"))
                .contains("never");
    }

    @Test
    void eventsSurviveARestart() throws RepositoryException, IOException {
        status = 500;
        desk.store();
        later(SETTLED);
        desk.close();
        status = 204;
        desk = desk(Map.of());
        desk.clock.forward(Duration.ofMinutes(2));
        later(Duration.ofMinutes(2));

        assertThat(events).hasSize(2);
        assertThat(events.get(1).text()).isEqualTo(events.get(0).text());
    }

    /** 600 messages in ten minutes, a look every ten seconds. */
    @Test
    void aFloodIsToldWithinTheCapsAndNothingIsLeftOut() throws RepositoryException, IOException {
        desk.close();
        desk = desk(Map.of("messages.webhook.per-hour", "10", "messages.digest.minutes", "5"));
        for (int i = 0; i < 60; i++) {
            desk.store(Draft.of("en", "Bot", "Cheap loans").heldBack(), 10);
            later(Duration.ofSeconds(10));
        }
        assertThat(events).hasSizeLessThanOrEqualTo(10);
        assertThat(mails.getReceivedMessages()).hasSizeLessThanOrEqualTo(4 * 2);
        for (int i = 0; i < 7; i++) {
            later(Duration.ofMinutes(10));
        }

        long told = events.stream()
                .filter(event -> event.json().path("type").asText().equals("messages.received"))
                .mapToLong(event -> event.json().path("total").asLong())
                .sum();
        assertThat(told).isEqualTo(600);
        Set<String> named = new HashSet<>();
        events.forEach(event -> named.addAll(event.json().path("messages").findValuesAsText("id")));
        assertThat(named).hasSizeLessThanOrEqualTo(20 * 50);
    }

    @Test
    void anAlertComesWhenMessagesComeMuchFasterThanUsual() throws RepositoryException, MessagingException {
        desk.store(REAL, 29);
        later(SETTLED);
        assertThat(alerts()).isZero();
        desk.store();
        later(SETTLED);
        later(SETTLED);
        assertThat(alerts()).isEqualTo(1);
        MimeMessage mail = mails.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("留言数量异常增多");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        desk.store(REAL, 100);
        later(SETTLED);
        assertThat(alerts()).as("once an hour").isEqualTo(1);
    }

    private long alerts() {
        return events.stream()
                .filter(event -> event.json().path("type").asText().equals("messages.rate"))
                .count();
    }

    @Test
    void whatIsUsualIsNoAlert() throws RepositoryException {
        for (int i = 0; i < 144; i++) {
            desk.store(REAL, 10);
            desk.clock.forward(Duration.ofMinutes(10));
        }
        desk.store(REAL, 40);
        later(SETTLED);

        assertThat(alerts()).isZero();
    }

    @Test
    void moderatorsGetADigestWithoutAnyPerson() throws RepositoryException, MessagingException, IOException {
        desk.store();
        desk.store(Draft.of("en", "Ann", "Cheap loans").heldBack());
        later(Duration.ofMinutes(59));
        assertThat(mails.getReceivedMessages()).isEmpty();
        later(Duration.ofMinutes(2));

        // One to each of two.
        assertThat(mails.getReceivedMessages()).hasSize(2);
        MimeMessage mail = mails.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("新的留言");
        assertThat(mail.getHeader("Content-Language", null)).isEqualTo("zh");
        assertThat(mail.getContent().toString())
                .contains("共收到 2 条留言")
                .contains("新留言：1")
                .doesNotContain("张伟")
                .doesNotContain("Ann");
        later(Duration.ofHours(2));
        assertThat(mails.getReceivedMessages()).as("no news").hasSize(2);
    }

    @Test
    void aDigestThatCannotBeSentIsTriedAgainWithinTheCap() throws RepositoryException, IOException {
        desk.store();
        int port = mails.getSmtp().getPort();
        mails.stop();
        desk.clock.forward(Duration.ofMinutes(61));
        for (int i = 0; i < 60; i++) {
            later(Duration.ofSeconds(55));
        }
        assertThat(desk.get("/deliveries?limit=500").json().path("deliveries").findValuesAsText("kind").stream()
                        .filter("digest"::equals))
                .hasSizeBetween(2 * 2, 4 * 2);
        mails = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();

        later(Duration.ofHours(1));

        assertThat(mails.getReceivedMessages()).hasSize(2);
    }
}
