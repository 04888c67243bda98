package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.definition.ConfigNode;

/**
 * The form of an app as an editor's tool draws it: tabs with fields, as the definition has them. Types of fields keep
 * Magnolia's names ({@code textField}, {@code jcrMultiField} ...).
 */
final class AppForm {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> CHOICES = Set.of(
            "comboBoxField",
            "checkBoxGroupField",
            "radioButtonGroupField",
            "listSelectField",
            "twinColSelectField",
            "tokenField");

    static final Schema FIELD = Schema.named("Field", AppForm::fieldSchema);

    static final Schema FORM = Schema.named(
            "Form",
            () -> Schema.object()
                    .with("label", Schema.text(500))
                    .with(
                            "tabs",
                            Schema.list(
                                    Schema.object()
                                            .with("name", Schema.text(255))
                                            .with("label", Schema.text(500))
                                            .with("fields", Schema.list(FIELD, 1000)),
                                    100)));

    private final AppTexts texts;

    AppForm(AppTexts texts) {
        this.texts = texts;
    }

    private static Schema fieldSchema() {
        Schema option = Schema.object().with("value", Schema.text(1000)).with("label", Schema.text(1000));
        Schema validator = Schema.object()
                .with("type", Schema.text(100))
                .may("pattern", Schema.text(1000))
                .may("message", Schema.text(1000));
        Schema target = Schema.object()
                .with("workspace", Schema.text(100))
                .with("nodeTypes", Schema.list(Schema.text(100), 100));
        return Schema.object()
                .with("name", Schema.text(255).about("Name of the property or child node.", "属性或子节点的名称。"))
                .with("type", Schema.text(100).about("As Magnolia names it.", "Magnolia 的字段类型名。"))
                .with(
                        "valueType",
                        Schema.oneOf("String", "Long", "Double", "Decimal", "Boolean", "Date", "Reference", "Node")
                                .about(
                                        "What is stored; Node is a child node with properties of its own.",
                                        "存储的类型；Node 表示带有自己属性的子节点。"))
                .with("label", Schema.text(1000))
                .may("description", Schema.text(2000))
                .may("placeholder", Schema.text(1000))
                .with("required", Schema.flag().about("Before it is published.", "发布前必须填写。"))
                .with(
                        "i18n",
                        Schema.flag()
                                .about(
                                        "Whether there is one for each language, the others under name_language.",
                                        "是否每种语言各有一份；非默认语言存储为 名称_语言。"))
                .with("readOnly", Schema.flag())
                .with("multiple", Schema.flag())
                .may("defaultValue", Schema.text(1000))
                .may("rows", Schema.integer(1, 1000))
                .may("maxLength", Schema.integer(1, 1_000_000_000))
                .may("time", Schema.flag().about("Of a date: whether the time of day counts.", "日期是否包含时间。"))
                .may("options", Schema.list(option, 10_000))
                .may("target", target.about("Where what is referred to is stored.", "引用目标所在位置。"))
                .may("validators", Schema.list(validator, 100))
                .may("fields", Schema.list(FIELD, 1000).about("Of a child node.", "子节点的字段。"));
    }

    /** @param detail the sub-app that edits an item */
    ObjectNode toJson(String subApp, ConfigNode detail) {
        ObjectNode form = JSON.objectNode().put("label", texts.label(detail, List.of(subApp)));
        ArrayNode tabs = form.putArray("tabs");
        Map<String, ConfigNode> fields =
                detail.at("form.properties").map(ConfigNode::children).orElse(Map.of());
        Map<String, ConfigNode> layout =
                detail.at("form.layout.tabs").map(ConfigNode::children).orElse(Map.of());
        if (layout.isEmpty()) {
            ObjectNode tab = tabs.addObject().put("name", subApp).put("label", texts.label(detail, List.of(subApp)));
            addFields(tab, fields, List.of());
        }
        layout.forEach((name, definition) -> {
            ObjectNode tab = tabs.addObject().put("name", name);
            tab.put("label", texts.label(definition, List.of("tabs", name)));
            ArrayNode shown = tab.putArray("fields");
            definition.get("fields").map(ConfigNode::children).orElse(Map.of()).forEach((key, reference) -> {
                String field = reference.text("name").or(reference::text).orElse(key);
                Optional.ofNullable(fields.get(field)).ifPresent(each -> shown.add(field(field, each, List.of(field))));
            });
        });
        return form;
    }

    private void addFields(ObjectNode holder, Map<String, ConfigNode> fields, List<String> place) {
        ArrayNode shown = holder.putArray("fields");
        fields.forEach((name, field) -> shown.add(field(name, field, plus(place, name))));
    }

    private static List<String> plus(List<String> place, String name) {
        List<String> longer = new ArrayList<>(place);
        longer.add(name);
        return longer;
    }

    private ObjectNode field(String name, ConfigNode definition, List<String> place) {
        String type = type(definition);
        boolean multiple = type.equals("jcrMultiField") || type.equals("jcrMultiValueField");
        // What is stored many times over says for itself what it is; how it is called and whether it is needed, the
        // list.
        ConfigNode one = multiple ? definition.get("field").orElse(definition) : definition;
        ObjectNode json = JSON.objectNode().put("name", name).put("type", type(one));
        json.put("valueType", valueType(one));
        json.put("label", texts.label(definition, place));
        texts.find(definition, place, "description").ifPresent(text -> json.put("description", text));
        texts.find(definition, place, "placeholder").ifPresent(text -> json.put("placeholder", text));
        json.put("required", is(definition, "required"));
        json.put("i18n", is(definition, "i18n"));
        json.put("readOnly", isReadOnly(definition));
        json.put("multiple", multiple);
        definition.text("defaultValue").ifPresent(value -> json.put("defaultValue", value));
        number(one, definition, "rows").ifPresent(rows -> json.put("rows", rows));
        number(one, definition, "maxLength").ifPresent(most -> json.put("maxLength", most));
        if (type(one).equals("dateField")) {
            json.put("time", is(one, "time") || is(definition, "time"));
        }
        addOptions(json, one, place);
        addTarget(json, one);
        addValidators(json, definition);
        one.get("properties").ifPresent(parts -> addFields(json, parts.children(), place));
        return json;
    }

    private static String type(ConfigNode field) {
        return field.text("$type")
                .or(() -> field.text("class").map(name -> name.substring(name.lastIndexOf('.') + 1)))
                .orElse("textField");
    }

    private static boolean is(ConfigNode field, String key) {
        return field.text(key).map(Boolean::parseBoolean).orElse(false);
    }

    /** Magnolia's lists and composites cannot say so themselves; what they hold does. */
    private static boolean isReadOnly(ConfigNode field) {
        Map<String, ConfigNode> parts =
                field.get("properties").map(ConfigNode::children).orElse(Map.of());
        return is(field, "readOnly")
                || field.get("field").filter(AppForm::isReadOnly).isPresent()
                || (!parts.isEmpty() && parts.values().stream().allMatch(AppForm::isReadOnly));
    }

    private static Optional<Integer> number(ConfigNode one, ConfigNode list, String key) {
        return one.text(key)
                .or(() -> list.text(key))
                .filter(text -> text.matches("[1-9]\\d{0,8}"))
                .map(Integer::valueOf);
    }

    private static String valueType(ConfigNode field) {
        String javaType = field.text("type").orElse("");
        return switch (type(field)) {
            case "compositeField", "switchableField" -> "Node";
            case "linkField", "damLinkField", "pageLinkField" -> "Reference";
            case "checkBoxField" -> "Boolean";
            case "dateField" -> "Date";
            default ->
                switch (javaType.substring(javaType.lastIndexOf('.') + 1)) {
                    case "Long", "Integer" -> "Long";
                    case "Double" -> "Double";
                    case "BigDecimal" -> "Decimal";
                    case "Boolean" -> "Boolean";
                    case "Date" -> "Date";
                    default -> "String";
                };
        };
    }

    private void addOptions(ObjectNode json, ConfigNode field, List<String> place) {
        Map<String, ConfigNode> options =
                field.at("datasource.options").map(ConfigNode::children).orElse(Map.of());
        if (!CHOICES.contains(type(field)) || options.isEmpty()) {
            return;
        }
        ArrayNode shown = json.putArray("options");
        options.forEach((key, option) -> {
            String value = option.text("value").or(option::text).orElse(key);
            shown.addObject()
                    .put("value", value)
                    .put("label", optionLabel(option, plus(plus(place, "options"), value)));
        });
    }

    /** A content type states the label of an option in one language; a text of the app goes before it. */
    private String optionLabel(ConfigNode option, List<String> place) {
        return texts.find(place, "label").orElseGet(() -> texts.label(option, place));
    }

    private static void addTarget(ObjectNode json, ConfigNode field) {
        boolean asset = type(field).equals("damLinkField");
        Optional<String> workspace = field.at("datasource.workspace")
                .flatMap(ConfigNode::text)
                .or(() -> asset ? Optional.of("dam") : Optional.empty());
        workspace.ifPresent(name -> {
            ObjectNode target = json.putObject("target").put("workspace", name);
            ArrayNode types = target.putArray("nodeTypes");
            field.at("datasource.allowedNodeTypes").map(ConfigNode::children).orElse(Map.of()).values().stream()
                    .flatMap(type -> type.text().stream())
                    .forEach(types::add);
        });
    }

    private void addValidators(ObjectNode json, ConfigNode field) {
        Map<String, ConfigNode> validators =
                field.get("validators").map(ConfigNode::children).orElse(Map.of());
        if (validators.isEmpty()) {
            return;
        }
        ArrayNode shown = json.putArray("validators");
        validators.forEach((name, validator) -> {
            ObjectNode one =
                    shown.addObject().put("type", validator.text("$type").orElse(name));
            validator.text("pattern").ifPresent(pattern -> one.put("pattern", pattern));
            texts.find(validator, List.of("validators", name), "errorMessage")
                    .ifPresent(text -> one.put("message", text));
        });
    }
}
