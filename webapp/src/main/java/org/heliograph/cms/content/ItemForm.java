package org.heliograph.cms.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heliograph.cms.definition.ContentType.Property;

/**
 * The values of an item as a form holds them: a JSON object with a member per field. A field with a value per language is
 * an object by language tag; a structured value is an object, a list of those an array of objects, in each of which
 * {@code @name} tells the row.
 */
final class ItemForm {

    /** The member that tells which stored row one is. */
    static final String ROW = "@name";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ItemForm() {}

    /** All fields of an item that have a value, in the order of its content type; what it does not declare comes last. */
    static ObjectNode of(ItemNode node, NodeLanguages names) {
        Languages languages = names.languages();
        List<String> order =
                names.declared().properties().stream().map(Property::name).toList();
        Set<String> stored = new TreeSet<>(DeclaredOrder.of(order, languages));
        node.propertyNames().stream().filter(Revision::isContent).forEach(stored::add);
        stored.addAll(node.childNames());
        ObjectNode form = JSON.objectNode();
        for (String name : stored) {
            Set<String> siblings = node.properties().containsKey(name) ? node.propertyNames() : node.childNames();
            put(form, name, names.of(name, siblings), value(node, name, names, siblings), names);
        }
        return form;
    }

    /** Values of parts that belong to one language are not told apart again. */
    private static void put(
            ObjectNode form, String stored, Optional<Locale> language, JsonNode value, NodeLanguages names) {
        if (language.isEmpty() || names.inherited().isPresent()) {
            form.set(stored, value);
            return;
        }
        String field = names.languages().field(stored);
        ObjectNode byLanguage = form.get(field) instanceof ObjectNode there ? there : form.putObject(field);
        byLanguage.set(language.get().toLanguageTag(), value);
    }

    private static JsonNode value(ItemNode node, String name, NodeLanguages names, Set<String> siblings) {
        ItemValue value = node.properties().get(name);
        if (value != null) {
            return FieldValue.json(value);
        }
        ItemNode part = node.child(name).orElseThrow();
        NodeLanguages below = names.below(name, siblings);
        if (!below.declared().isList()) {
            return of(part, below);
        }
        ArrayNode rows = JSON.arrayNode();
        for (ItemNode row : part.children()) {
            ObjectNode shown = JSON.objectNode().put(ROW, row.name());
            shown.setAll(of(row, below.below(row.name(), part.childNames())));
            rows.add(shown);
        }
        return rows;
    }
}
