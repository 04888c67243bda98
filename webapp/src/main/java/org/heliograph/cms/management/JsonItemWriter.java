package org.heliograph.cms.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;

/** Items in JSON. Every value is a text, whatever its type. */
final class JsonItemWriter implements ItemWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private final Selection selection;

    JsonItemWriter(OutputStream out, Selection selection) throws IOException {
        this.json = FACTORY.createGenerator(out);
        this.selection = selection;
    }

    @Override
    public void node(Node node, int depth) throws IOException, RepositoryException {
        json.writeStartObject();
        json.writeStringField("name", node.getName());
        json.writeStringField("type", node.getPrimaryNodeType().getName());
        json.writeStringField("path", node.getPath());
        json.writeStringField("identifier", node.getIdentifier());
        json.writeArrayFieldStart("properties");
        for (Property property : selection.properties(node)) {
            property(property);
        }
        json.writeEndArray();
        nodes(depth > 0 ? selection.children(node) : List.of(), depth - 1);
        json.writeEndObject();
    }

    private void nodes(List<Node> children, int depth) throws IOException, RepositoryException {
        json.writeFieldName("nodes");
        if (children.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        for (Node child : children) {
            node(child, depth);
        }
        json.writeEndArray();
    }

    @Override
    public void property(Property property) throws IOException, RepositoryException {
        json.writeStartObject();
        json.writeStringField("name", property.getName());
        json.writeStringField("type", PropertyType.nameFromValue(property.getType()));
        json.writeBooleanField("multiple", property.isMultiple());
        json.writeArrayFieldStart("values");
        for (Value value : ItemWriter.values(property)) {
            value(value);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void value(Value value) throws IOException, RepositoryException {
        if (value.getType() != PropertyType.BINARY) {
            json.writeString(value.getString());
            return;
        }
        Binary binary = value.getBinary();
        try (InputStream bytes = binary.getStream()) {
            json.writeBinary(bytes, (int) Math.min(binary.getSize(), Integer.MAX_VALUE));
        } finally {
            binary.dispose();
        }
    }

    @Override
    public void finish() throws IOException {
        json.close();
    }
}
