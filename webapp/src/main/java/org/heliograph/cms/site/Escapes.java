package org.heliograph.cms.site;

/** Texts in HTML, escaped as Magnolia escapes them: what is escaped already stays as it is. */
final class Escapes {

    private Escapes() {}

    static String escape(String text) {
        String plain = unescape(text);
        int from = firstSpecial(plain);
        if (from < 0) {
            return plain;
        }
        StringBuilder escaped = new StringBuilder(plain.length() + 16).append(plain, 0, from);
        for (int i = from; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\'' -> escaped.append("&#039;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static int firstSpecial(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("&\"<>'".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Lines are broken too. */
    static String escapeLines(String text) {
        String escaped = escape(text);
        return escaped.indexOf('\n') < 0 ? escaped : escaped.replace("\n", "<br/>");
    }

    static String unescape(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        return text.replace("&amp;", "&")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#039;", "'");
    }
}
