package org.heliograph.spam;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** A shield with a clock that is turned by hand, and a form to fill in. */
final class Desk {

    static final byte[] KEY = "a key for tests alone".getBytes(StandardCharsets.UTF_8);

    static final String ENQUIRY =
            "Good morning, we need a quotation for 240 m of rail and the clamps for a warehouse near the harbour.";

    Instant now = Instant.parse("2026-03-01T08:00:00Z");
    final Repository repository = new Repository();
    final Shield shield;
    private int addresses;

    Desk(Map<String, String> settings) {
        this.shield = open(settings);
    }

    /** Easy puzzles, so that thousands can be solved. */
    Desk() {
        this(Map.of("messages.spam.bits", "2", "messages.spam.max-bits", "10"));
    }

    Shield open(Map<String, String> settings) {
        return new Shield(SpamSettings.of(settings), KEY, repository, clock());
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    static String solution(Challenge challenge) {
        StringJoiner solution = new StringJoiner(",");
        for (int puzzle = 0; puzzle < challenge.puzzles(); puzzle++) {
            int number = 0;
            while (!Tokens.solves(challenge.nonce(), puzzle, String.valueOf(number), challenge.bits())) {
                number++;
            }
            solution.add(String.valueOf(number));
        }
        return solution.toString();
    }

    /** An address that nobody had, in a network that nobody had. */
    String address() {
        int number = addresses++;
        return "10." + (number >> 8 & 255) + '.' + (number & 255) + '.' + (1 + (number >> 16));
    }

    /** A message of a person who took half a minute, with a solved challenge. */
    Attempt attempt(String address, String message) {
        Challenge challenge = shield.challenge(Locale.ENGLISH);
        pass(Duration.ofSeconds(30));
        return attempt(address, message, Optional.of(challenge.token()), Optional.of(solution(challenge)));
    }

    Attempt attempt(String address, String message, Optional<String> token, Optional<String> solution) {
        return new Attempt(
                now,
                address,
                Locale.ENGLISH,
                "Anna Berg",
                "",
                List.of("anna@example.org"),
                message,
                "",
                token,
                solution,
                solution.isPresent());
    }

    Attempt attempt(Corpus.Labelled message) {
        Challenge challenge = shield.challenge(message.locale());
        pass(Duration.ofSeconds(message.seconds()));
        return new Attempt(
                now,
                address(),
                message.locale(),
                message.name(),
                message.company(),
                message.contacts(),
                message.message(),
                message.honeypot(),
                Optional.of(challenge.token()),
                message.solved() ? Optional.of(solution(challenge)) : Optional.empty(),
                message.solved());
    }

    /** Keys of the reasons of a judgement. */
    static List<String> keys(Judgement judgement) {
        return judgement.reasons().stream().map(Reason::key).toList();
    }
}
