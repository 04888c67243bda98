package org.heliograph.cms.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import javax.jcr.NamespaceException;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.ValueFactory;
import javax.jcr.ValueFormatException;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.jackrabbit.value.BinaryImpl;
import org.apache.jackrabbit.value.BinaryValue;
import org.heliograph.cms.definition.Location;

/**
 * A content file that is a JCR system view (JCR 2.0, section 7.2). Read here rather than by {@link Session#importXML},
 * which neither tells lines nor keeps the place of a replaced node.
 */
final class XmlContentFile {

    private static final String SV = "http://www.jcp.org/jcr/sv/1.0";
    private static final String CURE = "Export the node again as a JCR system view";

    private final Session session;
    private final ValueFactory values;
    private final String file;
    private final ContentImport.Limits limits;
    private int items;

    XmlContentFile(Session session, String file, ContentImport.Limits limits) throws RepositoryException {
        this.session = session;
        this.values = session.getValueFactory();
        this.file = file;
        this.limits = limits;
    }

    /** @return the one node at the top of the file */
    List<ContentFileNode> read(InputStream in) throws IOException, RepositoryException {
        try {
            XMLStreamReader xml = hardened().createXMLStreamReader(in);
            findRoot(xml);
            ContentFileNode root = node(xml, 1);
            while (xml.hasNext()) {
                xml.next();
            }
            return List.of(root);
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException unread) {
                throw unread;
            }
            throw new ContentImportException(
                    new Location(
                            file,
                            e.getLocation().getLineNumber(),
                            e.getLocation().getColumnNumber()),
                    "Not well-formed XML: " + e.getMessage().replaceAll("\\s+", " "),
                    CURE,
                    e);
        }
    }

    private static XMLInputFactory hardened() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    private void findRoot(XMLStreamReader xml) throws XMLStreamException, ContentImportException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw fault(xml, "A document type is not allowed", "Remove the line <!DOCTYPE …>");
            }
        }
        expect(xml, "node");
    }

    private ContentFileNode node(XMLStreamReader xml, int depth) throws XMLStreamException, RepositoryException {
        if (depth > limits.depth()) {
            throw fault(xml, "More than " + limits.depth() + " nodes within one another", "Make the content flatter");
        }
        ContentFileNode node = new ContentFileNode(at(xml), named(xml));
        while (nextChild(xml)) {
            if (xml.getLocalName().equals("property")) {
                expect(xml, "property");
                node.add(property(xml));
            } else {
                expect(xml, "node");
                node.add(node(xml, depth + 1));
            }
        }
        return node;
    }

    private ContentFileNode.Property property(XMLStreamReader xml) throws XMLStreamException, RepositoryException {
        Location location = at(xml);
        String name = named(xml);
        int type = type(xml);
        boolean multiple = "true".equals(xml.getAttributeValue(SV, "multiple"));
        List<Value> found = new ArrayList<>();
        while (nextChild(xml)) {
            expect(xml, "value");
            found.add(value(xml, type));
        }
        return new ContentFileNode.Property(location, name, type, multiple || found.size() != 1, found);
    }

    private int type(XMLStreamReader xml) throws ContentImportException {
        String name = String.valueOf(xml.getAttributeValue(SV, "type"));
        try {
            int type = PropertyType.valueFromName(name);
            return type == PropertyType.UNDEFINED ? PropertyType.STRING : type;
        } catch (IllegalArgumentException e) {
            throw new ContentImportException(
                    at(xml),
                    "sv:type '" + name + "' is not a property type",
                    "Use String, Date, Long, Double, Decimal, Boolean, Binary, Name, Path, URI, Reference or"
                            + " WeakReference",
                    e);
        }
    }

    private Value value(XMLStreamReader xml, int type) throws XMLStreamException, RepositoryException {
        count(xml);
        Location location = at(xml);
        String encoding = xml.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type");
        boolean encoded = type == PropertyType.STRING && encoding != null && encoding.endsWith("base64Binary");
        Names names = new Names(xml);
        if (type == PropertyType.BINARY) {
            return binary(xml, location);
        }
        String text = xml.getElementText();
        try {
            return switch (type) {
                case PropertyType.NAME -> TextValues.parse(values, names.local(text.strip()), type);
                case PropertyType.PATH -> TextValues.parse(values, names.localPath(text.strip()), type);
                default -> TextValues.parse(values, encoded ? decoded(text) : text, type);
            };
        } catch (ValueFormatException e) {
            throw new ContentImportException(location, e.getMessage(), "Correct the value or sv:type", e);
        }
    }

    /** Bytes go to a temporary file where they are many, and to the repository with the value alone. */
    private static Value binary(XMLStreamReader xml, Location location) throws XMLStreamException, RepositoryException {
        ElementBase64 encoded = new ElementBase64(xml);
        try (InputStream bytes = Base64.getDecoder().wrap(encoded)) {
            BinaryValue value = new BinaryValue(new BinaryImpl(bytes));
            encoded.finish();
            return value;
        } catch (IOException e) {
            if (encoded.fault().isPresent()) {
                throw encoded.fault().get();
            }
            throw new ContentImportException(
                    location,
                    "The value is not a Binary, which is written in Base64",
                    "Correct the value or sv:type",
                    e);
        }
    }

    /** Texts that XML cannot hold are encoded. */
    private static String decoded(String base64) throws ValueFormatException {
        try {
            return new String(TextValues.decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ValueFormatException("The text is marked as Base64 but is not", e);
        }
    }

    private boolean nextChild(XMLStreamReader xml) throws XMLStreamException, ContentImportException {
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                count(xml);
                return true;
            }
            if (xml.hasText() && xml.getEventType() != XMLStreamConstants.COMMENT && !xml.isWhiteSpace()) {
                throw fault(xml, "Text outside of sv:value", CURE);
            }
        }
        return false;
    }

    private void count(XMLStreamReader xml) throws ContentImportException {
        if (++items > limits.items()) {
            throw fault(xml, "More than " + limits.items() + " nodes and values", "Split the file");
        }
    }

    private void expect(XMLStreamReader xml, String localName) throws ContentImportException {
        if (!SV.equals(xml.getNamespaceURI()) || !xml.getLocalName().equals(localName)) {
            throw fault(xml, "Element " + xml.getLocalName() + " where sv:" + localName + " belongs", CURE);
        }
    }

    private String named(XMLStreamReader xml) throws RepositoryException {
        String name = xml.getAttributeValue(SV, "name");
        if (name == null) {
            throw fault(xml, "sv:name is missing", CURE);
        }
        if (name.isEmpty() || name.equals("jcr:root")) {
            throw fault(xml, "This is the export of a whole workspace", "Export the nodes below its root one by one");
        }
        return new Names(xml).local(name);
    }

    private ContentImportException fault(XMLStreamReader xml, String message, String cure) {
        return new ContentImportException(at(xml), message, cure);
    }

    private Location at(XMLStreamReader xml) {
        return new Location(
                file, xml.getLocation().getLineNumber(), xml.getLocation().getColumnNumber());
    }

    /** Turns the prefixes of a place in the file into those that the session knows for the same namespaces. */
    private final class Names {

        private final XMLStreamReader xml;

        private Names(XMLStreamReader xml) {
            this.xml = xml;
        }

        private String local(String name) throws RepositoryException {
            int colon = name.indexOf(':');
            String uri = colon <= 0 ? null : xml.getNamespaceURI(name.substring(0, colon));
            if (uri == null) {
                return name;
            }
            try {
                return session.getNamespacePrefix(uri) + name.substring(colon);
            } catch (NamespaceException e) {
                throw new ContentImportException(
                        at(xml),
                        "Namespace " + uri + " is not registered",
                        "Declare it under datasource.namespaces of a content type",
                        e);
            }
        }

        private String localPath(String path) throws RepositoryException {
            StringJoiner steps = new StringJoiner("/");
            for (String step : path.split("/", -1)) {
                steps.add(local(step));
            }
            return steps.toString();
        }
    }
}
