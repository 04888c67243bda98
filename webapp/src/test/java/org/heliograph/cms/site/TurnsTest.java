package org.heliograph.cms.site;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TurnsTest {

    private static final int PATIENCE = 60;

    @Test
    void workThatTakesTooLongIsToldToStopWithoutAnInterrupt() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        boolean[] reallyInterrupted = new boolean[1];
        try (Turns turns = new Turns(1, 1, Duration.ofMillis(50))) {
            assertThatExceptionOfType(Turns.BusyException.class)
                    .isThrownBy(() -> turns.take(() -> {
                        while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                        }
                        reallyInterrupted[0] = Thread.interrupted();
                        ended.countDown();
                        return "late";
                    }));

            assertThat(ended.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(reallyInterrupted[0]).isFalse();
    }

    @Test
    void theNextWorkOfAThreadIsNotStopped() throws Exception {
        try (Turns turns = new Turns(1, 1, Duration.ofSeconds(PATIENCE))) {
            assertThat(turns.take(() -> "first")).isEqualTo("first");

            assertThat(turns.take(() -> Thread.currentThread().isInterrupted())).isFalse();
        }
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnce() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (Turns turns = new Turns(1, 1, Duration.ofSeconds(PATIENCE))) {
            Thread first = new Thread(() -> await(turns, begun, release));
            first.start();
            begun.await();
            Thread second = new Thread(() -> await(turns, new CountDownLatch(1), release));
            second.start();
            while (second.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }

            assertThatExceptionOfType(Turns.BusyException.class)
                    .isThrownBy(() -> turns.take(() -> "third"))
                    .withMessageContaining("Too many");

            release.countDown();
            first.join();
            second.join();
            assertThat(turns.take(() -> "fourth")).isEqualTo("fourth");
        }
    }

    private static void await(Turns turns, CountDownLatch begun, CountDownLatch release) {
        try {
            turns.take(() -> {
                begun.countDown();
                return release.await(PATIENCE, TimeUnit.SECONDS);
            });
        } catch (Turns.BusyException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFailureIsThatOfTheWork() {
        try (Turns turns = new Turns(1, 1, Duration.ofSeconds(PATIENCE))) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> turns.take(() -> {
                        throw new IllegalStateException("broken");
                    }))
                    .withCauseInstanceOf(IllegalStateException.class);
        }
    }
}
