package org.heliograph.cms.it;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The intake under SIGKILL and under a flood. */
class IntakeFaultIT {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeFaultIT.class);
    private static final int ROUNDS = 6;
    private static final int SENDERS = 4;
    private static final int ADDRESSES = 1_000;

    private static Host.Builder open() {
        return Host.builder()
                .with("HELIOGRAPH_PROXIES", "127.0.0.1")
                .with("HELIOGRAPH_MESSAGES_SPAM_ADDRESS_PER_HOUR", "1000000")
                .with("HELIOGRAPH_MESSAGES_SPAM_NETWORK_PER_HOUR", "1000000")
                .with("HELIOGRAPH_MESSAGES_SPAM_REQUESTS_PER_MINUTE", "1000000")
                .with("HELIOGRAPH_MESSAGES_SPAM_CONTENT_PER_HOUR", "1000000")
                .with("HELIOGRAPH_MESSAGES_SPAM_ALL_PER_HOUR", "1000000");
    }

    @Test
    void everyAcknowledgedMessageSurvivesSigkill() throws Exception {
        long seed = Long.getLong("heliograph.kill.seed", System.nanoTime());
        LOG.info("Repeat with -Dheliograph.kill.seed={}", seed);
        Random random = new Random(seed);
        Set<String> acknowledged = Collections.synchronizedSet(new TreeSet<>());
        try (Host host = open().start()) {
            for (int round = 0; round < ROUNDS; round++) {
                sendUntilKilled(host, acknowledged, acknowledged.size() + 5 + random.nextInt(60));

                host.restart();

                assertThat(receipts(host)).containsAll(acknowledged);
                LOG.info("Round {}: {} acknowledged messages are there", round, acknowledged.size());
            }
        }
    }

    private static void sendUntilKilled(Host host, Set<String> acknowledged, int enough) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                running.add(senders.submit(() -> send(host, acknowledged)));
            }
            Await.until(
                    Duration.ofSeconds(30),
                    () -> enough + " acknowledged messages, " + acknowledged.size() + " so far",
                    () -> acknowledged.size() >= enough);
            host.kill();
            for (Future<?> each : running) {
                end(each);
            }
        } finally {
            senders.shutdownNow();
        }
    }

    private static void end(Future<?> sender) throws InterruptedException, ExecutionException {
        try {
            sender.get(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("A sender does not end after the host did", e);
        }
    }

    private static void send(Host host, Set<String> acknowledged) {
        Client client = host.anonymous();
        Enquiry enquiry = Enquiry.of(host, "请问彩钢瓦屋顶支架的交货期要多久？");
        try {
            while (true) {
                Answer answer = client.sendOrThrow("POST", Enquiry.ADDRESS, enquiry.fields());
                if (answer.status() == 202) {
                    acknowledged.add(answer.json().path("receipt").asText());
                }
            }
        } catch (IOException e) {
            LOG.debug("The host is gone", e);
        }
    }

    private static Set<String> receipts(Host host) {
        Set<String> receipts = new TreeSet<>();
        int total;
        int offset = 0;
        do {
            var page = host.superuser()
                    .get(Enquiry.DESK + "?limit=200&offset=" + offset)
                    .json();
            total = page.path("total").asInt();
            Json.items(page.path("messages"))
                    .forEach(each -> receipts.add(each.path("receipt").asText()));
            offset += 200;
        } while (offset < total);
        return receipts;
    }

    /** Every one comes with a form's token that has aged, so that none is held for the want of one; so does a control. */
    @Test
    void aFloodFromAThousandAddressesIsHeldAndAnHonestMessageBeforeItIsNot() {
        try (Host host =
                open().with("HELIOGRAPH_MESSAGES_SPAM_PROOF_OF_WORK", "false").start()) {
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i <= ADDRESSES; i++) {
                tokens.add(host.anonymous()
                        .get(Enquiry.ADDRESS + "/form?lang=zh")
                        .json()
                        .path("challenge")
                        .path("token")
                        .asText());
            }
            Enquiry enquiry = Enquiry.of(host, "请问彩钢瓦屋顶支架有没有适合沿海地区的型号？");
            Await.until(Duration.ofSeconds(60), () -> "the age of the tokens", agedBy(Duration.ofSeconds(5)));
            String honest = enquiry.with("token", tokens.get(ADDRESSES)).sentTo(host);
            String[] places = {"苏州", "无锡", "常州", "南京", "合肥", "杭州", "宁波", "嘉兴"};

            for (int i = 0; i < ADDRESSES; i++) {
                Browser sender = new Browser(host).with("X-Forwarded-For", "203." + i % 250 + "." + i / 250 + ".7");
                String text = "贵公司在" + places[i % places.length] + "的屋顶出租吗？我们长期收购，价格第" + i + "档，量大从优。";
                Answer answer = sender.post(
                        Enquiry.ADDRESS,
                        enquiry.with("message", text)
                                .with("token", tokens.get(i))
                                .fields());
                assertThat(answer.status()).as("%s", answer).isIn(202, 429, 503);
            }

            int all = total(host, "");
            int held = total(host, "&held=true");
            LOG.info("Of {} messages from {} addresses {} are held", all, ADDRESSES, held);
            assertThat(all).isGreaterThan(ADDRESSES / 2);
            assertThat(all - held).isBetween(1, ADDRESSES / 100);
            assertThat(host.superuser()
                            .get(Enquiry.DESK + "?limit=200&held=false")
                            .json()
                            .path("messages")
                            .findValuesAsText("receipt"))
                    .contains(honest);
        }
    }

    private static BooleanSupplier agedBy(Duration age) {
        Instant end = Instant.now().plus(age);
        return () -> Instant.now().isAfter(end);
    }

    private static int total(Host host, String filter) {
        return host.superuser()
                .get(Enquiry.DESK + "?limit=1" + filter)
                .json()
                .path("total")
                .asInt();
    }
}
