package org.heliograph.spam;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.heliograph.spam.Judgement.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LimitsTest {

    private final Desk desk = new Desk();

    @Test
    void oneAddressIsHeldThenRefusedThenServedAgain() {
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            decisions.add(desk.shield
                    .judge(desk.attempt("192.0.2.1", "Question " + i, Optional.empty(), Optional.empty()))
                    .decision());
        }
        assertThat(decisions.subList(0, 30)).doesNotContain(Decision.REFUSE);
        assertThat(decisions.get(30)).isEqualTo(Decision.REFUSE);

        Judgement refused = desk.shield.judge(desk.attempt("192.0.2.1", "Again", Optional.empty(), Optional.empty()));
        assertThat(refused.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(2));
        assertThat(refused.score()).isEqualTo(refused.reasons().get(0).points());
        assertThat(desk.shield.refuses("192.0.2.1")).isPresent();
        assertThat(desk.shield.refuses("192.0.2.2")).isEmpty();
        desk.pass(refused.retryAfter().get());
        assertThat(desk.shield.refuses("192.0.2.1")).isEmpty();
    }

    static List<List<String>> sameSubscriber() {
        return List.of(
                List.of("192.0.2.7", "::ffff:192.0.2.7"),
                List.of("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
                List.of("2001:db8:1:2::1", "[2001:db8:1:2::5]"),
                List.of("fe80::1%eth0", "fe80::1"));
    }

    @ParameterizedTest
    @MethodSource
    void sameSubscriber(List<String> addresses) {
        Keyed keyed = new Keyed(Desk.KEY, "test");
        assertThat(addresses.stream()
                        .map(address -> Place.of(address, keyed).orElseThrow().address())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void networksAreToldApart() {
        Keyed keyed = new Keyed(Desk.KEY, "test");
        Place one = Place.of("2001:db8:1:2::1", keyed).orElseThrow();
        Place neighbour = Place.of("2001:db8:1:3::1", keyed).orElseThrow();
        Place far = Place.of("2001:db8:2:2::1", keyed).orElseThrow();
        assertThat(one.address()).isNotEqualTo(neighbour.address());
        assertThat(one.network()).isEqualTo(neighbour.network()).isNotEqualTo(far.network());
        assertThat(Place.of("192.0.2.1", keyed).orElseThrow().network())
                .isEqualTo(Place.of("192.0.2.200", keyed).orElseThrow().network())
                .isNotEqualTo(Place.of("192.0.3.1", keyed).orElseThrow().network());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "example.org",
                "1.2.3",
                "999.1.1.1",
                "::::",
                "1.2.3.4, 5.6.7.8",
                "\ud800",
            })
    void addressThatIsNoneNeverRefuses(String address) {
        for (int i = 0; i < 200; i++) {
            Judgement judgement = desk.shield.judge(
                    desk.attempt(address, "Question number " + i, Optional.empty(), Optional.empty()));
            assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
        }
    }

    @Test
    void networkIsRefusedWhenItsAddressesTakeTurns() {
        long refused = IntStream.range(0, 250)
                .filter(i -> desk.shield
                                .judge(desk.attempt("192.0.2." + i, "Text " + i, Optional.empty(), Optional.empty()))
                                .decision()
                        == Decision.REFUSE)
                .count();
        assertThat(refused).isEqualTo(50);
    }

    @Test
    void tooManyRequestsAreRefusedWhateverTheyHold() {
        long refused = IntStream.range(0, 200)
                .filter(i -> desk.shield.refuses("192.0.2.1").isPresent())
                .count();
        assertThat(refused).isEqualTo(80);
    }

    @Test
    void memoryIsBoundedHoweverManyAddressesCome() {
        Desk small = new Desk(Map.of(
                "messages.spam.memory",
                "2000",
                "messages.spam.all-per-hour",
                "1000000000",
                "messages.spam.proof-of-work",
                "false"));
        Limits limits = new Limits(
                SpamSettings.of(Map.of("messages.spam.memory", "2000", "messages.spam.all-per-hour", "1000000000")),
                new Keyed(Desk.KEY, "memory"));
        for (int i = 0; i < 1_000_000; i++) {
            String address = "10." + (i >> 16 & 255) + '.' + (i >> 8 & 255) + '.' + (i & 255);
            limits.refuses(address, small.now);
            limits.count(address, i, small.now);
        }
        assertThat(limits.size()).isLessThanOrEqualTo(4 * 2000 + 1);

        for (int i = 0; i < 10_000; i++) {
            small.shield.judge(
                    small.attempt(small.address(), "Text number " + Integer.toString(i * 7919, 36) + " of many"));
        }
        assertThat(small.shield.remembered()).isLessThanOrEqualTo(5 * 2000 + 1 + Alike.KEPT);
    }

    @Test
    void manyThreadsNeitherBreakNorOutrunTheLimit() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Decision>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Attempt attempt = desk.attempt("192.0.2.1", "Question " + i % 50, Optional.empty(), Optional.empty());
            calls.add(() -> desk.shield.judge(attempt).decision());
        }
        int refused = 0;
        for (Future<Decision> future : threads.invokeAll(calls)) {
            refused += future.get() == Decision.REFUSE ? 1 : 0;
        }
        threads.shutdown();
        assertThat(refused).isEqualTo(370);
    }
}
