package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a JSON value has to look like: checks what is sent, and describes itself as JSON Schema (2020-12, as OpenAPI 3.1
 * takes it). Immutable.
 */
abstract class Schema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Describes itself. Named schemas are referred to. */
    abstract ObjectNode toJson(Locale language);

    /** Notes what is wrong with a value that is there. */
    abstract void check(JsonNode value, String pointer, Faults faults);

    /** The value that is written so in a query; one that is not of this kind is left a text. */
    JsonNode read(String text) {
        return TextNode.valueOf(text);
    }

    /** The schemas that this one is made of. */
    List<Schema> parts() {
        return List.of();
    }

    /** Any text of at most so many characters (code points). */
    static Schema text(int most) {
        return new Scalars.TextSchema(0, most, Optional.empty());
    }

    /** A text of one to so many characters that is not blank. */
    static Schema filledText(int most) {
        return new Scalars.TextSchema(1, most, Optional.empty());
    }

    /**
     * A text of a form.
     *
     * @param pattern that all of it matches, in the syntax that Java and ECMA 262 share
     */
    static Schema text(int most, String pattern) {
        return new Scalars.TextSchema(0, most, Optional.of(Pattern.compile(pattern)));
    }

    /** One of some texts. */
    static Schema oneOf(String... values) {
        return new Scalars.ChoiceSchema(List.of(values));
    }

    /** A whole number, both bounds included. */
    static Schema integer(long least, long most) {
        return new Scalars.IntegerSchema(least, most);
    }

    /** Any number. */
    static Schema number() {
        return new Scalars.KindSchema("number", JsonNode::isNumber);
    }

    /** {@code true} or {@code false}. */
    static Schema flag() {
        return new Scalars.KindSchema("boolean", JsonNode::isBoolean);
    }

    /** Any value at all; texts in it are checked for what no text may hold. */
    static Schema any() {
        return new Scalars.AnySchema();
    }

    /** A list of at most so many values. */
    static Schema list(Schema items, int most) {
        return new ListSchema(items, most);
    }

    /** An object with at most so many members of any name. */
    static Schema map(Schema values, int most) {
        return new MapSchema(values, most);
    }

    /** An object with the members that {@link ObjectSchema#with} and {@link ObjectSchema#may} add, and no others. */
    static ObjectSchema object() {
        return new ObjectSchema(Map.of(), Set.of());
    }

    /** A value or {@code null}. */
    Schema orNull() {
        return new NullableSchema(this);
    }

    /** The same with a sentence about it. */
    Schema about(String en, String zh) {
        return new AboutSchema(this, new Text(en, zh));
    }

    /** The same under a name of its own in the document; one that contains itself has to be named. */
    static Schema named(String name, Supplier<Schema> schema) {
        return new NamedSchema(name, schema);
    }

    /** The named schemas within some, by name. */
    static Map<String, Schema> named(Iterable<Schema> schemas) {
        Map<String, Schema> named = new TreeMap<>();
        schemas.forEach(schema -> collect(schema, named));
        return named;
    }

    private static void collect(Schema schema, Map<String, Schema> named) {
        boolean known = schema instanceof NamedSchema it && named.putIfAbsent(it.name, it.schema.get()) != null;
        if (!known) {
            schema.parts().forEach(part -> collect(part, named));
        }
    }

    static ObjectNode type(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static final class ListSchema extends Schema {

        private final Schema items;
        private final int most;

        ListSchema(Schema items, int most) {
            this.items = items;
            this.most = most;
        }

        @Override
        ObjectNode toJson(Locale language) {
            ObjectNode json = type("array").put("maxItems", most);
            json.set("items", items.toJson(language));
            return json;
        }

        @Override
        List<Schema> parts() {
            return List.of(items);
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            if (!value.isArray()) {
                faults.add(pointer, "field-no-list");
            } else if (value.size() > most) {
                faults.add(pointer, "field-too-many", most);
            } else {
                for (int i = 0; i < value.size(); i++) {
                    items.check(value.get(i), pointer + "/" + i, faults);
                }
            }
        }
    }

    private static final class MapSchema extends Schema {

        private final Schema values;
        private final int most;

        MapSchema(Schema values, int most) {
            this.values = values;
            this.most = most;
        }

        @Override
        ObjectNode toJson(Locale language) {
            ObjectNode json = type("object").put("maxProperties", most);
            json.set("additionalProperties", values.toJson(language));
            return json;
        }

        @Override
        List<Schema> parts() {
            return List.of(values);
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            if (!value.isObject()) {
                faults.add(pointer, "field-no-object");
            } else if (value.size() > most) {
                faults.add(pointer, "field-too-many", most);
            } else {
                value.properties()
                        .forEach(member -> faults.member(pointer, member.getKey())
                                .ifPresent(at -> values.check(member.getValue(), at, faults)));
            }
        }
    }

    /** An object of which all members are known. */
    static final class ObjectSchema extends Schema {

        private final Map<String, Schema> members;
        private final Set<String> required;

        private ObjectSchema(Map<String, Schema> members, Set<String> required) {
            this.members = members;
            this.required = required;
        }

        /** The same with a member that has to be there. */
        ObjectSchema with(String name, Schema schema) {
            Set<String> more = new LinkedHashSet<>(required);
            more.add(name);
            return new ObjectSchema(plus(name, schema), more);
        }

        /** The same with a member that may be left out. */
        ObjectSchema may(String name, Schema schema) {
            return new ObjectSchema(plus(name, schema), required);
        }

        private Map<String, Schema> plus(String name, Schema schema) {
            Map<String, Schema> more = new LinkedHashMap<>(members);
            more.put(name, schema);
            return more;
        }

        @Override
        ObjectNode toJson(Locale language) {
            ObjectNode json = type("object");
            ObjectNode properties = json.putObject("properties");
            members.forEach((name, schema) -> properties.set(name, schema.toJson(language)));
            if (!required.isEmpty()) {
                required.forEach(json.putArray("required")::add);
            }
            return json.put("additionalProperties", false);
        }

        @Override
        List<Schema> parts() {
            return List.copyOf(members.values());
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            if (!value.isObject()) {
                faults.add(pointer, "field-no-object");
                return;
            }
            required.stream()
                    .filter(name -> !value.has(name))
                    .forEach(name -> faults.add(pointer + "/" + name, "field-missing", name));
            value.properties().forEach(member -> {
                Schema schema = members.get(member.getKey());
                if (schema != null) {
                    schema.check(member.getValue(), pointer + "/" + member.getKey(), faults);
                } else {
                    faults.member(pointer, member.getKey()).ifPresent(at -> faults.add(at, "field-unknown"));
                }
            });
        }
    }

    private static final class NullableSchema extends Schema {

        private final Schema schema;

        NullableSchema(Schema schema) {
            this.schema = schema;
        }

        @Override
        ObjectNode toJson(Locale language) {
            ObjectNode json = JSON.objectNode();
            json.putArray("anyOf").add(schema.toJson(language)).add(type("null"));
            return json;
        }

        @Override
        List<Schema> parts() {
            return List.of(schema);
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            if (!value.isNull()) {
                schema.check(value, pointer, faults);
            }
        }
    }

    private static final class AboutSchema extends Schema {

        private final Schema schema;
        private final Text about;

        AboutSchema(Schema schema, Text about) {
            this.schema = schema;
            this.about = about;
        }

        @Override
        ObjectNode toJson(Locale language) {
            return schema.toJson(language).put("description", about.in(language));
        }

        @Override
        JsonNode read(String text) {
            return schema.read(text);
        }

        @Override
        List<Schema> parts() {
            return List.of(schema);
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            schema.check(value, pointer, faults);
        }
    }

    private static final class NamedSchema extends Schema {

        private final String name;
        private final Supplier<Schema> schema;

        NamedSchema(String name, Supplier<Schema> schema) {
            this.name = name;
            this.schema = schema;
        }

        @Override
        ObjectNode toJson(Locale language) {
            return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
        }

        @Override
        List<Schema> parts() {
            return List.of(schema.get());
        }

        @Override
        void check(JsonNode value, String pointer, Faults faults) {
            schema.get().check(value, pointer, faults);
        }
    }
}
