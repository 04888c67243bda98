package org.heliograph.cms.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.jcr.Binary;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a node as a JCR system view (JCR 2.0, section 7.2), with the prefixes that it uses and no others. Unlike {@link
 * Session#exportSystemView} it leaves out what the repository notes by itself, so that two hosts write the same.
 */
final class XmlContentWriter {

    private static final String SV = "http://www.jcp.org/jcr/sv/1.0";
    private static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;
    private static final String XS = XMLConstants.W3C_XML_SCHEMA_NS_URI;
    /** A multiple of three, so that the pieces of Base64 join. */
    private static final int PIECE = 57 * 1024;
    /** What XML 1.0 does not have, and the carriage return, which it does not keep. */
    private static final Pattern UNWRITABLE =
            Pattern.compile("[^\\t\\n\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private static final Pattern PREFIX = Pattern.compile("(?:^|/)([^/:{}]+):");

    private final Session session;
    private final XMLStreamWriter xml;

    private XmlContentWriter(Session session, OutputStream out) throws XMLStreamException {
        this.session = session;
        this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
    }

    /** @param session of the workspace that holds the node */
    static void write(Session session, ContentFileNode node, OutputStream out) throws IOException, RepositoryException {
        try {
            XmlContentWriter writer = new XmlContentWriter(session, out);
            writer.xml.writeStartDocument("UTF-8", "1.0");
            writer.line(0);
            writer.node(node, 0);
            writer.line(0);
            writer.xml.writeEndDocument();
            writer.xml.flush();
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException unwritten ? unwritten : new IOException(e);
        }
    }

    private void node(ContentFileNode node, int depth) throws XMLStreamException, IOException, RepositoryException {
        xml.writeStartElement("sv", "node", SV);
        if (depth == 0) {
            declarePrefixes(node);
        }
        xml.writeAttribute("sv", SV, "name", node.name());
        strings("jcr:primaryType", PropertyType.NAME, false, List.of(node.primaryType()), depth);
        if (!node.mixins().isEmpty()) {
            strings("jcr:mixinTypes", PropertyType.NAME, true, node.mixins(), depth);
        }
        if (node.identifier().isPresent()) {
            strings(
                    "jcr:uuid",
                    PropertyType.STRING,
                    false,
                    List.of(node.identifier().get()),
                    depth);
        }
        for (ContentFileNode.Property property : node.properties()) {
            property(property, depth);
        }
        for (ContentFileNode child : node.children()) {
            line(depth + 1);
            node(child, depth + 1);
        }
        line(depth);
        xml.writeEndElement();
    }

    private void declarePrefixes(ContentFileNode node) throws XMLStreamException, RepositoryException {
        Map<String, String> used = new TreeMap<>();
        used.put("sv", SV);
        used.put("xs", XS);
        used.put("xsi", XSI);
        collectPrefixes(node, used);
        for (Map.Entry<String, String> prefix : used.entrySet()) {
            xml.writeNamespace(prefix.getKey(), prefix.getValue());
        }
    }

    private void collectPrefixes(ContentFileNode node, Map<String, String> used) throws RepositoryException {
        collectPrefixes("jcr:uuid", used);
        collectPrefixes(node.name(), used);
        collectPrefixes(node.primaryType(), used);
        for (String mixin : node.mixins()) {
            collectPrefixes(mixin, used);
        }
        for (ContentFileNode.Property property : node.properties()) {
            collectPrefixes(property.name(), used);
            if (property.type() == PropertyType.NAME || property.type() == PropertyType.PATH) {
                for (String value : property.strings()) {
                    collectPrefixes(value, used);
                }
            }
        }
        for (ContentFileNode child : node.children()) {
            collectPrefixes(child, used);
        }
    }

    private void collectPrefixes(String nameOrPath, Map<String, String> used) throws RepositoryException {
        for (String prefix : PREFIX.matcher(nameOrPath)
                .results()
                .map(found -> found.group(1))
                .toList()) {
            used.putIfAbsent(prefix, session.getNamespaceURI(prefix));
        }
    }

    private void strings(String name, int type, boolean multiple, List<String> values, int depth)
            throws XMLStreamException {
        startProperty(name, type, multiple, depth);
        for (String value : values) {
            startValue(depth);
            text(value);
            xml.writeEndElement();
        }
        endProperty(depth);
    }

    private void property(ContentFileNode.Property property, int depth)
            throws XMLStreamException, IOException, RepositoryException {
        startProperty(property.name(), property.type(), property.multiple(), depth);
        for (Value value : property.values()) {
            startValue(depth);
            if (property.type() == PropertyType.BINARY) {
                binary(value.getBinary());
            } else {
                text(value.getString());
            }
            xml.writeEndElement();
        }
        endProperty(depth);
    }

    private void startProperty(String name, int type, boolean multiple, int depth) throws XMLStreamException {
        line(depth + 1);
        xml.writeStartElement("sv", "property", SV);
        xml.writeAttribute("sv", SV, "name", name);
        xml.writeAttribute("sv", SV, "type", PropertyType.nameFromValue(type));
        if (multiple) {
            xml.writeAttribute("sv", SV, "multiple", "true");
        }
    }

    private void endProperty(int depth) throws XMLStreamException {
        line(depth + 1);
        xml.writeEndElement();
    }

    private void startValue(int depth) throws XMLStreamException {
        line(depth + 2);
        xml.writeStartElement("sv", "value", SV);
    }

    private void text(String text) throws XMLStreamException {
        if (UNWRITABLE.matcher(text).find()) {
            xml.writeAttribute("xsi", XSI, "type", "xs:base64Binary");
            xml.writeCharacters(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        } else {
            xml.writeCharacters(text);
        }
    }

    private void binary(Binary binary) throws XMLStreamException, IOException, RepositoryException {
        try (InputStream bytes = binary.getStream()) {
            for (byte[] piece = bytes.readNBytes(PIECE); piece.length > 0; piece = bytes.readNBytes(PIECE)) {
                xml.writeCharacters(Base64.getEncoder().encodeToString(piece));
            }
        }
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
