package org.heliograph.cms.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a resolved definition: text, a list, a map or nothing, with its place. Immutable.
 *
 * <p>A list is held as Magnolia's registry holds it, as a map whose keys are the {@code name} of an item or, where an
 * item has none, its position. List form and map form of {@code properties}, {@code references} and the like are
 * therefore read in the same way, by {@link #children()}.
 */
public final class ConfigNode {

    private enum Kind {
        NOTHING,
        TEXT,
        LIST,
        MAP
    }

    private final Kind kind;
    private final Location location;
    private final String text;
    private final Map<String, ConfigNode> children;
    private final Map<String, Location> keys;
    private final boolean replacing;

    private ConfigNode(
            Kind kind,
            Location location,
            String text,
            Map<String, ConfigNode> children,
            Map<String, Location> keys,
            boolean replacing) {
        this.kind = kind;
        this.location = location;
        this.text = text;
        this.children = Collections.unmodifiableMap(children);
        this.keys = keys;
        this.replacing = replacing;
    }

    static ConfigNode nothing(Location location) {
        return new ConfigNode(Kind.NOTHING, location, "", Map.of(), Map.of(), false);
    }

    static ConfigNode text(Location location, String text) {
        return new ConfigNode(Kind.TEXT, location, text, Map.of(), Map.of(), false);
    }

    static ConfigNode list(Location location, List<ConfigNode> items) {
        Map<String, ConfigNode> children = new LinkedHashMap<>();
        for (ConfigNode item : items) {
            String position = String.valueOf(children.size());
            String key = item.isMap() ? item.text("name").orElse(position) : position;
            children.put(freeKey(children, key, position), item);
        }
        return new ConfigNode(Kind.LIST, location, "", children, Map.of(), false);
    }

    private static String freeKey(Map<String, ConfigNode> children, String wanted, String position) {
        String key = children.containsKey(wanted) ? position : wanted;
        while (children.containsKey(key)) {
            key = key + "'";
        }
        return key;
    }

    static ConfigNode map(Location location, Map<String, ConfigNode> children, Map<String, Location> keys) {
        return new ConfigNode(Kind.MAP, location, "", children, keys, false);
    }

    /** Maps, lists and texts as a node, all at one place. */
    static ConfigNode ofPlain(Location location, Object plain) {
        if (plain instanceof Map<?, ?> map) {
            Map<String, ConfigNode> children = new LinkedHashMap<>();
            map.forEach((key, value) -> children.put(String.valueOf(key), ofPlain(location, value)));
            return map(location, children, Map.of());
        }
        if (plain instanceof List<?> list) {
            return list(
                    location, list.stream().map(item -> ofPlain(location, item)).toList());
        }
        return plain instanceof ConfigNode node ? node : text(location, String.valueOf(plain));
    }

    /** This node, marked to replace what it would otherwise be merged with ({@code !override}). */
    ConfigNode replacing() {
        return new ConfigNode(kind, location, text, children, keys, true);
    }

    /**
     * This node with another one laid over it, key by key. A map marked as replacing drops the keys it lacks but is
     * merged further down, as Magnolia does; a list marked so replaces the list.
     */
    ConfigNode mergedWith(ConfigNode over) {
        if (!isCollection() || !over.isCollection() || (over.replacing && over.isList())) {
            return over;
        }
        Map<String, ConfigNode> merged = new LinkedHashMap<>(children);
        Map<String, Location> places = new LinkedHashMap<>(keys);
        over.children.forEach((key, child) -> merged.merge(key, child, ConfigNode::mergedWith));
        places.putAll(over.keys);
        if (over.replacing) {
            merged.keySet().retainAll(over.children.keySet());
        }
        return new ConfigNode(isList() ? over.kind : kind, over.location, "", merged, places, replacing);
    }

    /** Where the value stands; for a merged one, the layer that was laid on last. */
    public Location location() {
        return location;
    }

    /** Where the key of a child stands, or the child itself where it has no key, or this node where there is neither. */
    public Location keyLocation(String key) {
        Location place = keys.get(key);
        return place != null ? place : get(key).map(ConfigNode::location).orElse(location);
    }

    /** Whether this is the empty value, such as {@code key:} or {@code key: ~}. */
    public boolean isNothing() {
        return kind == Kind.NOTHING;
    }

    /** Whether this is a list. */
    public boolean isList() {
        return kind == Kind.LIST;
    }

    /** Whether this is a map. */
    public boolean isMap() {
        return kind == Kind.MAP;
    }

    boolean isCollection() {
        return isMap() || isList();
    }

    /** The text, if this is a scalar; numbers and booleans are given as written. */
    public Optional<String> text() {
        return kind == Kind.TEXT ? Optional.of(text) : Optional.empty();
    }

    /** The text below a key, if there is a scalar. */
    public Optional<String> text(String key) {
        return get(key).flatMap(ConfigNode::text);
    }

    /** The child of that key, or the list item of that name or position. */
    public Optional<ConfigNode> get(String key) {
        return Optional.ofNullable(children.get(key));
    }

    /** The node below a path of keys separated by dots, such as {@code form.properties}. */
    public Optional<ConfigNode> at(String path) {
        Optional<ConfigNode> node = Optional.of(this);
        for (String key : path.split("\\.")) {
            node = node.flatMap(n -> n.get(key));
        }
        return node;
    }

    /** Map entries, or list items by name or position, in order; empty for a scalar. */
    public Map<String, ConfigNode> children() {
        return children;
    }

    /** The value as {@code Map}, {@code List}, {@code String} or {@code ""} for nothing, ready to be written as JSON. */
    public Object toPlain() {
        return switch (kind) {
            case NOTHING, TEXT -> text;
            case LIST ->
                children.values().stream()
                        .map(ConfigNode::toPlain)
                        .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
            case MAP -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                children.forEach((key, child) -> plain.put(key, child.toPlain()));
                yield plain;
            }
        };
    }

    @Override
    public String toString() {
        return location + " " + toPlain();
    }
}
