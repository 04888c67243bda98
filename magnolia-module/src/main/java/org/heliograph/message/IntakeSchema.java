package org.heliograph.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.heliograph.message.Message.Quantity;

/** What senders send, as JSON Schema. What depends on settings, such as wordings of consents, the form tells. */
public final class IntakeSchema {

    private IntakeSchema() {}

    /** The schema of a JSON body. */
    public static ObjectNode json() {
        ObjectNode schema = object();
        ObjectNode members = members(schema);
        for (Field field : Field.values()) {
            members.set(field.sent(), member(field));
        }
        for (String name : List.of("locale", "sourcePage", "sourcePath", "referrer", "token", "solution", "returnTo")) {
            members.set(name, text());
        }
        members.set(MessageCheck.HONEYPOT, text());
        members.putObject("script").put("type", "boolean");
        members.set("utm", objectOf(List.of("source", "medium", "campaign", "term", "content")));
        ObjectNode consent = objectOf(List.of("purpose", "version"));
        members(consent).putObject("given").put("type", "boolean");
        require(consent, List.of("purpose", "version", "given"));
        members.putObject("consents").put("type", "array").set("items", consent);
        require(
                schema,
                Stream.concat(
                                Stream.of(Field.values())
                                        .filter(Field::isRequired)
                                        .map(Field::sent),
                                Stream.of("consents"))
                        .toList());
        ArrayNode oneOf = schema.putArray("anyOf");
        for (Field contact : MessageCheck.CONTACTS) {
            require(oneOf.addObject(), List.of(contact.sent()));
        }
        return schema;
    }

    private static ObjectNode member(Field field) {
        return switch (field) {
            case PRODUCTS -> {
                ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
                list.set("items", text());
                yield list;
            }
            case PROJECT_SIZE -> {
                ObjectNode quantity = object();
                ObjectNode members = members(quantity);
                members.putObject("value").put("type", "number").put("exclusiveMinimum", 0);
                Quantity.UNITS.forEach(members.putObject("unit").putArray("enum")::add);
                require(quantity, List.of("value", "unit"));
                yield quantity;
            }
            case ROOF_TYPE -> {
                ObjectNode choice = text();
                RoofTypes.ALL.forEach(choice.putArray("enum")::add);
                yield choice;
            }
            default -> text();
        };
    }

    private static ObjectNode text() {
        return JsonNodeFactory.instance.objectNode().put("type", "string");
    }

    private static ObjectNode object() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("type", "object").put("additionalProperties", false).putObject("properties");
        return object;
    }

    private static ObjectNode members(ObjectNode object) {
        return (ObjectNode) object.get("properties");
    }

    private static ObjectNode objectOf(List<String> names) {
        ObjectNode object = object();
        names.forEach(name -> members(object).set(name, text()));
        return object;
    }

    private static void require(ObjectNode object, List<String> names) {
        names.forEach(object.putArray("required")::add);
    }
}
