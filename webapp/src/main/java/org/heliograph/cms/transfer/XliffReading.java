package org.heliograph.cms.transfer;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XLIFF 2.0 that comes back. What is in it for other tools is passed over. */
final class XliffReading {

    private static final int MOST_DEPTH = 100;
    /** Characters of one text. */
    private static final int MOST_TEXT = 2_000_000;

    private final XMLStreamReader xml;
    private final LanguagePair pair;
    private final List<TranslationFormat.Incoming> units = new ArrayList<>();

    private XliffReading(XMLStreamReader xml, LanguagePair pair) {
        this.xml = xml;
        this.pair = pair;
    }

    /** @throws TransferException naming line and column if it is no XLIFF 2.0, or one of other languages */
    static List<TranslationFormat.Incoming> read(InputStream in, LanguagePair pair)
            throws IOException, TransferException {
        try {
            XliffReading reading = new XliffReading(hardened().createXMLStreamReader(in), pair);
            reading.document();
            return reading.units;
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof CharConversionException) {
                throw notUtf8(e);
            }
            if (e.getNestedException() instanceof IOException unread) {
                throw unread;
            }
            String place = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNumber() + ", column "
                            + e.getLocation().getColumnNumber();
            throw new TransferException(
                    Finding.at(place, "xml-malformed", e.getMessage().replaceAll("\\s+", " ")), e);
        }
    }

    private static TransferException notUtf8(Exception cause) {
        return new TransferException(Finding.at("", "file-not-utf-8"), cause);
    }

    private static XMLInputFactory hardened() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    private void document() throws XMLStreamException, TransferException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw fault("xml-doctype");
            }
        }
        if (!isCore("xliff") || !"2.0".equals(xml.getAttributeValue(null, "version"))) {
            throw fault("xliff-other");
        }
        requireLanguage("srcLang", pair.source().toLanguageTag());
        requireLanguage("trgLang", pair.target().toLanguageTag());
        while (nextChild()) {
            if (isCore("file")) {
                group(attribute("id"), 0);
            } else {
                skip();
            }
        }
        while (xml.hasNext()) {
            xml.next();
        }
    }

    private void requireLanguage(String attribute, String wanted) throws TransferException {
        String found = xml.getAttributeValue(null, attribute);
        if (!wanted.equalsIgnoreCase(found)) {
            throw fault("file-other-language", attribute, String.valueOf(found), wanted);
        }
    }

    private void group(String item, int depth) throws XMLStreamException, TransferException {
        if (depth > MOST_DEPTH) {
            throw fault("xml-too-deep", MOST_DEPTH);
        }
        while (nextChild()) {
            if (isCore("unit")) {
                units.add(unit(item));
                if (units.size() > TranslationFormat.MOST_TEXTS) {
                    throw fault("file-too-many-texts", TranslationFormat.MOST_TEXTS);
                }
            } else if (isCore("group")) {
                group(item, depth + 1);
            } else {
                skip();
            }
        }
    }

    private UnitBack unit(String item) throws XMLStreamException, TransferException {
        String name = attribute("name");
        int line = xml.getLocation().getLineNumber();
        UnitBack unit = new UnitBack("line " + line + " (" + item + " " + name + ")", item, name);
        while (nextChild()) {
            if (isCore("segment")) {
                unit.segments.add(segment());
            } else if (isCore("notes")) {
                notes(unit);
            } else {
                skip();
            }
        }
        return unit;
    }

    private void notes(UnitBack unit) throws XMLStreamException, TransferException {
        while (nextChild()) {
            boolean digest =
                    isCore("note") && XliffWriting.TARGET_DIGEST.equals(xml.getAttributeValue(null, "category"));
            if (digest) {
                unit.targetDigest = plain();
            } else {
                skip();
            }
        }
    }

    private String plain() throws XMLStreamException, TransferException {
        StringBuilder text = new StringBuilder();
        for (Inline piece : content(0)) {
            if (piece instanceof Inline.Text characters) {
                text.append(characters.text());
            }
        }
        return text.toString();
    }

    /**
     * A segment that comes back.
     *
     * @param target empty where there is none, or nothing in it
     */
    private record SegmentBack(List<Inline> source, Optional<List<Inline>> target) {}

    private SegmentBack segment() throws XMLStreamException, TransferException {
        List<Inline> source = List.of();
        Optional<List<Inline>> target = Optional.empty();
        while (nextChild()) {
            if (isCore("source")) {
                source = content(0);
            } else if (isCore("target")) {
                target = Optional.of(content(0)).filter(pieces -> !pieces.isEmpty());
            } else {
                skip();
            }
        }
        return new SegmentBack(source, target);
    }

    private List<Inline> content(int depth) throws XMLStreamException, TransferException {
        if (depth > MOST_DEPTH) {
            throw fault("xml-too-deep", MOST_DEPTH);
        }
        Pieces pieces = new Pieces();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                element(pieces, depth);
            } else if (xml.hasText() && xml.getEventType() != XMLStreamConstants.COMMENT) {
                pieces.append(xml.getText());
                if (pieces.length > MOST_TEXT) {
                    throw fault("text-too-long", MOST_TEXT);
                }
            }
        }
        return pieces.done();
    }

    private void element(Pieces pieces, int depth) throws XMLStreamException, TransferException {
        if (isCore("ph")) {
            pieces.add(new Inline.Placeholder(attribute("id")));
            skip();
        } else if (isCore("pc")) {
            pieces.add(new Inline.Paired(attribute("id"), content(depth + 1)));
        } else if (isCore("cp")) {
            pieces.append(character());
            skip();
        } else if (isCore("mrk")) {
            // A tool's remark on a stretch of text is not part of the text.
            content(depth + 1).forEach(pieces::add);
        } else {
            throw fault("inline-unknown", xml.getLocalName());
        }
    }

    private String character() throws TransferException {
        String hex = attribute("hex");
        if (!hex.matches("[0-9A-Fa-f]{4}")) {
            throw fault("inline-unknown", "cp " + hex);
        }
        return String.valueOf((char) Integer.parseInt(hex, 16));
    }

    /** Neighbouring texts are one text, however the parser cuts them. */
    private static final class Pieces {

        private final List<Inline> pieces = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int length;

        private void append(String more) {
            text.append(more);
            length += more.length();
        }

        private void add(Inline piece) {
            if (piece instanceof Inline.Text characters) {
                append(characters.text());
                return;
            }
            flush();
            pieces.add(piece);
        }

        private void flush() {
            if (!text.isEmpty()) {
                pieces.add(new Inline.Text(text.toString()));
                text.setLength(0);
            }
        }

        private List<Inline> done() {
            flush();
            return List.copyOf(pieces);
        }
    }

    private boolean nextChild() throws XMLStreamException {
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                return true;
            }
        }
        return false;
    }

    private void skip() throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private boolean isCore(String element) {
        return XliffWriting.XLIFF.equals(xml.getNamespaceURI())
                && xml.getLocalName().equals(element);
    }

    private String attribute(String name) throws TransferException {
        String value = xml.getAttributeValue(null, name);
        if (value == null) {
            throw fault("attribute-missing", name, xml.getLocalName());
        }
        return value;
    }

    private TransferException fault(String id, Object... arguments) {
        return new TransferException(Finding.at(
                "line " + xml.getLocation().getLineNumber() + ", column "
                        + xml.getLocation().getColumnNumber(),
                id,
                arguments));
    }

    /** A unit that comes back. */
    private static final class UnitBack implements TranslationFormat.Incoming {

        private final String place;
        private final String item;
        private final String field;
        private final List<SegmentBack> segments = new ArrayList<>();
        private String targetDigest = "";

        private UnitBack(String place, String item, String field) {
            this.place = place;
            this.item = item;
            this.field = field;
        }

        @Override
        public String place() {
            return place;
        }

        @Override
        public String workspace() {
            return item.substring(0, Math.max(0, item.indexOf(':')));
        }

        @Override
        public String id() {
            return item.substring(item.indexOf(':') + 1);
        }

        @Override
        public String field() {
            return field;
        }

        @Override
        public boolean hasSource(TranslatableText now) {
            return Unit.of(now).translated().stream()
                    .map(Unit.Segment::source)
                    .toList()
                    .equals(segments.stream().map(SegmentBack::source).toList());
        }

        @Override
        public boolean hadTarget(TranslatableText now) {
            return targetDigest.equals(now.targetDigest());
        }

        @Override
        public Optional<String> target(TranslatableText now) throws TransferException {
            List<List<Inline>> targets = new ArrayList<>();
            for (SegmentBack segment : segments) {
                segment.target().ifPresent(targets::add);
            }
            if (targets.isEmpty()) {
                return Optional.empty();
            }
            Unit unit = Unit.of(now);
            List<Unit.Segment> wanted = unit.translated();
            if (wanted.stream()
                    .map(Unit.Segment::target)
                    .toList()
                    .equals(segments.stream().map(SegmentBack::target).toList())) {
                return Optional.of(now.target());
            }
            if (targets.size() < wanted.size() || segments.size() != wanted.size()) {
                throw new TransferException(Finding.at(place, "segments-missing", targets.size(), wanted.size()));
            }
            for (int i = 0; i < wanted.size(); i++) {
                Optional<Finding> fault = Unit.fault(place, wanted.get(i), targets.get(i));
                if (fault.isPresent()) {
                    throw new TransferException(fault.get());
                }
            }
            return Optional.of(unit.render(targets));
        }
    }
}
