package org.heliograph.spam;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signed tokens of forms, and which of them were used. A token holds when it was issued, how hard its puzzles are and a
 * nonce; nobody else can make one, so none has to be remembered until it is used.
 */
final class Tokens {

    /** Several small puzzles: with eight, one form in a hundred takes twice the mean; with one it would take five times. */
    static final int PUZZLES = 8;

    /** Points that hold a message by themselves at the usual limit. */
    private static final int HELD = 100;

    private static final Duration TOO_FAST = Duration.ofSeconds(1);
    private static final Duration FAST = Duration.ofSeconds(3);
    private static final Duration OLD = Duration.ofHours(6);
    /** Clocks of several machines that issue and redeem may differ by so much. */
    private static final Duration DRIFT = Duration.ofMinutes(2);

    private static final int NONCE = 16;
    private static final int BODY = Long.BYTES + 1 + NONCE;
    private static final int MAC = 32;
    /** Longest solution that is looked at: eight numbers of ten digits. */
    private static final int LONGEST_SOLUTION = PUZZLES * 11;

    private final SpamSettings settings;
    private final SecretKeySpec key;
    private final Keyed keyed;
    private final SecureRandom random = new SecureRandom();
    private final Map<Long, Use> used = new LinkedHashMap<>();
    /** Tokens that are not younger can no longer be told from used ones, for those that were used were forgotten. */
    private long forgotten = Long.MIN_VALUE;

    private record Use(long issued, long content) {}

    private record Token(Instant issued, int bits, byte[] nonce) {

        String hex() {
            return HexFormat.of().formatHex(nonce);
        }

        long id() {
            return ByteBuffer.wrap(nonce).getLong();
        }
    }

    Tokens(SpamSettings settings, byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException("The key of the spam shield must have at least 16 bytes");
        }
        this.settings = settings;
        this.key = new SecretKeySpec(key.clone(), "HmacSHA256");
        this.keyed = new Keyed(key, "tokens");
    }

    Challenge issue(Instant now, int bits, Locale language) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] body = ByteBuffer.allocate(BODY)
                .putLong(now.toEpochMilli())
                .put((byte) bits)
                .put(nonce)
                .array();
        byte[] signed = Arrays.copyOf(body, BODY + MAC);
        System.arraycopy(mac(body), 0, signed, BODY, MAC);
        return new Challenge(
                Base64.getUrlEncoder().withoutPadding().encodeToString(signed),
                HexFormat.of().formatHex(nonce),
                settings.proofOfWork() ? PUZZLES : 0,
                settings.proofOfWork() ? bits : 0,
                now.plus(settings.tokenLife()),
                Reason.texts(language).getString(settings.proofOfWork() ? "challenge.note" : "challenge.none"));
    }

    private byte[] mac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }

    /** What the token and its solution say about a message; marks the token as used. */
    List<Reason> redeem(Attempt attempt) {
        if (attempt.token().isEmpty()) {
            return List.of(Reason.of("token.missing", HELD));
        }
        Optional<Token> token = parse(attempt.token().get());
        if (token.isEmpty()) {
            return List.of(Reason.of("token.forged", HELD));
        }
        return List.of(
                        used(token.get(), attempt),
                        age(token.get(), attempt.receivedAt()),
                        settings.proofOfWork() ? work(token.get(), attempt) : Optional.<Reason>empty())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Token> parse(String text) {
        if (text.length() != ((BODY + MAC) * 4 + 2) / 3) {
            return Optional.empty();
        }
        byte[] signed;
        try {
            signed = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(signed, BODY);
        if (signed.length != BODY + MAC
                || !MessageDigest.isEqual(mac(body), Arrays.copyOfRange(signed, BODY, signed.length))) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(body);
        Instant issued = Instant.ofEpochMilli(parts.getLong());
        int bits = parts.get();
        byte[] nonce = new byte[NONCE];
        parts.get(nonce);
        return Optional.of(new Token(issued, bits, nonce));
    }

    /** Somebody whose message was not stored, for whatever reason, may send the very same again. */
    private Optional<Reason> used(Token token, Attempt attempt) {
        long issued = token.issued().toEpochMilli();
        long content = keyed.hash(attempt.message());
        synchronized (used) {
            forgetExpired(attempt.receivedAt());
            if (issued <= forgotten) {
                return Optional.of(Reason.of("token.expired", HELD));
            }
            Use before = used.putIfAbsent(token.id(), new Use(issued, content));
            forgetOldest();
            return before == null || before.content() == content
                    ? Optional.empty()
                    : Optional.of(Reason.of("token.used", HELD));
        }
    }

    private void forgetExpired(Instant now) {
        long alive = now.minus(settings.tokenLife()).minus(DRIFT).toEpochMilli();
        Iterator<Use> oldest = used.values().iterator();
        while (oldest.hasNext() && oldest.next().issued() < alive) {
            oldest.remove();
        }
    }

    private void forgetOldest() {
        if (used.size() > settings.memory()) {
            Iterator<Use> oldest = used.values().iterator();
            forgotten = Math.max(forgotten, oldest.next().issued());
            oldest.remove();
        }
    }

    private Optional<Reason> age(Token token, Instant received) {
        Duration age = Duration.between(token.issued(), received);
        if (age.compareTo(settings.tokenLife()) > 0 || age.compareTo(DRIFT.negated()) < 0) {
            return Optional.of(Reason.of("token.expired", HELD));
        }
        if (age.compareTo(TOO_FAST) < 0) {
            return Optional.of(Reason.of("time.fast", HELD, TOO_FAST.toSeconds()));
        }
        if (age.compareTo(FAST) < 0) {
            return Optional.of(Reason.of("time.fast", 40, FAST.toSeconds()));
        }
        return age.compareTo(OLD) > 0 ? Optional.of(Reason.of("time.old", 10, OLD.toHours())) : Optional.empty();
    }

    private Optional<Reason> work(Token token, Attempt attempt) {
        if (attempt.solution().isEmpty()) {
            return Optional.of(Reason.of(attempt.script() ? "work.missing" : "work.no-script", HELD));
        }
        return solved(token, attempt.solution().get()) ? Optional.empty() : Optional.of(Reason.of("work.wrong", HELD));
    }

    private static boolean solved(Token token, String solution) {
        if (solution.length() > LONGEST_SOLUTION || !solution.matches("\\d{1,10}(,\\d{1,10}){" + (PUZZLES - 1) + "}")) {
            return false;
        }
        String[] numbers = solution.split(",");
        for (int puzzle = 0; puzzle < PUZZLES; puzzle++) {
            if (!solves(token.hex(), puzzle, numbers[puzzle], token.bits())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a number solves one puzzle of a challenge. */
    static boolean solves(String nonce, int puzzle, String number, int bits) {
        byte[] hash = sha256(nonce + ':' + puzzle + ':' + number);
        return ByteBuffer.wrap(hash).getInt() >>> (Integer.SIZE - bits) == 0;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** How many used tokens are remembered. */
    int size() {
        synchronized (used) {
            return used.size();
        }
    }
}
