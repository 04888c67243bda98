package org.heliograph.cms.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.ContentType.Property;
import org.heliograph.cms.definition.ContentType.SubModel;
import org.heliograph.cms.definition.Definition;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.schema.NodeShape.Note;

/** The English texts of the message bundles, which belong to the app of a content type. */
final class Texts {

    private final Definitions definitions;

    Texts(Definitions definitions) {
        this.definitions = definitions;
    }

    /** What one item is called. */
    Note item(ContentType type) {
        return new Note(app(type).flatMap(app -> find(app + ".detail.label", app + ".label")), Optional.empty());
    }

    /** What all items are called, or else the name of the type. */
    String items(ContentType type) {
        return app(type).flatMap(app -> find(app + ".label")).orElse(type.name());
    }

    /** The field of a property of an item. */
    Note field(ContentType type, Property property) {
        return field(property, app(type).map(app -> app + "." + property.name()));
    }

    /** The field of a property of a sub-model, as the first form that has the sub-model calls it. */
    Note field(ContentType type, SubModel model, Property property) {
        return field(
                property,
                app(type)
                        .flatMap(app -> type.model().properties().stream()
                                .filter(each -> each.type().equals(model.name()))
                                .flatMap(each -> Stream.of(
                                        app + "." + each.name() + "." + property.name(),
                                        app + "." + each.name() + ".field." + property.name()))
                                .filter(key -> find(key + ".label").isPresent())
                                .findFirst()));
    }

    private Note field(Property property, Optional<String> key) {
        return new Note(
                key.flatMap(k -> find(k + ".label")).or(property::label), key.flatMap(k -> find(k + ".description")));
    }

    private Optional<String> app(ContentType type) {
        return definitions.apps().values().stream()
                .filter(Definition::valid)
                .filter(app -> app.config().text("contentType").equals(Optional.of(type.name())))
                .map(Definition::id)
                .findFirst();
    }

    private Optional<String> find(String... keys) {
        return Arrays.stream(keys)
                .flatMap(key -> definitions.messages().find(Locale.ENGLISH, key).stream())
                .findFirst();
    }
}
