package org.heliograph.moderation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** JSON Schema of what is sent to the desk. */
final class Schemas {

    private Schemas() {}

    /** An object with these members and no others. */
    static ObjectNode of(List<Field> fields) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object").put("additionalProperties", false);
        ObjectNode members = schema.putObject("properties");
        fields.forEach(field -> members.set(field.name(), field.schema()));
        ArrayNode required = schema.putArray("required");
        fields.stream().filter(Field::required).forEach(field -> required.add(field.name()));
        return schema;
    }

    private static ObjectNode members(ObjectNode schema) {
        return (ObjectNode) schema.get("properties");
    }

    /** The fields of an action and the revision of the one message, which may come as a header instead. */
    static ObjectNode ofOne(Action action) {
        ObjectNode schema = of(action.fields());
        members(schema).putObject("revision").put("type", "integer");
        return schema;
    }

    /** The fields of an action and the messages it is done to. */
    static ObjectNode ofSeveral(Action action) {
        ObjectNode schema = of(action.fields());
        ObjectNode messages = members(schema).putObject("messages");
        messages.put("type", "array").put("minItems", 1).put("maxItems", Moderation.MOST_AT_ONCE);
        ObjectNode item = messages.putObject("items").put("type", "object").put("additionalProperties", false);
        item.putObject("properties").putObject("id").put("type", "string");
        members(item).putObject("revision").put("type", "integer");
        item.putArray("required").add("id").add("revision");
        ((ArrayNode) schema.get("required")).add("messages");
        return schema;
    }

    /** An object with one whole number. */
    static ObjectNode ofNumber(String name) {
        ObjectNode schema = of(List.of());
        members(schema).putObject(name).put("type", "integer");
        ((ArrayNode) schema.get("required")).add(name);
        return schema;
    }
}
