package org.heliograph.cms.security;

import java.time.Duration;
import java.util.Optional;
import org.heliograph.cms.security.Somebody.SetClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LockoutTest {

    private static final String HOME = "192.0.2.1";

    private final SetClock clock = new SetClock();
    private final Lockout lockout = new Lockout(clock);

    @Test
    void fiveWrongPasswordsCostAWaitThatDoublesUpToAQuarterOfAnHour() {
        fail("jane", HOME, 5);
        Duration first = lockout.begin("jane", HOME).orElseThrow();
        clock.advance(first);
        assertThat(lockout.begin("jane", HOME)).as("after the wait").isEmpty();
        Duration second = lockout.begin("jane", HOME).orElseThrow();

        assertThat(first).isEqualTo(Duration.ofSeconds(1));
        assertThat(second).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofMinutes(15));
            assertThat(lockout.begin("jane", HOME)).isEmpty();
        }
        assertThat(lockout.begin("jane", HOME)).hasValue(Duration.ofMinutes(15));
    }

    @Test
    void waitingItselfCostsNothing() {
        fail("jane", HOME, 5);
        for (int i = 0; i < 100; i++) {
            assertThat(lockout.begin("jane", HOME)).hasValue(Duration.ofSeconds(1));
        }
    }

    @Test
    void aRightPasswordForgivesTheWrongOnes() {
        fail("jane", HOME, 4);
        lockout.begin("jane", HOME);
        lockout.succeeded("jane", HOME);

        fail("jane", HOME, 4);

        assertThat(lockout.waiting("jane", HOME)).isEmpty();
    }

    @Test
    void nobodyIsLockedOutOfTheirOwnPlaceByOthers() {
        lockout.begin("jane", HOME);
        lockout.succeeded("jane", HOME);

        for (int i = 0; i < 500; i++) {
            lockout.begin("jane", "198.51.100." + i % 250);
            clock.advance(Duration.ofMillis(10));
        }

        assertThat(lockout.waiting("jane", "203.0.113.9"))
                .as("a new place has to wait")
                .isPresent();
        assertThat(lockout.waiting("jane", HOME)).isEmpty();
    }

    @Test
    void anAddressThatTriesManyNamesHasToWait() {
        for (int i = 0; i < 50; i++) {
            assertThat(lockout.begin("user" + i, HOME)).isEmpty();
        }

        assertThat(lockout.begin("jane", HOME)).isPresent();
        assertThat(lockout.begin("jane", "198.51.100.7")).isEmpty();
    }

    @Test
    void signingInToOnesOwnAccountForgivesNoGuessesAtOthers() {
        lockout.begin("mallory", HOME);
        lockout.succeeded("mallory", HOME);
        for (int i = 0; i < 50; i++) {
            assertThat(lockout.begin("user" + i, HOME)).isEmpty();
        }

        lockout.begin("mallory", HOME);
        lockout.succeeded("mallory", HOME);

        assertThat(lockout.begin("jane", HOME)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:ffff::1, true",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:3::1,      false",
        "[2001:db8:1:2::1],    2001:db8:1:2::2,      true",
        "fe80::1%eth0,         fe80::2,              true",
        "192.0.2.1,            192.0.2.2,            false"
    })
    void theNetworkOfOneSubscriberIsOneAddress(String one, String other, boolean same) {
        assertThat(Lockout.network(one).equals(Lockout.network(other))).isEqualTo(same);
    }

    private void fail(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(lockout.begin(account, address)).isEqualTo(Optional.empty());
        }
    }
}
