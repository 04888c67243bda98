package org.heliograph.cms.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XLIFF 2.0 (OASIS): a file element for each item, a unit for each text, a segment for each paragraph. */
final class XliffWriting implements TranslationFormat.Writing {

    static final String XLIFF = "urn:oasis:names:tc:xliff:document:2.0";
    /** Category of the note that tells what was there of the translation. */
    static final String TARGET_DIGEST = "target-digest";

    private final XMLStreamWriter xml;

    XliffWriting(OutputStream out, LanguagePair pair) throws IOException {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            line(0);
            xml.writeStartElement("xliff");
            xml.writeDefaultNamespace(XLIFF);
            xml.writeAttribute("version", "2.0");
            xml.writeAttribute("srcLang", pair.source().toLanguageTag());
            xml.writeAttribute("trgLang", pair.target().toLanguageTag());
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void item(List<TranslatableText> texts, boolean stale) throws IOException {
        try {
            line(1);
            xml.writeStartElement("file");
            xml.writeAttribute("id", texts.get(0).itemKey());
            xml.writeAttribute(
                    "original", texts.get(0).workspace() + ":" + texts.get(0).path());
            xml.writeAttribute("canResegment", "no");
            for (int i = 0; i < texts.size(); i++) {
                unit(texts.get(i), "u" + (i + 1), stale);
            }
            line(1);
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void unit(TranslatableText text, String id, boolean stale) throws XMLStreamException {
        Unit unit = Unit.of(text);
        line(2);
        xml.writeStartElement("unit");
        xml.writeAttribute("id", id);
        xml.writeAttribute("name", text.field());
        xml.writeAttribute("xml", XMLConstants.XML_NS_URI, "space", "preserve");
        notes(text);
        originalData(unit.codes());
        int number = 1;
        for (Unit.Segment segment : unit.segments()) {
            segment(segment, unit.codes(), number++, stale);
        }
        line(2);
        xml.writeEndElement();
    }

    private void notes(TranslatableText text) throws XMLStreamException {
        line(3);
        xml.writeStartElement("notes");
        note("label", text.label());
        note(TARGET_DIGEST, text.targetDigest());
        line(3);
        xml.writeEndElement();
    }

    private void note(String category, String text) throws XMLStreamException {
        line(4);
        xml.writeStartElement("note");
        xml.writeAttribute("category", category);
        xml.writeCharacters(Xml.printable(text));
        xml.writeEndElement();
    }

    private void originalData(Map<String, Unit.Code> codes) throws XMLStreamException {
        if (codes.isEmpty()) {
            return;
        }
        line(3);
        xml.writeStartElement("originalData");
        for (Map.Entry<String, Unit.Code> code : codes.entrySet()) {
            data("d" + code.getKey(), code.getValue().start());
            if (code.getValue().end().isPresent()) {
                data("e" + code.getKey(), code.getValue().end().get());
            }
        }
        line(3);
        xml.writeEndElement();
    }

    private void data(String id, String markup) throws XMLStreamException {
        line(4);
        xml.writeStartElement("data");
        xml.writeAttribute("id", id);
        characters(markup);
        xml.writeEndElement();
    }

    private void segment(Unit.Segment segment, Map<String, Unit.Code> codes, int number, boolean stale)
            throws XMLStreamException {
        line(3);
        xml.writeStartElement(segment.between() ? "ignorable" : "segment");
        xml.writeAttribute("id", "s" + number);
        if (!segment.between()) {
            xml.writeAttribute("state", state(segment.target(), stale));
            if (stale && segment.target().isPresent()) {
                xml.writeAttribute("subState", "heliograph:stale");
            }
        }
        line(4);
        content("source", segment.source(), codes);
        if (segment.target().isPresent()) {
            line(4);
            content("target", segment.target().get(), codes);
        }
        line(3);
        xml.writeEndElement();
    }

    private static String state(Optional<List<Inline>> target, boolean stale) {
        if (target.isEmpty()) {
            return "initial";
        }
        return stale ? "translated" : "final";
    }

    private void content(String element, List<Inline> pieces, Map<String, Unit.Code> codes) throws XMLStreamException {
        xml.writeStartElement(element);
        pieces(pieces, codes);
        xml.writeEndElement();
    }

    private void pieces(List<Inline> pieces, Map<String, Unit.Code> codes) throws XMLStreamException {
        for (Inline piece : pieces) {
            if (piece instanceof Inline.Text text) {
                characters(text.text());
            } else if (piece instanceof Inline.Placeholder alone) {
                xml.writeEmptyElement("ph");
                xml.writeAttribute("id", alone.id());
                xml.writeAttribute("dataRef", "d" + alone.id());
                xml.writeAttribute("canDelete", "no");
            } else if (piece instanceof Inline.Paired pair) {
                xml.writeStartElement("pc");
                xml.writeAttribute("id", pair.id());
                xml.writeAttribute("dataRefStart", "d" + pair.id());
                xml.writeAttribute("dataRefEnd", "e" + pair.id());
                xml.writeAttribute("canDelete", "no");
                pieces(pair.content(), codes);
                xml.writeEndElement();
            }
        }
    }

    /** What XML has no character for is an element of its own. */
    private void characters(String text) throws XMLStreamException {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Xml.isWritable(c)) {
                xml.writeCharacters(text.substring(from, i));
                xml.writeEmptyElement("cp");
                xml.writeAttribute("hex", String.format("%04X", (int) c));
                from = i + 1;
            }
        }
        xml.writeCharacters(text.substring(from));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    @Override
    public void end() throws IOException {
        try {
            line(0);
            xml.writeEndElement();
            line(0);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
