package org.heliograph.cms.media;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.heliograph.cms.web.ProblemException;

/**
 * Writes an SVG anew from what {@link SvgRules} allow: no scripts, no event handlers, no foreign content, nothing from
 * elsewhere. What is left out is left out with all that is in it.
 */
final class Svg {

    static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final String XLINK = "http://www.w3.org/1999/xlink";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private static final long LARGEST = 5_000_000;
    private static final int MOST_ELEMENTS = 100_000;
    private static final int DEEPEST = 200;

    private final XMLStreamReader in;
    private final XMLStreamWriter out;
    private final SvgUses uses = new SvgUses();
    private final Deque<String> open = new ArrayDeque<>();
    private int elements;
    private Optional<Cleaned.Size> size = Optional.empty();

    private Svg(XMLStreamReader in, XMLStreamWriter out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Copies what is harmless.
     *
     * @return the size that it says it has, if it does so in pixels
     * @throws ProblemException 422 if it is no SVG, or made to harm whoever reads it
     */
    static Optional<Cleaned.Size> clean(Path file, Path target) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new ProblemException(422, "svg-too-large", String.valueOf(LARGEST / 1_000_000));
        }
        try (InputStream bytes = Files.newInputStream(file);
                OutputStream cleaned = new BufferedOutputStream(Files.newOutputStream(target))) {
            Svg svg = new Svg(
                    reader().createXMLStreamReader(bytes),
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(cleaned, "UTF-8"));
            svg.copy();
            return svg.size;
        } catch (XMLStreamException e) {
            throw new ProblemException(422, "svg-malformed", place(e));
        }
    }

    private static XMLInputFactory reader() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("Nothing is read from elsewhere");
        });
        return factory;
    }

    private static String place(XMLStreamException e) {
        return e.getLocation() == null ? "1" : String.valueOf(e.getLocation().getLineNumber());
    }

    private void copy() throws XMLStreamException {
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                case XMLStreamConstants.ENTITY_REFERENCE -> throw refused();
                case XMLStreamConstants.DTD -> requireEmpty(in.getText());
                default -> {
                    // Comments and processing instructions are left out.
                }
            }
        }
        if (elements == 0) {
            throw refused();
        }
        uses.requireFew();
        out.flush();
    }

    private static ProblemException refused() {
        return new ProblemException(422, "svg-refused");
    }

    /** A reference to the public DTD is harmless, for nobody reads it; declarations of one's own are not. */
    private static void requireEmpty(String dtd) {
        if (dtd != null && dtd.contains("<!ENTITY")) {
            throw refused();
        }
    }

    private void start() throws XMLStreamException {
        if (++elements > MOST_ELEMENTS || open.size() > DEEPEST) {
            throw refused();
        }
        boolean isRoot = elements == 1;
        String name = in.getLocalName();
        boolean isSvg = NAMESPACE.equals(in.getNamespaceURI());
        if (isRoot && !(isSvg && name.equals("svg"))) {
            throw refused();
        }
        if (!isSvg || !SvgRules.isElement(name)) {
            skip();
            return;
        }
        if (name.equals("style")) {
            style();
            return;
        }
        open.push(name);
        out.writeStartElement(name);
        if (isRoot) {
            out.writeDefaultNamespace(NAMESPACE);
            out.writeNamespace("xlink", XLINK);
            size = SvgSize.of(attribute("width"), attribute("height"), attribute("viewBox"));
        }
        attributes(name);
        uses.open(attribute("id"));
        if (name.equals("use")) {
            uses.use(attribute("href").or(() -> Optional.ofNullable(in.getAttributeValue(XLINK, "href"))));
        }
    }

    private Optional<String> attribute(String name) {
        return Optional.ofNullable(in.getAttributeValue("", name))
                .or(() -> Optional.ofNullable(in.getAttributeValue(null, name)));
    }

    private void attributes(String element) throws XMLStreamException {
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String namespace = Optional.ofNullable(in.getAttributeNamespace(i)).orElse("");
            String name = in.getAttributeLocalName(i);
            String value = in.getAttributeValue(i);
            if (namespace.isEmpty() && SvgRules.isAttribute(element, name, value)) {
                out.writeAttribute(name, value);
            } else if (namespace.equals(XLINK) && name.equals("href") && SvgRules.isAttribute(element, name, value)) {
                out.writeAttribute("xlink", XLINK, name, value);
            } else if (namespace.equals(XML) && (name.equals("space") || name.equals("lang"))) {
                out.writeAttribute("xml", XML, name, value);
            }
        }
    }

    private void style() throws XMLStreamException {
        StringBuilder css = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> css.append(in.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw refused();
                default -> {
                    // Comments are left out.
                }
            }
        }
        if (SvgRules.isHarmlessCss(css.toString())) {
            out.writeStartElement("style");
            out.writeCharacters(css.toString());
            out.writeEndElement();
        }
    }

    private void skip() throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = in.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (++elements > MOST_ELEMENTS || depth > DEEPEST) {
                    throw refused();
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private void end() throws XMLStreamException {
        open.pop();
        uses.close();
        out.writeEndElement();
    }

    private void text() throws XMLStreamException {
        if (!open.isEmpty()) {
            out.writeCharacters(in.getText());
        }
    }
}
