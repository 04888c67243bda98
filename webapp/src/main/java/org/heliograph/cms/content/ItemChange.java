package org.heliograph.cms.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.content.ItemFields.Place;

/**
 * A value that differs between two states of an item.
 *
 * @param path names from the item down without language, rows by the names of their nodes, which stay when rows are moved:
 *     {@code materials/materials1/part}; {@code materials/*} is which rows there are, in which order
 * @param language of the value; empty for one that all languages share
 * @param before empty where there was none
 * @param after empty where there is none
 */
public record ItemChange(
        String path, Optional<Locale> language, Optional<ItemValue> before, Optional<ItemValue> after) {

    /** What differs, in the order of the content type. */
    public static List<ItemChange> between(ItemNode before, ItemNode after, NodeLanguages names) {
        Map<Place, ItemValue> old = ItemFields.of(before, names);
        Map<Place, ItemValue> now = ItemFields.of(after, names);
        Set<Place> places = new LinkedHashSet<>(now.keySet());
        places.addAll(old.keySet());
        List<ItemChange> changes = new ArrayList<>();
        for (Place place : places) {
            Optional<ItemValue> was = Optional.ofNullable(old.get(place));
            Optional<ItemValue> is = Optional.ofNullable(now.get(place));
            if (!was.equals(is)) {
                changes.add(new ItemChange(place.path(), place.language(), was, is));
            }
        }
        return changes;
    }

    /** The value before as a form holds it; null where there was none. */
    public JsonNode beforeJson() {
        return json(before);
    }

    /** The value after as a form holds it; null where there is none. */
    public JsonNode afterJson() {
        return json(after);
    }

    private static JsonNode json(Optional<ItemValue> value) {
        return value.map(FieldValue::json).orElse(NullNode.getInstance());
    }

    /** The field of the item that it belongs to. */
    public String field() {
        return place().field();
    }

    Place place() {
        return new Place(path, language);
    }

    /** How the text changed; for lists one value in each line. */
    public List<TextChanges.Piece> pieces() {
        return TextChanges.between(text(before), text(after));
    }

    private static String text(Optional<ItemValue> value) {
        return value.map(each -> String.join("\n", each.texts())).orElse("");
    }
}
