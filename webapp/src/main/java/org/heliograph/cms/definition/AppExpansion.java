package org.heliograph.cms.definition;

import java.util.Map;

/** Generates the app of a content type ({@code !content-type:NAME}). */
final class AppExpansion {

    private final ContentType type;
    private final Map<String, ContentType> types;
    private final Location location;

    AppExpansion(ContentType type, Map<String, ContentType> types, Location location) {
        this.type = type;
        this.types = types;
        this.location = location;
    }

    ConfigNode app() {
        return ConfigNode.map(location, Map.of(), Map.of());
    }
}
