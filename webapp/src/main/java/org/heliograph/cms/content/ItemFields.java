package org.heliograph.cms.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.jcr.PropertyType;

/** An item taken apart into single values, so that two states of it can be compared value by value. */
final class ItemFields {

    /** Stands for the rows of a list, whose names are its value. */
    private static final String ROWS = "*";

    /**
     * Where in an item a value stands.
     *
     * @param path names from the item down without language, rows by the names of their nodes, which stay when rows are
     *     moved: {@code materials/materials1/part}; {@code materials/*} is which rows there are, in which order
     * @param language of the value; empty for one that all languages share
     */
    record Place(String path, Optional<Locale> language) {

        /** The field of the item that it belongs to. */
        String field() {
            int slash = path.indexOf('/');
            return slash < 0 ? path : path.substring(0, slash);
        }
    }

    private final Map<Place, ItemValue> values = new LinkedHashMap<>();

    private ItemFields() {}

    /** The values of an item in the order of its content type. */
    static Map<Place, ItemValue> of(ItemNode item, NodeLanguages names) {
        ItemFields fields = new ItemFields();
        fields.add(item, names, "");
        return fields.values;
    }

    private void add(ItemNode node, NodeLanguages here, String path) {
        Languages languages = here.languages();
        List<String> order = here.declared().properties().stream()
                .map(property -> property.name())
                .toList();
        TreeSet<String> stored = new TreeSet<>(DeclaredOrder.of(order, languages));
        stored.addAll(node.propertyNames());
        stored.addAll(node.childNames());
        for (String name : stored) {
            ItemValue value = node.properties().get(name);
            if (value != null && Revision.isContent(name)) {
                values.put(new Place(path + languages.field(name), here.of(name, node.propertyNames())), value);
            }
            node.child(name).ifPresent(part -> {
                NodeLanguages below = here.below(name, node.childNames());
                add(part, below, path + (here.declared().isList() ? name : languages.field(name)) + "/");
            });
        }
        addRows(node, here, path);
    }

    /** Which parts there are matters where they are rows, or where no content type tells their order. */
    private void addRows(ItemNode node, NodeLanguages here, String path) {
        if (!node.children().isEmpty() && (here.declared().isList() || here.declared() == Declared.UNKNOWN)) {
            List<String> rows = node.children().stream().map(ItemNode::name).toList();
            values.put(new Place(path + ROWS, here.inherited()), new ItemValue(PropertyType.NAME, true, rows));
        }
    }
}
