package org.heliograph.cms.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node as the nodes API takes it, without children.
 *
 * @param name node name
 * @param type primary node type
 * @param properties in the API's own form
 */
record NodeBody(String name, String type, List<Map<String, Object>> properties) {

    NodeBody(String name, String type) {
        this(name, type, List.of());
    }

    /** This node with one more single value. */
    NodeBody with(String property, String jcrType, Object value) {
        return with(property, jcrType, false, List.of(String.valueOf(value)));
    }

    /** This node with one more text. */
    NodeBody with(String property, String value) {
        return with(property, "String", value);
    }

    /** This node with one more list of texts. */
    NodeBody withAll(String property, List<String> values) {
        return with(property, "String", true, values);
    }

    /** The body of a PUT on the parent. */
    Map<String, Object> below(String parent) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("type", type);
        body.put("path", parent + "/" + name);
        body.put("properties", properties);
        return body;
    }

    /** The body of a POST on the node itself, which changes the given properties only. */
    Map<String, Object> update() {
        return Map.of("name", name, "properties", properties);
    }

    private NodeBody with(String property, String jcrType, boolean multiple, List<String> values) {
        List<Map<String, Object>> all = new ArrayList<>(properties);
        all.add(Map.of("name", property, "type", jcrType, "multiple", multiple, "values", values));
        return new NodeBody(name, type, all);
    }
}
