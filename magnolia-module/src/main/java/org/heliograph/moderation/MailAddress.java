package org.heliograph.moderation;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.nio.charset.StandardCharsets;

/** Mail addresses of people, international ones as well, on their way into a header. */
final class MailAddress {

    /** RFC 5321, 4.5.3.1.3: a path of 256 with its angle brackets. */
    private static final int LONGEST = 254;

    private MailAddress() {}

    /** Whether something is one address, and nothing that a header could take for more. */
    static boolean isSendable(String address) {
        try {
            parse(address);
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    /**
     * The address with its domain in ASCII, which every mail server takes.
     *
     * @throws AddressException if it is none, or not just one
     */
    static InternetAddress parse(String address) throws AddressException {
        int at = address.lastIndexOf('@');
        if (at < 1 || address.length() > LONGEST || address.codePoints().anyMatch(MailAddress::isSpecial)) {
            throw new AddressException("No mail address that can be sent to");
        }
        String domain;
        try {
            domain = IDN.toASCII(address.substring(at + 1), IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            throw new AddressException("No domain");
        }
        InternetAddress parsed = new InternetAddress();
        parsed.setAddress(address.substring(0, at + 1) + domain);
        parsed.validate();
        return parsed;
    }

    /** Signs that end an address or begin another one; quoted local parts, which could hold them, nobody has. */
    private static boolean isSpecial(int sign) {
        return sign <= ' '
                || sign == 0x7f
                || "\"(),:;<>[]\\".indexOf(sign) >= 0
                || Character.isISOControl(sign)
                || Character.isSpaceChar(sign)
                || Character.getType(sign) == Character.FORMAT
                || Character.getType(sign) == Character.SURROGATE;
    }

    /** Whether the mail server has to know RFC 6531. */
    static boolean needsUtf8(InternetAddress address) {
        return !StandardCharsets.US_ASCII.newEncoder().canEncode(address.getAddress());
    }
}
