package org.heliograph.cms.index;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A place in the order of a search, whether or not a node stands there. It holds as long as values sort alike, so over
 * saves, restarts and a new index.
 *
 * @param keys what the node sorts by, one for each part of the order and at last its identifier; empty for a missing
 *     value. No keys are the place before all nodes.
 */
public record Place(List<byte[]> keys) {

    /** Before all nodes. */
    public static final Place START = new Place(List.of());

    private static final int DIGEST_BYTES = 16;

    /**
     * The place as clients keep it: letters, digits, {@code -} and {@code _}, with a digest of it and of the query that
     * it belongs to. It is no secret: it holds values that the query sorts by.
     */
    public String text(String query) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (byte[] key : keys) {
                out.writeShort(key.length);
                out.write(key);
            }
            out.write(digest(bytes.toByteArray(), query));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** The place of a {@link #text}; empty if it was changed or belongs to another query. */
    public static Optional<Place> parse(String text, String query) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            byte[] keys = Arrays.copyOf(bytes, Math.max(0, bytes.length - DIGEST_BYTES));
            byte[] digest = Arrays.copyOfRange(bytes, keys.length, bytes.length);
            return Arrays.equals(digest(keys, query), digest) ? keys(keys) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not Base64
        }
    }

    private static Optional<Place> keys(byte[] bytes) {
        List<byte[]> keys = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                byte[] key = new byte[in.readUnsignedShort()];
                in.readFully(key);
                keys.add(key);
            }
            return Optional.of(new Place(keys));
        } catch (IOException e) {
            return Optional.empty(); // ends within a key
        }
    }

    private static byte[] digest(byte[] keys, String query) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(keys);
            return Arrays.copyOf(sha256.digest(query.getBytes(StandardCharsets.UTF_8)), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
