package org.heliograph.message;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses of e-mail, internationalized ones among them (RFC 6531). Quoted local parts and addresses of hosts by number,
 * which nobody who waits for an answer has, are none.
 */
final class Email {

    /** Longest that can be sent to, in octets (RFC 5321, 4.5.3.1, less the angle brackets). */
    private static final int MAX = 254;

    private static final int MAX_LOCAL = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+(?!\\d+$)[a-z0-9-]{2,}");

    private Email() {}

    /** The address as it is written, if it is one. */
    static Optional<String> parse(String typed) {
        String text = typed.replace("＠", "@"); // of keyboards in Chinese mode
        int at = text.lastIndexOf('@');
        if (at < 1 || octets(text) > MAX) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        String domain = text.substring(at + 1);
        boolean isAddress = octets(local) <= MAX_LOCAL && LOCAL.matcher(local).matches() && isDomain(domain, local);
        return isAddress ? Optional.of(text) : Optional.empty();
    }

    private static boolean isDomain(String domain, String local) {
        try {
            String ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
            return octets(local) + 1 + ascii.length() <= MAX
                    && DOMAIN.matcher(ascii).matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
