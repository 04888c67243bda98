package org.heliograph.cms.published;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of feeds as a strict reader takes them. */
final class FeedFiles {

    private FeedFiles() {}

    private static URL resource(String name) {
        return Objects.requireNonNull(FeedFiles.class.getResource("/feed/" + name), name);
    }

    static Document sitemap(byte[] file) {
        return valid(file, "sitemap.xsd");
    }

    static Document rss(byte[] file) {
        return valid(file, "rss.xsd");
    }

    private static Document valid(byte[] file, String schema) {
        try {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(resource(schema))
                    .newValidator()
                    .validate(new StreamSource(new ByteArrayInputStream(file)));
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(file));
        } catch (SAXException e) {
            throw new AssertionError(
                    "not valid: " + new String(file, 0, Math.min(file.length, 2000), StandardCharsets.UTF_8), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static String json(byte[] file) {
        try (InputStream schema = resource("json-feed.json").openStream()) {
            String text = new String(file, StandardCharsets.UTF_8);
            Schema feed = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(feed.validate(text, InputFormat.JSON)).as(text).isEmpty();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What elements of a name hold. */
    static List<String> texts(Document document, String element) {
        NodeList all = document.getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            texts.add(all.item(i).getTextContent());
        }
        return texts;
    }

    /** An attribute of all elements of a name. */
    static List<String> attributes(Document document, String element, String attribute) {
        NodeList all = document.getElementsByTagName(element);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            values.add(((Element) all.item(i)).getAttribute(attribute));
        }
        return values;
    }
}
