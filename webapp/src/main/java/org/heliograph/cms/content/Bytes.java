package org.heliograph.cms.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.jcr.Binary;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import org.apache.jackrabbit.api.JackrabbitValue;

/** What tells bytes apart from others. */
public final class Bytes {

    private Bytes() {}

    /** An empty digest by SHA-256. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What identifies the bytes of a value; long ones are known by it to the data store, and not read. */
    public static String identity(Value value) throws RepositoryException {
        String known = value instanceof JackrabbitValue stored ? stored.getContentIdentity() : null;
        return known == null ? digestOf(value.getBinary()) : known;
    }

    private static String digestOf(Binary binary) throws RepositoryException {
        try (InputStream bytes = new DigestInputStream(binary.getStream(), digest())) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) bytes).getMessageDigest().digest());
        } catch (IOException e) {
            throw new RepositoryException("Cannot read a binary value", e);
        } finally {
            binary.dispose();
        }
    }
}
