package org.heliograph.cms.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.heliograph.cms.content.FieldProblem.Spot;
import org.heliograph.cms.definition.ContentType.Property;
import org.heliograph.cms.definition.ContentType.SubModel;

/**
 * Lays what a form sends over an item. Fields, languages and members of rows that are not sent stay as they are; a sent
 * list has all its rows. What is sent as it is stored changes nothing, even where it could not be stored anew.
 */
final class ItemEdit {

    private static final String CONTENT_NODE = "mgnl:contentNode";

    private final Languages languages;
    private final List<FieldProblem> problems = new ArrayList<>();
    private final Map<String, Set<String>> removed = new LinkedHashMap<>();

    ItemEdit(Languages languages) {
        this.languages = languages;
    }

    /** What is wrong with what was sent; the fields in question are unchanged then. */
    List<FieldProblem> problems() {
        return problems;
    }

    /** What was taken out of rich texts, by JSON Pointer. */
    Map<String, Set<String>> removed() {
        return removed;
    }

    /** The item with the values of a form. */
    ItemNode apply(ItemNode item, NodeLanguages names, JsonNode form) {
        return edited(item, names, form, Spot.ITEM);
    }

    private ItemNode edited(ItemNode node, NodeLanguages names, JsonNode form, Spot spot) {
        if (!form.isObject()) {
            problems.add(FieldProblem.of(spot, "field-no-object"));
            return node;
        }
        Changing changing = new Changing(node, names);
        ObjectNode stored = ItemForm.of(node, names);
        for (Map.Entry<String, JsonNode> sent : form.properties()) {
            String name = sent.getKey();
            JsonNode before = stored.path(name);
            if (!name.equals(ItemForm.ROW) && !isSame(before, sent.getValue())) {
                Optional<Property> property = names.declared().property(name);
                if (property.isEmpty()) {
                    problems.add(FieldProblem.of(spot.below(name), "field-unknown"));
                } else if (property.get().readOnly()) {
                    problems.add(FieldProblem.of(spot.below(name), "field-read-only"));
                } else {
                    field(changing, property.get(), before, sent.getValue(), spot.below(name));
                }
            }
        }
        return changing.done();
    }

    /** No value and nothing stored are one thing. */
    private static boolean isSame(JsonNode stored, JsonNode sent) {
        return stored.equals(sent) || stored.isMissingNode() && sent.isNull();
    }

    private void field(Changing node, Property property, JsonNode before, JsonNode sent, Spot spot) {
        if (!node.isLocalized(property)) {
            set(node, property, property.name(), sent, spot);
            return;
        }
        if (sent.isNull()) {
            languages.i18n().locales().forEach(locale -> set(node, property, locale, sent, spot));
            return;
        }
        if (!sent.isObject()) {
            problems.add(FieldProblem.of(spot, "field-no-languages"));
            return;
        }
        for (Map.Entry<String, JsonNode> each : sent.properties()) {
            Optional<Locale> locale = languages.i18n().locales().stream()
                    .filter(known -> known.toLanguageTag().equals(each.getKey()))
                    .findFirst();
            if (locale.isEmpty()) {
                problems.add(FieldProblem.of(spot.below(each.getKey()), "field-language-unknown"));
            } else if (!isSame(before.path(each.getKey()), each.getValue())) {
                set(node, property, locale.get(), each.getValue(), spot.in(locale));
            }
        }
    }

    /** The default language may have been stored under its name, which would stand before the new value. */
    private void set(Changing node, Property property, Locale locale, JsonNode sent, Spot spot) {
        String stored = languages.stored(property.name(), locale);
        if (!stored.endsWith("_" + locale)) {
            set(node, property, property.name() + "_" + locale, NullNode.getInstance(), spot);
        }
        set(node, property, stored, sent, spot);
    }

    private void set(Changing node, Property property, String stored, JsonNode sent, Spot spot) {
        Optional<SubModel> model = node.names.declared().subModel(property);
        if (model.isEmpty()) {
            int before = problems.size();
            Optional<ItemValue> value = FieldValue.parse(property, sent, spot, problems);
            if (problems.size() == before) {
                node.put(stored, value.map(each -> clean(property, each, spot)));
            }
        } else if (sent.isNull()) {
            node.remove(stored);
        } else if (property.multiple()) {
            ItemNode list = node.part(stored, CONTENT_NODE);
            node.put(rows(list, node.below(stored), property, model.get(), sent, spot));
        } else {
            node.put(edited(node.part(stored, model.get().nodeType()), node.below(stored), sent, spot));
        }
    }

    private ItemValue clean(Property property, ItemValue value, Spot spot) {
        if (!property.type().equals(FieldValue.RICH_TEXT)) {
            return value;
        }
        List<String> texts = new ArrayList<>();
        for (String text : value.texts()) {
            RichText clean = RichText.of(text);
            texts.add(clean.html());
            if (!clean.removed().isEmpty()) {
                removed.put(spot.pointer(), clean.removed());
            }
        }
        return new ItemValue(value.type(), value.multiple(), texts);
    }

    private ItemNode rows(
            ItemNode list, NodeLanguages names, Property property, SubModel model, JsonNode sent, Spot spot) {
        if (!sent.isArray()) {
            problems.add(FieldProblem.of(spot, "field-no-list"));
            return list;
        }
        if (sent.size() > ItemCheck.MAX_VALUES) {
            problems.add(FieldProblem.of(spot, "field-too-many", ItemCheck.MAX_VALUES));
            return list;
        }
        RowNames rowNames = new RowNames(property.name(), list);
        List<ItemNode> rows = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            Spot row = spot.below(String.valueOf(i));
            Optional<String> name = rowNames.of(sent.get(i).path(ItemForm.ROW));
            if (name.isEmpty()) {
                problems.add(FieldProblem.of(row.below(ItemForm.ROW), "field-row-unknown"));
                return list;
            }
            ItemNode stored = list.child(name.get()).orElse(newNode(name.get(), model.nodeType()));
            rows.add(edited(stored, names.below(name.get(), list.childNames()), sent.get(i), row));
        }
        return new ItemNode(list.name(), list.id(), list.type(), list.mixins(), list.properties(), List.copyOf(rows));
    }

    private static ItemNode newNode(String name, String type) {
        String id = UUID.randomUUID().toString();
        return new ItemNode(name, id, type, List.of(), new TreeMap<>(), List.of());
    }

    /** The names of rows: each is used once, and new ones go on counting, as Magnolia's do. */
    private static final class RowNames {

        private final String prefix;
        private final Pattern form;
        private final Set<String> stored;
        private final Set<String> used = new HashSet<>();
        private int next;

        RowNames(String prefix, ItemNode list) {
            this.prefix = prefix;
            this.form = Pattern.compile(Pattern.quote(prefix) + "(0|[1-9]\\d{0,5})");
            this.stored = list.childNames();
            stored.stream()
                    .filter(name -> form.matcher(name).matches())
                    .forEach(name -> next = Math.max(next, number(name) + 1));
        }

        private int number(String name) {
            return Integer.parseInt(name.substring(prefix.length()));
        }

        /** The name of a row that is sent with one, or without. */
        Optional<String> of(JsonNode sent) {
            if (sent.isMissingNode() || sent.isNull()) {
                String name = prefix + next++;
                used.add(name);
                return Optional.of(name);
            }
            String name = sent.asText();
            boolean known = stored.contains(name) || form.matcher(name).matches();
            if (!sent.isTextual() || !known || !used.add(name)) {
                return Optional.empty();
            }
            if (!stored.contains(name)) {
                next = Math.max(next, number(name) + 1);
            }
            return Optional.of(name);
        }
    }

    /** A node while it is changed. */
    private static final class Changing {

        private final ItemNode node;
        private final NodeLanguages names;
        private final SortedMap<String, ItemValue> properties;
        private final Map<String, ItemNode> parts = new LinkedHashMap<>();

        Changing(ItemNode node, NodeLanguages names) {
            this.node = node;
            this.names = names;
            this.properties = new TreeMap<>(node.properties());
            node.children().forEach(part -> parts.put(part.name(), part));
        }

        boolean isLocalized(Property property) {
            return names.inherited().isEmpty()
                    && (names.languages().isLocalized(names.declared(), property.name(), node.propertyNames())
                            || names.languages().isLocalized(names.declared(), property.name(), node.childNames()));
        }

        void put(String name, Optional<ItemValue> value) {
            if (value.isPresent()) {
                properties.put(name, value.get());
            } else {
                properties.remove(name);
            }
        }

        void put(ItemNode part) {
            parts.put(part.name(), part);
        }

        void remove(String part) {
            parts.remove(part);
        }

        ItemNode part(String name, String type) {
            ItemNode stored = parts.get(name);
            return stored == null ? newNode(name, type) : stored;
        }

        NodeLanguages below(String part) {
            return names.below(part, node.childNames());
        }

        ItemNode done() {
            return new ItemNode(
                    node.name(), node.id(), node.type(), node.mixins(), properties, List.copyOf(parts.values()));
        }
    }
}
