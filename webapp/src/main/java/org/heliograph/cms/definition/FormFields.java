package org.heliograph.cms.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heliograph.cms.definition.ContentType.Property;
import org.heliograph.cms.definition.ContentType.SubModel;

import static org.heliograph.cms.definition.AppExpansion.ordered;

/** The form fields that Magnolia generates for the properties of a content type. */
final class FormFields {

    private static final Map<String, String> CONVERTERS = Map.of(
            "Long", "com.vaadin.data.converter.StringToLongConverter",
            "Double", "com.vaadin.data.converter.StringToDoubleConverter",
            "Decimal", "com.vaadin.data.converter.StringToBigDecimalConverter");
    private static final Map<String, String> JAVA_TYPES =
            Map.of("Long", "java.lang.Long", "Double", "java.lang.Double", "Decimal", "java.math.BigDecimal");

    private final ContentType type;
    private final Map<String, ContentType> types;

    FormFields(ContentType type, Map<String, ContentType> types) {
        this.type = type;
        this.types = types;
    }

    /** The name of the item first, then a field a property. */
    Map<String, Object> ofType() {
        Map<String, Object> fields = ordered("name", nodeName());
        fields.putAll(of(type.model().properties(), Set.of(), false));
        return fields;
    }

    private static Map<String, Object> nodeName() {
        return ordered(
                "$type", "textField",
                "required", "true",
                "validators", ordered("nodeName", ordered("$type", "nodeNameValidator")));
    }

    /**
     * @param open names of the sub-models that are being described, which may contain themselves
     * @param locked whether what holds them is for reading; Magnolia's lists and composites cannot say so themselves
     */
    private Map<String, Object> of(List<Property> properties, Set<String> open, boolean locked) {
        Map<String, Object> fields = new LinkedHashMap<>();
        properties.forEach(
                property -> fields.put(property.name(), field(property, open, locked || property.readOnly())));
        return fields;
    }

    private Map<String, Object> field(Property property, Set<String> open, boolean locked) {
        Optional<SubModel> model = type.model().subModel(property.type()).filter(m -> !open.contains(m.name()));
        Map<String, Object> field = model.isPresent()
                ? ofSubModel(property, model.get(), open, locked)
                : multiple(property, single(property, locked));
        property.label().ifPresent(label -> field.put("label", label));
        putIfTrue(field, "i18n", property.i18n());
        putIfTrue(field, "required", property.required());
        property.defaultValue().ifPresent(value -> field.put("defaultValue", value));
        return field;
    }

    private static void putIfTrue(Map<String, Object> field, String key, boolean value) {
        if (value) {
            field.put(key, "true");
        }
    }

    private Map<String, Object> ofSubModel(Property property, SubModel model, Set<String> open, boolean locked) {
        Set<String> inner = new TreeSet<>(open);
        inner.add(model.name());
        Map<String, Object> provider = ordered("$type", "jcrChildNodeProvider", "nodeType", model.nodeType());
        Map<String, Object> composite = ordered("$type", "compositeField");
        if (!property.multiple()) {
            composite.put("itemProvider", provider);
            composite.put("properties", of(model.properties(), inner, locked));
            return composite;
        }
        composite.put("properties", of(model.properties(), inner, locked));
        return ordered("$type", "jcrMultiField", "itemProvider", provider, "field", composite);
    }

    /**
     * Several dates or choices are child nodes, several of anything else a property with several values. Who wants several
     * choices in one property overrides the field.
     */
    private static Map<String, Object> multiple(Property property, Map<String, Object> field) {
        if (!property.multiple()) {
            return field;
        }
        boolean nodes = property.type().equals("Date") || !property.options().isEmpty();
        return ordered("$type", nodes ? "jcrMultiField" : "jcrMultiValueField", "field", field);
    }

    private Map<String, Object> single(Property property, boolean locked) {
        Map<String, Object> field = single(property);
        putIfTrue(field, "readOnly", locked);
        return field;
    }

    private Map<String, Object> single(Property property) {
        if (!property.options().isEmpty()) {
            return select(property);
        }
        if (property.referencedType().isPresent()) {
            return link(property.referencedType().get());
        }
        return switch (property.type()) {
            case "Boolean" -> ordered("$type", "checkBoxField", "type", "java.lang.Boolean");
            case "Date" -> ordered("$type", "dateField", "type", "java.util.Date", "time", "false");
            case "richText" -> ordered("$type", "richTextField");
            case "asset" -> ordered("$type", "damLinkField");
            default -> text(property.type());
        };
    }

    private static Map<String, Object> text(String type) {
        Map<String, Object> field = ordered("$type", "textField");
        if (CONVERTERS.containsKey(type)) {
            field.put("type", JAVA_TYPES.get(type));
            field.put("converterClass", CONVERTERS.get(type));
        }
        return field;
    }

    private static Map<String, Object> select(Property property) {
        List<Map<String, Object>> options = property.options().stream()
                .map(o -> ordered("name", o.value(), "value", o.value(), "label", o.label()))
                .toList();
        return ordered(
                "$type", "comboBoxField", "datasource", ordered("$type", "optionListDatasource", "options", options));
    }

    private Map<String, Object> link(String target) {
        Map<String, Object> datasource = ordered("$type", "jcrDatasource");
        ContentType referenced = types.get(target);
        if (referenced != null) {
            datasource.put("workspace", referenced.datasource().workspace());
            datasource.put(
                    "allowedNodeTypes",
                    List.of(AppExpansion.FOLDER, referenced.model().nodeType()));
        }
        return ordered("$type", "linkField", "datasource", datasource);
    }
}
