package org.heliograph.moderation;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModerationSettingsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static Map<String, String> good() {
        return new HashMap<>(Map.of(
                "messages.mail.host", "mail.example",
                "messages.mail.user", "desk",
                "messages.mail.password", "a secret",
                "messages.mail.from", "desk@heliograph.example",
                "messages.digest.to", "a@heliograph.example, b@heliograph.example",
                "messages.digest.language", "zh",
                "messages.webhook.address", "https://hooks.example/x",
                "messages.webhook.secret", SECRET));
    }

    @Test
    void nobodyIsToldAnythingUnlessSettingsSaySo() {
        ModerationSettings settings = ModerationSettings.defaults();

        assertThat(settings.smtp()).isEmpty();
        assertThat(settings.webhook()).isEmpty();
        assertThat(settings.digest().to()).isEmpty();
    }

    @Test
    void valuesAreRead() {
        ModerationSettings settings = ModerationSettings.of(good());

        assertThat(settings.smtp().orElseThrow().port()).isEqualTo(587);
        assertThat(settings.digest().to()).containsExactly("a@heliograph.example", "b@heliograph.example");
        assertThat(settings.digest().language().getLanguage()).isEqualTo("zh");
        assertThat(settings.toString()).doesNotContain("a secret").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "messages.mail.port, 70000",
        "messages.mail.security, ssl",
        "messages.mail.security, none",
        "messages.mail.from, not an address",
        "messages.mail.form, a@b.example",
        "messages.mail.from, ''",
        "messages.mail.password, ''",
        "messages.mail.host, ''",
        "messages.digest.to, a@b@c",
        "messages.digest.language, de",
        "messages.digest.minutes, 0",
        "messages.webhook.address, http://hooks.example/x",
        "messages.webhook.address, ftp://hooks.example/x",
        "messages.webhook.address, https://user:pw@hooks.example/x",
        "messages.webhook.address, file:///etc/passwd",
        "messages.webhook.address, 'not an address'",
        "messages.webhook.secret, short",
        "messages.webhook.per-hour, -1",
        "messages.notification.alert-factor, 1"
    })
    void wrongValuesAreNamed(String name, String value) {
        Map<String, String> settings = good();
        settings.put(name, value);

        assertThatThrownBy(() -> ModerationSettings.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("messages.");
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:8080/x", "http://127.0.0.1/x", "http://[::1]:9/x", "HTTPS://hooks.example/"})
    void thisMachineMayBeToldWithoutTls(String address) {
        Map<String, String> settings = good();
        settings.put("messages.webhook.address", address);

        assertThat(ModerationSettings.of(settings).webhook()).isPresent();
    }
}
