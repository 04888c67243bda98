package org.heliograph.message;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ways to reach a person in one form each, so that all messages of that person are found whatever way they wrote it.
 * Kept in property {@value #PROPERTY} of each message.
 */
public final class Contacts {

    /** Of type String, multiple. */
    public static final String PROPERTY = "contacts";

    private Contacts() {}

    /** The form of a number, of phone or WhatsApp alike. */
    public static String ofNumber(String e164) {
        return "tel:" + e164;
    }

    /** The form of an address: letter case and the way the domain is written do not count. */
    public static String ofEmail(String email) {
        int at = email.lastIndexOf('@');
        String domain = email.substring(at + 1);
        return "mail:" + folded(email.substring(0, Math.max(at, 0)) + '@' + ascii(domain));
    }

    /** The form of a WeChat account, whose letter case does not count. */
    public static String ofWechat(String account) {
        return "wechat:" + folded(account);
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            // No domain: it is compared as it stands, and finds nothing.
            return domain;
        }
    }

    private static String folded(String text) {
        // Queries take lists of values apart at this sign, which addresses may have.
        return Normalizer.normalize(text.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFC)
                .replace("|", "%7c");
    }

    static Set<String> of(Message.Sender sender) {
        Set<String> all = new TreeSet<>();
        sender.phone().ifPresent(number -> all.add(ofNumber(number)));
        sender.whatsapp().ifPresent(number -> all.add(ofNumber(number)));
        sender.email().ifPresent(address -> all.add(ofEmail(address)));
        sender.wechat().ifPresent(account -> all.add(ofWechat(account)));
        return all;
    }
}
