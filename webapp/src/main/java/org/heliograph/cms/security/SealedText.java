package org.heliograph.cms.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts that have to be read again, with AES-GCM and a key that lies in a file beside the repository: who reads the
 * content alone, or an export of it, reads none of them.
 */
final class SealedText {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;

    private SealedText(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * Reads the key, or makes one.
     *
     * @throws IOException if it cannot be read or stored, or is none
     */
    static SealedText open(Path file) throws IOException {
        byte[] key = KeyFile.open(file, KEY_BYTES);
        if (key.length != KEY_BYTES) {
            throw new IOException(file + " is no key of " + KEY_BYTES + " bytes. Restore it, or remove it: second"
                    + " factors then have to be set up anew.");
        }
        return new SealedText(key);
    }

    /** @param owner whom the text belongs to; it is opened for the same one only */
    String seal(String text, String owner) {
        byte[] nonce = Secrets.bytes(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES/GCM/NoPadding", e);
        }
    }

    /** The text, unless it was sealed with another key, for another owner, or changed since. */
    Optional<String> open(String sealed, String owner) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed);
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, owner);
            return Optional.of(new String(
                    cipher.doFinal(all, NONCE_BYTES, Math.max(0, all.length - NONCE_BYTES)), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
