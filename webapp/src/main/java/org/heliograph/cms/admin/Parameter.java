package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/**
 * A parameter in the query of an address.
 *
 * @param schema what its value has to be
 * @param otherwise the value where it is left out; empty for none
 * @param repeated whether it may be given several times
 */
record Parameter(String name, Schema schema, Optional<JsonNode> otherwise, boolean repeated, Text about) {

    /** A text of at most so many characters. */
    static Parameter text(String name, int most, String en, String zh) {
        return new Parameter(name, Schema.text(most), Optional.empty(), false, new Text(en, zh));
    }

    /** A text that may be given several times. */
    static Parameter texts(String name, int most, String en, String zh) {
        return new Parameter(name, Schema.text(most), Optional.empty(), true, new Text(en, zh));
    }

    /** A text of some other form. */
    static Parameter of(String name, Schema schema, String en, String zh) {
        return new Parameter(name, schema, Optional.empty(), false, new Text(en, zh));
    }

    /** A whole number. */
    static Parameter integer(String name, long least, long most, long otherwise, String en, String zh) {
        Schema schema = Schema.integer(least, most);
        return new Parameter(name, schema, Optional.of(LongNode.valueOf(otherwise)), false, new Text(en, zh));
    }

    /** {@code true} or {@code false}; false where it is left out. */
    static Parameter flag(String name, String en, String zh) {
        return new Parameter(name, Schema.flag(), Optional.of(BooleanNode.FALSE), false, new Text(en, zh));
    }

    ObjectNode toJson(Locale language) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name).put("in", "query").put("description", about.in(language));
        ObjectNode value = schema.toJson(language);
        otherwise.ifPresent(each -> value.set("default", each));
        if (repeated) {
            ObjectNode list = json.putObject("schema").put("type", "array");
            list.set("items", value);
            json.put("style", "form").put("explode", true);
        } else {
            json.set("schema", value);
        }
        return json;
    }
}
