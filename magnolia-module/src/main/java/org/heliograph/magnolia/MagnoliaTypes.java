package org.heliograph.magnolia;

import info.magnolia.cms.i18n.I18nContentSupport;
import info.magnolia.types.ContentTypeDefinition;
import info.magnolia.types.ContentTypeRegistry;
import info.magnolia.types.datasource.jcr.JcrDataSourceDefinition;
import info.magnolia.types.model.PropertyDefinition;
import info.magnolia.types.model.jcr.JcrModelDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliograph.host.Publication.Type;

/** The content types and languages that Magnolia knows at the moment. */
final class MagnoliaTypes {

    private final ContentTypeRegistry registry;
    private final I18nContentSupport i18n;

    MagnoliaTypes(ContentTypeRegistry registry, I18nContentSupport i18n) {
        this.registry = registry;
        this.i18n = i18n;
    }

    Optional<Type> of(String workspace) {
        return registry.getAllDefinitions().stream()
                .filter(type -> isIn(type, workspace))
                .flatMap(type -> type.getModel() instanceof JcrModelDefinition model
                        ? Stream.of(type(model))
                        : Stream.<Type>empty())
                .findFirst();
    }

    private static boolean isIn(ContentTypeDefinition type, String workspace) {
        return type.getDatasource() instanceof JcrDataSourceDefinition source
                && workspace.equals(source.getWorkspace());
    }

    private static Type type(JcrModelDefinition model) {
        return new Type(
                model.getNodeType(),
                model.getProperties().stream()
                        .collect(Collectors.toMap(
                                PropertyDefinition::getName,
                                PropertyDefinition::isI18n,
                                (one, other) -> one,
                                TreeMap::new)));
    }

    List<Locale> languages() {
        return Stream.concat(Stream.of(standard()), i18n.getLocales().stream())
                .distinct()
                .toList();
    }

    Locale standard() {
        return i18n.getDefaultLocale();
    }
}
