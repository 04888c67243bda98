package org.heliograph.cms.content;

import java.util.List;
import java.util.Optional;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.ContentType.Model;
import org.heliograph.cms.definition.ContentType.Property;
import org.heliograph.cms.definition.ContentType.SubModel;
import org.heliograph.cms.definition.Definitions;

/** What a content type says of the properties of a node: an item, or a part of one. */
public final class Declared {

    /** A node that no content type describes. */
    public static final Declared UNKNOWN =
            new Declared(new Model("", List.of(), List.of()), List.of(), Optional.empty(), Optional.empty());

    private final Model model;
    private final List<Property> properties;
    /** What the children of a list are. */
    private final Optional<Declared> rows;
    /** The name of the content type, of items only. */
    private final Optional<String> type;

    private Declared(Model model, List<Property> properties, Optional<Declared> rows, Optional<String> type) {
        this.model = model;
        this.properties = properties;
        this.rows = rows;
        this.type = type;
    }

    /** An item of a content type. */
    public static Declared of(ContentType type) {
        Model model = type.model();
        return new Declared(model, model.properties(), Optional.empty(), Optional.of(type.name()));
    }

    /** A node that is no part of another one. */
    public static Declared of(Definitions definitions, String workspace, String nodeType) {
        return in(definitions, workspace).stream()
                .filter(type -> type.model().nodeType().equals(nodeType))
                .findFirst()
                .map(Declared::of)
                .orElse(UNKNOWN);
    }

    /** The content types of a workspace. */
    public static List<ContentType> in(Definitions definitions, String workspace) {
        return definitions.contentTypes().values().stream()
                .filter(type -> type.datasource().workspace().equals(workspace))
                .toList();
    }

    /** The content type of an item. */
    public Optional<String> type() {
        return type;
    }

    /** Whether the children are the rows of a list, whatever their names. */
    public boolean isList() {
        return rows.isPresent();
    }

    /** The properties, in the order of the definition. */
    public List<Property> properties() {
        return properties;
    }

    /** The sub-model that a property's values are of, if they are no plain values. */
    public Optional<SubModel> subModel(Property property) {
        return model.subModel(property.type());
    }

    /** The property of that name, in the default language. */
    public Optional<Property> property(String name) {
        return properties.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Whether a property has a value per language. */
    public boolean isLocalized(String name) {
        return property(name).map(Property::i18n).orElse(false);
    }

    /** The content type that a property refers to. */
    public Optional<String> referencedBy(String name) {
        return property(name).flatMap(Property::referencedType);
    }

    /** Names of the properties that refer to items. */
    public List<String> references() {
        return properties.stream()
                .filter(each -> each.referencedType().isPresent())
                .map(Property::name)
                .toList();
    }

    /** A child node. */
    public Declared below(String child) {
        if (rows.isPresent()) {
            return rows.get();
        }
        return property(child)
                .flatMap(each -> model.subModel(each.type()).map(part -> {
                    Declared one = new Declared(model, part.properties(), Optional.empty(), Optional.empty());
                    return each.multiple() ? new Declared(model, List.of(), Optional.of(one), Optional.empty()) : one;
                }))
                .orElse(UNKNOWN);
    }
}
