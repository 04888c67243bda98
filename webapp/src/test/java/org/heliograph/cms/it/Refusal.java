package org.heliograph.cms.it;

import java.util.Locale;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What a client may see of a request that is refused. */
final class Refusal {

    private static final Pattern INNARDS =
            Pattern.compile("\\w+Exception|\\bat [a-z]+\\.[a-z]+\\.|\\bCaused by:|org\\.apache|org\\.heliograph|/tmp/");

    private Refusal() {}

    /** A client error that shows nothing of the inside. */
    static void assertRefused(Answer answer) {
        assertThat(answer.status()).as("status of %s", answer).isBetween(400, 499);
        assertThat(answer.text()).as("body of %s", answer.status()).doesNotContainPattern(INNARDS);
    }

    /** The same with Magnolia's error body, a code and a message that tells something. */
    static void assertExplained(Answer answer) {
        assertRefused(answer);
        assertThat(answer.header("content-type").orElse("").toLowerCase(Locale.ROOT))
                .startsWith("application/json");
        assertThat(answer.errorCode()).as("error code of %s", answer).isPresent();
        assertThat(answer.json().path("error").path("message").asText())
                .as("message of %s", answer)
                .isNotBlank();
    }
}
