package org.heliograph.cms.definition;

import java.util.Map;

/** What only shows when all definitions are known: references from one to another. */
final class Checks {

    private final ModuleFiles files;
    private final Map<DefinitionType, Map<String, Definition>> all;
    private final Map<String, ContentType> contentTypes;
    private final Map<String, Endpoint> endpoints;
    private final Problems problems;

    Checks(
            ModuleFiles files,
            Map<DefinitionType, Map<String, Definition>> all,
            Map<String, ContentType> contentTypes,
            Map<String, Endpoint> endpoints,
            Problems problems) {
        this.files = files;
        this.all = all;
        this.contentTypes = contentTypes;
        this.endpoints = endpoints;
        this.problems = problems;
    }

    void run() {}
}
