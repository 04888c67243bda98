package org.heliograph.cms.transfer;

/** Which characters XML 1.0 can hold and keeps. */
final class Xml {

    private Xml() {}

    /** Whether a character is written as it is; the carriage return is not, because readers make a line feed of it. */
    static boolean isWritable(char c) {
        return c >= ' ' ? c != '\uFFFE' && c != '\uFFFF' : c == '\t' || c == '\n';
    }

    /** A text without the characters that cannot be written. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.chars().filter(c -> isWritable((char) c)).forEach(c -> printable.append((char) c));
        return printable.toString();
    }
}
