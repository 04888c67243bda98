package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs texts that go out and come back, with HMAC-SHA256 and a key that lies in a file: nobody else can make them up. */
public final class Signatures {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    /** 128 bits cannot be guessed, and keep addresses short. */
    private static final int SIGNATURE_BYTES = 16;

    private final SecretKeySpec key;

    private Signatures(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Reads the key, or makes one.
     *
     * @throws IOException if it cannot be read or stored, or is none
     */
    public static Signatures open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        byte[] key = KeyFile.open(file, KEY_BYTES);
        if (key.length != KEY_BYTES) {
            throw new IOException(file + " is no key of " + KEY_BYTES + " bytes. Restore it, or remove it: what was"
                    + " signed with it then does not hold any more.");
        }
        return new Signatures(key);
    }

    /** The signature of a text: letters, digits, {@code -} and {@code _}. */
    public String of(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, SIGNATURE_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    /** Whether a signature is that of a text, in a time that does not tell where they differ. */
    public boolean isOf(String text, String signature) {
        return Secrets.same(of(text), signature);
    }
}
