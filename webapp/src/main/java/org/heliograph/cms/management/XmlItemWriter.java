package org.heliograph.cms.management;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Items in XML, members in Magnolia's order, which is that of the alphabet. */
final class XmlItemWriter implements ItemWriter {

    /** A multiple of three, so that pieces of Base64 join without padding. */
    private static final int PIECE = 3 * 4096;

    private final XMLStreamWriter xml;
    private final Selection selection;

    XmlItemWriter(OutputStream out, Selection selection) throws IOException {
        this.selection = selection;
        try {
            this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeProcessingInstruction("xml", "version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"");
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void node(Node node, int depth) throws IOException, RepositoryException {
        try {
            writeNode(node, depth);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void writeNode(Node node, int depth) throws XMLStreamException, IOException, RepositoryException {
        xml.writeStartElement("node");
        element("identifier", node.getIdentifier());
        element("name", node.getName());
        List<Node> children = depth > 0 ? selection.children(node) : List.of();
        if (!children.isEmpty()) {
            xml.writeStartElement("nodes");
            for (Node child : children) {
                writeNode(child, depth - 1);
            }
            xml.writeEndElement();
        }
        element("path", node.getPath());
        xml.writeStartElement("properties");
        for (Property property : selection.properties(node)) {
            writeProperty(property);
        }
        xml.writeEndElement();
        element("type", node.getPrimaryNodeType().getName());
        xml.writeEndElement();
    }

    @Override
    public void property(Property property) throws IOException, RepositoryException {
        try {
            writeProperty(property);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void writeProperty(Property property) throws XMLStreamException, IOException, RepositoryException {
        xml.writeStartElement("property");
        element("multiple", String.valueOf(property.isMultiple()));
        element("name", property.getName());
        element("type", PropertyType.nameFromValue(property.getType()));
        xml.writeStartElement("values");
        for (Value value : ItemWriter.values(property)) {
            xml.writeStartElement("value");
            writeValue(value);
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void writeValue(Value value) throws XMLStreamException, IOException, RepositoryException {
        if (value.getType() != PropertyType.BINARY) {
            xml.writeCharacters(legal(value.getString()));
            return;
        }
        Binary binary = value.getBinary();
        try (InputStream bytes = binary.getStream()) {
            for (byte[] piece = bytes.readNBytes(PIECE); piece.length > 0; piece = bytes.readNBytes(PIECE)) {
                xml.writeCharacters(Base64.getEncoder().encodeToString(piece));
            }
        } finally {
            binary.dispose();
        }
    }

    private void element(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(legal(text));
        xml.writeEndElement();
    }

    /** XML 1.0 has no way to write most control characters; clients that need them read JSON. */
    private static String legal(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
    }

    @Override
    public void finish() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
