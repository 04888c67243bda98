package org.heliograph.cms.security;

import org.heliograph.cms.security.PasswordPolicy.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordPolicyTest {

    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    @ParameterizedTest
    @ValueSource(strings = {"correct horse", "储能系统的密码是十二个字", "nothing but lower case letters", "123456789012"})
    void lengthIsEnough(String password) {
        assertThat(PasswordPolicy.fault(password, "jane")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eleven char", "储能系统的密码是十一个", "           "})
    void fewerThanTwelveCharactersAreTooShort(String password) {
        assertThat(PasswordPolicy.fault(password, "jane")).hasValue(Fault.PASSWORD_TOO_SHORT);
    }

    @Test
    void whatLooksLikeOneCharacterCountsAsOne() {
        assertThat(PasswordPolicy.fault("a".repeat(3) + FAMILY.repeat(8), "jane"))
                .hasValue(Fault.PASSWORD_TOO_SHORT);
        assertThat(PasswordPolicy.fault("a".repeat(4) + FAMILY.repeat(8), "jane"))
                .isEmpty();
    }

    @Test
    void whatNobodyTypesIsRefused() {
        assertThat(PasswordPolicy.fault("x".repeat(2_000_000), "jane")).hasValue(Fault.PASSWORD_TOO_LONG);
        assertThat(PasswordPolicy.fault("ab".repeat(65), "jane")).hasValue(Fault.PASSWORD_TOO_LONG);
        assertThat(PasswordPolicy.fault("correct\u0000horse", "jane")).hasValue(Fault.PASSWORD_HAS_CONTROL_CHARACTERS);
    }

    @Test
    void whatIsEasilyGuessedIsRefused() {
        assertThat(PasswordPolicy.fault("I am JANE.doe!", "jane.doe")).hasValue(Fault.PASSWORD_HAS_NAME);
        assertThat(PasswordPolicy.fault("ｊａｎｅ.doe 2026", "jane.doe")).hasValue(Fault.PASSWORD_HAS_NAME);
        assertThat(PasswordPolicy.fault("我是李雷我是李雷我是李雷", "李雷")).hasValue(Fault.PASSWORD_HAS_NAME);
        assertThat(PasswordPolicy.fault("aaaaaaaaaaaaaaaa", "jane")).hasValue(Fault.PASSWORD_TOO_SIMPLE);
        assertThat(PasswordPolicy.fault(FAMILY.repeat(12), "jane")).hasValue(Fault.PASSWORD_TOO_SIMPLE);
    }

    @Test
    void howItWasTypedDoesNotMatter() {
        assertThat(PasswordPolicy.prepare("caf\u0065\u0301\u3000au lait"))
                .isEqualTo(PasswordPolicy.prepare("caf\u00e9 au lait"));
        assertThat(PasswordPolicy.prepare("Case")).isNotEqualTo(PasswordPolicy.prepare("case"));
    }
}
