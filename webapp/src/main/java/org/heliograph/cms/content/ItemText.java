package org.heliograph.cms.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;

/**
 * Keeps items as properties of one node: a JSON text, and the binaries in the order in which the text mentions them. Unlike
 * nodes of its own, that needs no identifiers, so that any number of states of an item may be kept.
 */
final class ItemText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TEXT = "item";
    private static final String BINARIES = "binaries";

    private ItemText() {}

    static void store(ItemNode item, Node node) throws RepositoryException {
        List<Value> binaries = new ArrayList<>();
        node.setProperty(TEXT, write(item, binaries).toString());
        node.setProperty(BINARIES, binaries.isEmpty() ? null : binaries.toArray(Value[]::new), PropertyType.BINARY);
    }

    static ItemNode load(Node node) throws RepositoryException {
        List<Value> binaries =
                node.hasProperty(BINARIES) ? List.of(node.getProperty(BINARIES).getValues()) : List.of();
        try {
            return read(JSON.readTree(node.getProperty(TEXT).getString()), binaries.iterator()::next);
        } catch (JsonProcessingException e) {
            throw new RepositoryException("What is kept at " + node.getPath() + " is damaged", e);
        }
    }

    private static ObjectNode write(ItemNode item, List<Value> binaries) {
        ObjectNode json = JSON.createObjectNode()
                .put("name", item.name())
                .put("id", item.id())
                .put("type", item.type());
        item.mixins().forEach(json.withArray("mixins")::add);
        ObjectNode properties = json.putObject("properties");
        item.properties().forEach((name, value) -> {
            ArrayNode texts = properties
                    .putObject(name)
                    .put("type", PropertyType.nameFromValue(value.type()))
                    .put("multiple", value.multiple())
                    .putArray("values");
            value.texts().forEach(texts::add);
            binaries.addAll(value.binaries());
        });
        ArrayNode children = json.putArray("children");
        item.children().forEach(child -> children.add(write(child, binaries)));
        return json;
    }

    private interface Binaries {
        Value next();
    }

    private static ItemNode read(JsonNode json, Binaries binaries) {
        SortedMap<String, ItemValue> properties = new TreeMap<>();
        json.path("properties").properties().forEach(each -> {
            properties.put(each.getKey(), value(each.getValue(), binaries));
        });
        List<ItemNode> children = new ArrayList<>();
        json.path("children").forEach(child -> children.add(read(child, binaries)));
        return new ItemNode(
                json.path("name").asText(),
                json.path("id").asText(),
                json.path("type").asText(),
                texts(json.path("mixins")),
                Collections.unmodifiableSortedMap(properties),
                List.copyOf(children));
    }

    private static ItemValue value(JsonNode json, Binaries binaries) {
        int type = PropertyType.valueFromName(json.path("type").asText());
        List<String> texts = texts(json.path("values"));
        List<Value> values = new ArrayList<>();
        if (type == PropertyType.BINARY) {
            texts.forEach(text -> values.add(binaries.next()));
        }
        return new ItemValue(type, json.path("multiple").asBoolean(), texts, List.copyOf(values));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }
}
