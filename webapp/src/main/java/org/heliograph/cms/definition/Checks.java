package org.heliograph.cms.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What only shows when all definitions are known: whether what they refer to is there. */
final class Checks {

    private final Map<DefinitionType, Map<String, Definition>> all;
    private final EndpointChecks endpoints;
    private final ContentTypeChecks contentTypes;
    private final PageChecks pages;
    private final ScriptChecks scripts;
    private final GenerationChecks generation;

    Checks(
            ModuleFiles files,
            Map<DefinitionType, Map<String, Definition>> all,
            Map<String, ContentType> contentTypes,
            Map<String, Endpoint> endpoints,
            Messages messages,
            Problems problems) {
        this.all = all;
        Set<String> types = all.get(DefinitionType.CONTENT_TYPE).keySet();
        this.endpoints = new EndpointChecks(endpoints, contentTypes.values(), unusable(files, contentTypes), problems);
        this.contentTypes = new ContentTypeChecks(types, contentTypes, problems);
        this.pages = new PageChecks(files, all, messages, problems);
        this.scripts = new ScriptChecks(files, problems);
        this.generation = new GenerationChecks(problems);
    }

    /** The text of content types that could not be used, and may have declared what now seems to be missing. */
    private String unusable(ModuleFiles files, Map<String, ContentType> contentTypes) {
        StringBuilder text = new StringBuilder();
        all.get(DefinitionType.CONTENT_TYPE).forEach((id, definition) -> {
            if (!contentTypes.containsKey(id)) {
                text.append(files.text(definition.file().file())).append('\n');
            }
        });
        return text.toString();
    }

    void run() {
        each(DefinitionType.ENDPOINT, endpoints::check);
        each(DefinitionType.CONTENT_TYPE, contentTypes::check);
        each(DefinitionType.TEMPLATE, (id, definition) -> pages.checkTemplate(definition));
        each(DefinitionType.DIALOG, (id, definition) -> pages.checkDialog(definition));
        each(DefinitionType.APP, pages::checkApp);
        each(DefinitionType.VIRTUAL_URI_MAPPING, (id, definition) -> pages.checkMapping(definition));
        Map<String, Definition> templates = new LinkedHashMap<>();
        each(DefinitionType.TEMPLATE, templates::put);
        scripts.check(templates.values());
        generation.check(templates);
    }

    private void each(DefinitionType type, BiConsumer<String, Definition> check) {
        all.get(type).forEach((id, definition) -> {
            if (definition.valid()) {
                check.accept(id, definition);
            }
        });
    }
}
