package org.heliograph.cms.media;

import java.nio.charset.StandardCharsets;

/** Texts as parts of paths of addresses. */
public final class PathText {

    private static final String PLAIN = "-._~/:@!$&'()*+,=";

    private PathText() {}

    /** Percent-encodes all but what stands for itself in a path (RFC 3986); a semicolon would begin a parameter. */
    public static String encode(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", b));
            }
        }
        return encoded.toString();
    }
}
