package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes and reads tokens that show one draft in one language for some time. They say themselves what they are for, and are
 * signed with a key in a file: who removes the file ends them all.
 */
public final class PreviewLinks {

    /** Longest time that one may hold. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final String KEY_FILE = "preview.key";
    private static final String PURPOSE = "preview\n";
    private static final String SEPARATOR = "\n";
    private static final int PARTS = 4;
    private static final int MOST_CHARACTERS = 1000;

    private final Signatures signatures;
    private final Clock clock;

    /**
     * What a token is for.
     *
     * @param id identifier of the item
     * @param ends when it holds no more
     */
    public record Preview(String workspace, String id, Locale language, Instant ends) {}

    private PreviewLinks(Signatures signatures, Clock clock) {
        this.signatures = signatures;
        this.clock = clock;
    }

    /**
     * Reads the key, or makes one.
     *
     * @param directory of keys
     * @throws IOException if it cannot be read or stored
     */
    public static PreviewLinks open(Path directory, Clock clock) throws IOException {
        return new PreviewLinks(Signatures.open(directory.resolve(KEY_FILE)), clock);
    }

    /** What is to be shown, from now on for some time. */
    public Preview begin(String workspace, String id, Locale language, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A preview does not hold " + time);
        }
        return new Preview(
                workspace,
                id,
                language,
                Instant.ofEpochSecond(clock.instant().plus(time).getEpochSecond()));
    }

    /** The token, which fits in an address. */
    public String token(Preview preview) {
        String text = String.join(
                SEPARATOR,
                preview.workspace(),
                preview.id(),
                preview.language().toString(),
                String.valueOf(preview.ends().getEpochSecond()));
        String written = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return written + "." + signatures.of(PURPOSE + text);
    }

    /** What a token is for, whether it still holds or not; empty for what this host has not signed. */
    public Optional<Preview> read(String token) {
        int dot = token.indexOf('.');
        if (dot <= 0 || token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        String text = text(token.substring(0, dot));
        if (!signatures.isOf(PURPOSE + text, token.substring(dot + 1))) {
            return Optional.empty();
        }
        String[] parts = text.split(SEPARATOR, -1);
        return parts.length == PARTS
                ? Optional.of(new Preview(
                        parts[0],
                        parts[1],
                        Locale.forLanguageTag(parts[2].replace('_', '-')),
                        Instant.ofEpochSecond(Long.parseLong(parts[3]))))
                : Optional.empty();
    }

    private static String text(String written) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(written);
            // Another spelling of the same bytes is another token.
            boolean isPlain = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(written);
            return isPlain ? new String(bytes, StandardCharsets.UTF_8) : "";
        } catch (IllegalArgumentException e) {
            return ""; // signed by nobody
        }
    }

    /** Whether it holds no more. */
    public boolean isOver(Preview preview) {
        return !clock.instant().isBefore(preview.ends());
    }
}
