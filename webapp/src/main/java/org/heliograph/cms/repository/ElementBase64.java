package org.heliograph.cms.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The text of an XML element as a stream of ASCII without blanks, so that a large file is never one string. */
final class ElementBase64 extends InputStream {

    private final XMLStreamReader xml;
    private String piece = "";
    private int next;
    private boolean ended;
    private Optional<XMLStreamException> fault = Optional.empty();

    /** @param xml at the start of the element; at its end when this stream is at its end */
    ElementBase64(XMLStreamReader xml) {
        this.xml = xml;
    }

    @Override
    public int read() throws IOException {
        while (true) {
            while (next < piece.length()) {
                char c = piece.charAt(next++);
                if (c > ' ') {
                    return c < 128 ? c : 0; // which no alphabet of Base64 has
                }
            }
            if (ended || !nextPiece()) {
                return -1;
            }
        }
    }

    private boolean nextPiece() throws IOException {
        try {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                throw new XMLStreamException("an element within a value", xml.getLocation());
            }
            ended = event == XMLStreamConstants.END_ELEMENT;
            boolean text = event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA;
            piece = text ? xml.getText() : "";
            next = 0;
            return !ended;
        } catch (XMLStreamException e) {
            fault = Optional.of(e);
            throw new IOException(e);
        }
    }

    /** Reads to the end of the element. @throws IOException if there is anything but blanks left */
    void finish() throws IOException {
        if (read() >= 0) {
            throw new IOException("text after the end of the Base64");
        }
    }

    /** What is wrong with the XML itself, if that is why reading failed. */
    Optional<XMLStreamException> fault() {
        return fault;
    }
}
