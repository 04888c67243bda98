package org.heliograph.cms.security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordHashTest {

    @ParameterizedTest
    @ValueSource(strings = {"correct horse", "储能系统密码", "𠮷👷", "with $ and :", ""})
    void onlyTheRightPasswordMatches(String password) {
        String hash = PasswordHash.of(password);

        assertThat(PasswordHash.matches(password, hash)).isTrue();
        assertThat(PasswordHash.matches(password + " ", hash)).isFalse();
    }

    @Test
    void theSamePasswordIsHashedToSomethingElseEachTime() {
        assertThat(PasswordHash.of("correct horse"))
                .isNotEqualTo(PasswordHash.of("correct horse"))
                .startsWith("pbkdf2-sha256$600000$")
                .doesNotContain("correct");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$",
                "$$$",
                "secret",
                "bcrypt$10$c2FsdA$aGFzaA",
                "pbkdf2-sha256",
                "pbkdf2-sha256$1000$c2FsdA",
                "pbkdf2-sha256$1000$c2FsdA$aGFzaA$more",
                "pbkdf2-sha256$many$c2FsdA$aGFzaA",
                "pbkdf2-sha256$0$c2FsdA$aGFzaA",
                "pbkdf2-sha256$-1$c2FsdA$aGFzaA",
                "pbkdf2-sha256$99999999999$c2FsdA$aGFzaA",
                "pbkdf2-sha256$2147483647$c2FsdA$aGFzaA",
                "pbkdf2-sha256$1000$$aGFzaA",
                "pbkdf2-sha256$1000$!$aGFzaA",
                "pbkdf2-sha256$1000$c2FsdA$!",
                "pbkdf2-sha256$1000$c2FsdA$储能"
            })
    void aStoredHashThatIsNoneMatchesNothing(String stored) {
        assertThat(PasswordHash.matches("", stored)).isFalse();
        assertThat(PasswordHash.matches("secret", stored)).isFalse();
    }
}
