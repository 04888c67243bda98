package org.heliograph.cms.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Enumeration;
import java.util.List;

/**
 * A strong validator of a body (RFC 9110, 8.8.3).
 *
 * @param opaque what stands between the quotes
 */
public record EntityTag(String opaque) {

    private static final int DIGEST_BYTES = 12;

    /**
     * The tag of a body.
     *
     * @param pieces of the body in order, each as it is or as its {@link #digest}; the same body has to be told in the
     *     same pieces to have the same tag
     */
    public static EntityTag of(List<byte[]> pieces) {
        byte[] digest = digest(pieces);
        return new EntityTag(
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES)));
    }

    /** What stands for a piece of many bodies, so that it is worked out once. */
    public static byte[] digest(byte[] piece) {
        return digest(List.of(piece));
    }

    private static byte[] digest(List<byte[]> pieces) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            pieces.forEach(sha256::update);
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The tag of the same body in a content coding, which is a representation of its own. */
    public EntityTag encoded(String coding) {
        return new EntityTag(opaque + "-" + coding);
    }

    /** Whether the client has the body already, by its {@code If-None-Match} (RFC 9110, 13.1.2). */
    public boolean isKnownTo(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders("If-None-Match");
        while (headers.hasMoreElements()) {
            for (String known : headers.nextElement().split(",")) {
                String tag = known.strip();
                if (tag.equals("*") || tag.equals(toString()) || tag.equals("W/" + this)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return '"' + opaque + '"';
    }
}
