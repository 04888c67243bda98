package org.heliograph.cms.schema;

import java.util.List;

/** Members of an asset's {@code metadata} in an answer. */
final class AssetMembers {

    static final List<String> TEXTS = List.of(
            "fileName",
            "mimeType",
            "format",
            "caption",
            "type",
            "title",
            "description",
            "language",
            "rights",
            "coverage",
            "publisher",
            "source",
            "identifier",
            "relation");

    static final List<String> MOMENTS = List.of("date", "created", "modified");
    static final List<String> NUMBERS = List.of("fileSize", "height", "width");
    static final List<String> LISTS = List.of("creator", "subject", "contributor");

    private AssetMembers() {}
}
