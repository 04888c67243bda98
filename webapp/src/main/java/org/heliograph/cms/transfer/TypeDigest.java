package org.heliograph.cms.transfer;

import java.util.List;
import org.heliograph.cms.definition.ContentType;

/** Tells whether two hosts mean the same by a content type. */
final class TypeDigest {

    private TypeDigest() {}

    /** Changes with what is stored of an item, not with labels. */
    static String of(ContentType type) {
        StringBuilder text = new StringBuilder(type.model().nodeType());
        text.append(described(type.model().properties()));
        type.model()
                .subModels()
                .forEach(
                        part -> text.append(part.name()).append(part.nodeType()).append(described(part.properties())));
        return Digests.of(text.toString());
    }

    private static List<String> described(List<ContentType.Property> properties) {
        return properties.stream().map(TypeDigest::of).toList();
    }

    private static String of(ContentType.Property property) {
        return property.name() + ":" + property.type() + (property.required() ? "!" : "")
                + (property.multiple() ? "*" : "") + (property.i18n() ? "@" : "")
                + property.options().stream().map(ContentType.Option::value).toList();
    }
}
