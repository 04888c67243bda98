package org.heliograph.cms.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Endpoint.AssetResolver;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.media.Theme;

/**
 * An asset of workspace {@code dam}.
 *
 * @param node the {@code mgnl:asset}
 * @param content its {@code jcr:content}, which holds the file; absent where none was uploaded
 */
public record Asset(NodeSnapshot node, Optional<NodeSnapshot> content) {

    /** Where assets are. */
    public static final String WORKSPACE = "dam";

    private static final String ALT = "alt";

    /** Descriptive properties of the asset node and the members of {@code metadata} that show them. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("caption", "caption"),
            Map.entry("type", "type"),
            Map.entry("title", "title"),
            Map.entry("description", "description"),
            Map.entry("language", "language"),
            Map.entry("copyright", "rights"),
            Map.entry("coverage", "coverage"),
            Map.entry("publisher", "publisher"),
            Map.entry("source", "source"),
            Map.entry("identifier", "identifier"),
            Map.entry("relation", "relation"));

    /** The asset with an identifier, if that is one. */
    public static Optional<Asset> find(Snapshot snapshot, View view, String id) {
        return snapshot.byId(view, WORKSPACE, id)
                .filter(node -> node.primaryType().equals("mgnl:asset"))
                .map(node -> new Asset(node, snapshot.byPath(view, WORKSPACE, node.path() + "/jcr:content")));
    }

    /** As it was uploaded; empty where nothing was. */
    public String fileName() {
        return text("fileName").orElse("");
    }

    /** Media type of the file. */
    public String mimeType() {
        return text("jcr:mimeType").orElse("application/octet-stream");
    }

    private Optional<String> text(String property) {
        return content.flatMap(file -> file.property(property)).map(Property::text);
    }

    /** Whether it is made of pixels, of which smaller renditions can be made. */
    public boolean isPicture() {
        return mimeType().startsWith("image/") && !mimeType().equals("image/svg+xml");
    }

    /** Of the file name; may be empty. */
    public String extension() {
        return text("extension").orElse("");
    }

    /** Writes the object that replaces the asset's key; metadata and renditions are shown as a whole or not at all. */
    void write(
            JsonGenerator json,
            AssetResolver resolver,
            Links links,
            Theme theme,
            FieldSelection fields,
            Language language)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("@name", node.name());
        json.writeStringField("@path", node.path());
        json.writeStringField("@id", "jcr:" + node.id());
        if (resolver.includeDownloadLink()) {
            json.writeStringField("@link", links.download(node.id(), fileName()));
        }
        if (resolver.includeAssetMetadata() && fields.shows("metadata")) {
            writeMetadata(json);
        }
        if (resolver.includeAlt() && fields.shows("alt")) {
            writeAlt(json, language);
        }
        if (resolver.includeFocus() && fields.shows("focus")) {
            writeFocus(json);
        }
        if (!resolver.assetRenditions().isEmpty() && isPicture() && fields.shows("renditions")) {
            writeRenditions(json, resolver.assetRenditions(), links, theme);
        }
        json.writeEndObject();
    }

    /** In the language of the answer; where that is all of them, each under its stored name. */
    private void writeAlt(JsonGenerator json, Language language) throws IOException {
        for (Map.Entry<String, Property> text : language.localize(
                        node, stored -> stored.equals(ALT) || stored.startsWith(ALT + "_"))
                .entrySet()) {
            writeText(json, text.getKey(), Optional.of(text.getValue().text()));
        }
    }

    private void writeFocus(JsonGenerator json) throws IOException {
        Optional<Property> x = node.property("focusX");
        Optional<Property> y = node.property("focusY");
        if (x.isPresent() && y.isPresent()) {
            json.writeObjectFieldStart("focus");
            json.writeObjectField("x", x.get().values().get(0));
            json.writeObjectField("y", y.get().values().get(0));
            json.writeEndObject();
        }
    }

    private void writeMetadata(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("metadata");
        writeText(json, "fileName", text("fileName"));
        json.writeStringField("mimeType", mimeType());
        writeText(json, "format", text("jcr:mimeType"));
        writeNumber(json, "fileSize", "size");
        writeNumber(json, "height", "height");
        writeNumber(json, "width", "width");
        for (Map.Entry<String, String> text : TEXTS.entrySet()) {
            writeText(json, text.getValue(), node.property(text.getKey()).map(Property::text));
        }
        writeArray(json, "creator", node.property("mgnl:createdBy"));
        writeArray(json, "subject", node.property("subject"));
        writeArray(json, "contributor", node.property("contributor"));
        writeDate(json, "date", "mgnl:lastModified");
        writeDate(json, "created", "mgnl:created");
        writeDate(json, "modified", "mgnl:lastModified");
        json.writeEndObject();
    }

    private void writeNumber(JsonGenerator json, String member, String property) throws IOException {
        Optional<Property> number = content.flatMap(file -> file.property(property));
        boolean known = number.isPresent() && number.get().values().get(0) instanceof Long;
        json.writeNumberField(
                member, known ? (Long) number.orElseThrow().values().get(0) : 0);
    }

    private static void writeText(JsonGenerator json, String member, Optional<String> text) throws IOException {
        if (text.isPresent() && !text.get().isEmpty()) {
            json.writeStringField(member, text.get());
        }
    }

    private static void writeArray(JsonGenerator json, String member, Optional<Property> texts) throws IOException {
        if (texts.isPresent() && !texts.get().values().isEmpty()) {
            json.writeArrayFieldStart(member);
            for (Object text : texts.get().values()) {
                json.writeString(text.toString());
            }
            json.writeEndArray();
        }
    }

    private void writeDate(JsonGenerator json, String member, String property) throws IOException {
        Optional<Property> date = node.property(property);
        if (date.isPresent() && date.get().values().get(0) instanceof OffsetDateTime value) {
            json.writeStringField(member, NodeWriter.DATE.format(value.withOffsetSameInstant(ZoneOffset.UTC)));
        }
    }

    private void writeRenditions(JsonGenerator json, List<String> renditions, Links links, Theme theme)
            throws IOException {
        json.writeObjectFieldStart("renditions");
        for (String rendition : renditions) {
            json.writeObjectFieldStart(rendition);
            json.writeStringField("mimeType", mimeType());
            json.writeStringField("link", links.rendition(theme, rendition, node.path(), fileName(), extension()));
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
