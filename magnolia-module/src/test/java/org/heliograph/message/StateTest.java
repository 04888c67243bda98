package org.heliograph.message;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class StateTest {

    @ParameterizedTest
    @CsvSource({
        "NEW, TRIAGED SPAM ERASED",
        "TRIAGED, ASSIGNED SPAM ERASED",
        "ASSIGNED, REPLIED SPAM ERASED",
        "REPLIED, CLOSED SPAM ERASED",
        "CLOSED, TRIAGED ERASED",
        "SPAM, NEW ERASED",
        "ERASED, ''"
    })
    void aStateLeadsToTheseAndNoOthers(State from, String allowed) {
        for (State to : State.values()) {
            assertThat(from.leadsTo(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(Arrays.asList(allowed.split(" ")).contains(to.name()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStateIsKnownByItsWord(State state) {
        assertThat(State.of(state.word())).contains(state);
        assertThat(State.of(state.name())).isEmpty();
    }
}
