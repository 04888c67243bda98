package org.heliograph.spam;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request comes from, hashed.
 *
 * @param address hash of the IPv4 address, or of the first 64 bits of the IPv6 address: a subscriber has all that follow
 * @param network hash of the first 24 bits of IPv4, or the first 48 of IPv6
 */
record Place(long address, long network) {

    private static final int LONGEST = 60;
    /** Only literals: a name would be asked for in the DNS. */
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    /** The place of an address; empty if it is not an IP address. */
    static Optional<Place> of(String address, Keyed keyed) {
        String literal = literal(address);
        if (!IPV4.matcher(literal).matches() && !IPV6.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            // An IPv6 address that stands for an IPv4 address gives the four bytes of that.
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            return Optional.of(
                    bytes.length == 4
                            ? new Place(keyed.hash(bytes, 4), keyed.hash(bytes, 3))
                            : new Place(keyed.hash(bytes, 8), keyed.hash(bytes, 6)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Without brackets and zone. */
    private static String literal(String address) {
        if (address.length() > LONGEST) {
            return "";
        }
        int from = address.startsWith("[") ? 1 : 0;
        int to = from;
        while (to < address.length() && address.charAt(to) != '%' && address.charAt(to) != ']') {
            to++;
        }
        return address.substring(from, to);
    }
}
