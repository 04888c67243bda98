package org.heliograph.cms.definition;

import java.util.Map;
import java.util.function.BiConsumer;

/** What only shows when all definitions are known: whether what they refer to is there. */
final class Checks {

    private final Map<DefinitionType, Map<String, Definition>> all;
    private final EndpointChecks endpoints;
    private final ContentTypeChecks contentTypes;
    private final PageChecks pages;

    Checks(
            ModuleFiles files,
            Map<DefinitionType, Map<String, Definition>> all,
            Map<String, ContentType> contentTypes,
            Map<String, Endpoint> endpoints,
            Problems problems) {
        this.all = all;
        this.endpoints = new EndpointChecks(endpoints, contentTypes.values(), problems);
        this.contentTypes = new ContentTypeChecks(contentTypes, problems);
        this.pages = new PageChecks(files, all, problems);
    }

    void run() {
        each(DefinitionType.ENDPOINT, endpoints::check);
        each(DefinitionType.CONTENT_TYPE, contentTypes::check);
        each(DefinitionType.TEMPLATE, (id, definition) -> pages.checkTemplate(definition));
        each(DefinitionType.DIALOG, (id, definition) -> pages.checkDialog(definition));
        each(DefinitionType.APP, (id, definition) -> pages.checkApp(definition));
        each(DefinitionType.VIRTUAL_URI_MAPPING, (id, definition) -> pages.checkMapping(definition));
    }

    private void each(DefinitionType type, BiConsumer<String, Definition> check) {
        all.get(type).forEach((id, definition) -> {
            if (definition.valid()) {
                check.accept(id, definition);
            }
        });
    }
}
