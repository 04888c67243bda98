package org.heliograph.moderation;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.heliograph.moderation.DeliveryLog.Outcome;
import org.heliograph.moderation.ModerationSettings.Webhook;

/**
 * Posts events to a receiver. Header {@value #SIGNATURE} is {@code t=<seconds since 1970>,v1=<hex>}, where the second
 * part is HMAC-SHA-256 with the secret over the digits of {@code t}, a full stop, and the bytes of the body. A receiver
 * computes the same, compares in constant time, and refuses what is older than five minutes. {@value #DELIVERY} is the
 * same for all attempts of an event, so that a repeat is known.
 */
final class WebhookSender {

    static final String SIGNATURE = "Heliograph-Signature";
    static final String DELIVERY = "Heliograph-Delivery";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWERING = Duration.ofSeconds(10);

    private final Webhook settings;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTING)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    WebhookSender(Webhook settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What became of an attempt.
     *
     * @param detail HTTP status, or the kind of failure
     */
    record Result(Outcome outcome, String detail) {}

    /**
     * Sends an event. Anything but 2xx is a failure, a redirect too: the secret signs for one receiver only. 410 tells
     * that the event is not wanted.
     */
    Result send(String id, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(settings.address())
                .timeout(ANSWERING)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Heliograph")
                .header(DELIVERY, id)
                .header(SIGNATURE, signature(settings.secret(), clock.instant().getEpochSecond(), bytes))
                .POST(BodyPublishers.ofByteArray(bytes))
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            // What it says is of no interest, and may never end.
            response.body().close();
            return new Result(outcome(response.statusCode()), String.valueOf(response.statusCode()));
        } catch (IOException e) {
            return new Result(Outcome.LATER, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(Outcome.LATER, "interrupted");
        }
    }

    private static Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return Outcome.SENT;
        }
        return status == 410 ? Outcome.NEVER : Outcome.LATER;
    }

    static String signature(String secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }
}
