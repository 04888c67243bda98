package org.heliograph.cms.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.heliograph.cms.schema.NodeShape.Member;
import org.heliograph.cms.schema.NodeShape.Note;
import org.heliograph.cms.schema.Shape.Content;

/** Shapes as schemas of JSON Schema 2020-12, which OpenAPI 3.1 uses. Objects are open: content may hold more. */
final class JsonSchemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String COMPONENTS = "#/components/schemas/";

    private JsonSchemas() {}

    static ObjectNode object() {
        return JSON.objectNode();
    }

    static ArrayNode array(Stream<? extends JsonNode> items) {
        ArrayNode array = JSON.arrayNode();
        items.forEach(array::add);
        return array;
    }

    static ArrayNode texts(String... texts) {
        return array(Stream.of(texts).map(JSON::textNode));
    }

    static ObjectNode reference(String component) {
        return object().put("$ref", COMPONENTS + component);
    }

    static ObjectNode text(String description) {
        return object().put("type", "string").put("description", description);
    }

    static ObjectNode arrayOf(ObjectNode items) {
        ObjectNode schema = object().put("type", "array");
        schema.set("items", items);
        return schema;
    }

    static ObjectNode of(Shape shape) {
        if (shape instanceof Shape.Text text) {
            return of(text);
        }
        if (shape instanceof Shape.Number number) {
            return number.whole()
                    ? object().put("type", "integer").put("format", "int64")
                    : object().put("type", "number");
        }
        if (shape instanceof Shape.Flag) {
            return object().put("type", "boolean");
        }
        if (shape instanceof Shape.Many many) {
            return arrayOf(of(many.item()));
        }
        if (shape instanceof Shape.OneOf several) {
            ObjectNode schema = object();
            schema.set("anyOf", array(several.shapes().stream().map(JsonSchemas::of)));
            return schema;
        }
        return shape instanceof Shape.Named named ? reference(named.name()) : object();
    }

    private static ObjectNode of(Shape.Text text) {
        ObjectNode schema = object().put("type", "string");
        if (text.content() == Content.MOMENT) {
            schema.put("format", "date-time");
        }
        if (text.content() == Content.HTML) {
            schema.put("contentMediaType", "text/html");
        }
        if (!text.options().isEmpty()) {
            schema.set("enum", texts(text.options().toArray(String[]::new)));
        }
        return schema;
    }

    static ObjectNode of(NodeShape node) {
        ObjectNode schema = contentNode();
        annotate(schema, node.note());
        ObjectNode properties = (ObjectNode) schema.get("properties");
        node.nodeType().ifPresent(type -> properties.set("@nodeType", object().put("const", type)));
        ArrayNode required = (ArrayNode) schema.get("required");
        for (Member member : node.members()) {
            if (!properties.has(member.name())) {
                properties.set(member.name(), member(member));
                if (member.required()) {
                    required.add(member.name());
                }
            }
        }
        node.rows().ifPresent(rows -> schema.set("additionalProperties", of(rows.shape())));
        return schema;
    }

    private static ObjectNode member(Member member) {
        ObjectNode schema = of(member.shape());
        annotate(schema, member.note());
        member.locale()
                .ifPresent(locale -> schema.put(
                        "description", "In " + locale.getDisplayName(Locale.ENGLISH) + ". With lang=all only."));
        return schema;
    }

    private static void annotate(ObjectNode schema, Note note) {
        note.label().ifPresent(label -> schema.put("title", label));
        note.description().ifPresent(description -> schema.put("description", description));
    }

    /** What all nodes have in common. */
    static ObjectNode contentNode() {
        ObjectNode properties = object();
        properties.set("@name", text("Last part of the path."));
        properties.set("@path", text("Path in the workspace."));
        properties.set("@id", text("Identifier that stays when the node is moved."));
        properties.set("@nodeType", text("Primary type."));
        properties.set(
                "@nodes",
                arrayOf(object().put("type", "string"))
                        .put("description", "Names of the members that are child nodes, in their order."));
        properties.set(
                "@fallbacks",
                mapOf(object().put("type", "string"))
                        .put(
                                "description",
                                "With fallbacks=true: properties shown in another language, and in which."));
        properties.set(
                "@alternates",
                arrayOf(reference("Alternate"))
                        .put("description", "With alternates=true, of an item: the languages that it has values in."));
        return requiring(properties, List.of("@name", "@path", "@id", "@nodeType", "@nodes"));
    }

    /** A language version of an item. */
    static ObjectNode alternate() {
        ObjectNode properties = object();
        properties.set("lang", text("Language tag."));
        properties.set(
                "complete",
                object().put("type", "boolean")
                        .put(
                                "description",
                                "Whether every property that has a value in some language has one in this."));
        properties.set("@link", text("Address of the version, relative to the host."));
        return objectWith(properties);
    }

    /** A value and how many nodes have it. */
    static ObjectNode facetValue() {
        ObjectNode properties = object();
        properties.set("value", object().set("type", texts("string", "number", "boolean")));
        properties.set(
                "count", object().put("type", "integer").put("format", "int64").put("minimum", 1));
        return objectWith(properties);
    }

    /** An object whose members have any names. */
    static ObjectNode mapOf(ObjectNode values) {
        ObjectNode schema = object().put("type", "object");
        schema.set("additionalProperties", values);
        return schema;
    }

    /** An object with some members, all of which it has to have. */
    static ObjectNode objectWith(ObjectNode properties) {
        return requiring(properties, names(properties));
    }

    private static List<String> names(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static ObjectNode requiring(ObjectNode properties, List<String> required) {
        ObjectNode schema = object().put("type", "object");
        schema.set("required", texts(required.toArray(String[]::new)));
        schema.set("properties", properties);
        return schema;
    }

    /** An asset that replaces its key; which of the optional members it has depends on the endpoint. */
    static ObjectNode asset() {
        ObjectNode properties = object();
        properties.set("@name", text("Name of the asset."));
        properties.set("@path", text("Path of the asset."));
        properties.set("@id", text("Key of the asset, jcr:<uuid>."));
        ObjectNode schema = requiring(properties, List.of("@name", "@path", "@id"));
        properties.set("@link", text("Address of the file, relative to the host."));
        properties.set("metadata", reference("AssetMetadata"));
        properties.set("alt", text("Alternative text, with includeAlt; with lang=all those of other languages too."));
        ObjectNode sides = object();
        sides.set("x", object().put("type", "number").put("description", "From the left, 0 to 1."));
        sides.set("y", object().put("type", "number").put("description", "From the top, 0 to 1."));
        properties.set("focus", requiring(sides, List.of("x", "y")));
        properties.set(
                "renditions",
                object().put("type", "object")
                        .put("description", "Renditions by name.")
                        .set("additionalProperties", reference("Rendition")));
        return schema;
    }

    static ObjectNode assetMetadata() {
        ObjectNode properties = object();
        for (String name : AssetMembers.TEXTS) {
            properties.set(name, object().put("type", "string"));
        }
        for (String name : AssetMembers.MOMENTS) {
            properties.set(name, object().put("type", "string").put("format", "date-time"));
        }
        for (String name : AssetMembers.NUMBERS) {
            properties.set(name, object().put("type", "integer"));
        }
        for (String name : AssetMembers.LISTS) {
            properties.set(name, arrayOf(object().put("type", "string")));
        }
        return requiring(properties, List.of("mimeType"));
    }

    static ObjectNode rendition() {
        ObjectNode properties = object();
        properties.set("mimeType", object().put("type", "string"));
        properties.set("link", text("Address of the file, relative to the host."));
        return objectWith(properties);
    }
}
