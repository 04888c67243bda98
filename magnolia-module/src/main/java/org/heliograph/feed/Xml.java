package org.heliograph.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes XML in UTF-8: escapes what means something, and leaves out what XML does not allow (XML 1.0, 2.2). */
final class Xml {

    private final OutputStream out;
    private final Deque<String> open = new ArrayDeque<>();

    private Xml(OutputStream out) {
        this.out = out;
    }

    /** Begins a document. */
    static Xml document(OutputStream out) throws IOException {
        Xml xml = new Xml(out);
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        return xml;
    }

    /** Goes on within a document. */
    static Xml within(OutputStream out) {
        return new Xml(out);
    }

    /** @param attributes name and value by turns */
    Xml open(String element, String... attributes) throws IOException {
        raw("<" + element + written(attributes) + ">");
        open.push(element);
        return this;
    }

    /** An element without content. */
    Xml empty(String element, String... attributes) throws IOException {
        raw("<" + element + written(attributes) + "/>");
        return this;
    }

    /** An element that holds a text. */
    Xml text(String element, String text, String... attributes) throws IOException {
        raw("<" + element + written(attributes) + ">" + escaped(text) + "</" + element + ">");
        return this;
    }

    /** Ends the element that was opened last. */
    Xml close() throws IOException {
        raw("</" + open.pop() + ">\n");
        return this;
    }

    private void raw(String xml) throws IOException {
        out.write(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String written(String... attributes) {
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < attributes.length; i += 2) {
            written.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        return written.toString();
    }

    private static String escaped(String text) {
        return allowed(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The text without the characters that XML does not allow; halves of characters are none. */
    static String allowed(String text) {
        StringBuilder allowed = new StringBuilder(text.length());
        text.codePoints().filter(Xml::isAllowed).forEach(allowed::appendCodePoint);
        return allowed.toString();
    }

    private static boolean isAllowed(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || character >= 0x20 && character <= 0xD7FF
                || character >= 0xE000 && character <= 0xFFFD
                || character >= 0x10000;
    }
}
