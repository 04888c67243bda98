package org.heliograph.message;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void aNumberIsReadAsPeopleTypeIt() {
        for (int i = 0; i < 1000; i++) {
            Receipt receipt = Receipt.random(random);
            String told = receipt.toString();
            assertThat(told).matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}");
            assertThat(Receipt.parse(told)).contains(receipt);
            assertThat(Receipt.parse(' ' + told.toLowerCase(Locale.ROOT).replace("-", " ")))
                    .contains(receipt);
            assertThat(Receipt.parse(told.replace('0', 'o').replace('1', 'l'))).contains(receipt);
        }
    }

    @Test
    void oneWrongCharacterIsNoticed() {
        String told = Receipt.random(random).toString();
        for (int at = 0; at < told.length(); at++) {
            if (told.charAt(at) != '-') {
                char other = told.charAt(at) == '7' ? '8' : '7';
                assertThat(Receipt.parse(told.substring(0, at) + other + told.substring(at + 1)))
                        .isEmpty();
            }
        }
    }

    @Test
    void twoNumbersHaveNothingInCommon() {
        Set<String> starts = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            starts.add(Receipt.random(random).toString().substring(0, 9));
        }
        assertThat(starts).hasSizeGreaterThan(1995);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "ZZZZ-ZZZZ-ZZZZ-ZZZ", "UUUU-UUUU-UUUU-UUUU", "多少-钱", "0000-0000-0000-0001"})
    void whatIsNoNumberIsNone(String typed) {
        assertThat(Receipt.parse(typed)).isEmpty();
        assertThat(Receipt.parse(typed.repeat(1000))).isEmpty();
    }
}
