package org.heliograph.cms.index;

import java.util.List;
import java.util.Map;

/**
 * What the search box found.
 *
 * @param total number of all hits
 * @param hits those of the page, the best first
 */
public record TextHits(long total, List<Hit> hits) {

    /**
     * @param id of the item
     * @param path of the item
     * @param workspace where it is stored
     * @param type name of its content type
     * @param title in the language asked for, or else in the default language, or else in any; may be empty
     * @param summary likewise, without markup
     * @param highlights HTML by property: what was found is in {@code <em>}, all else is escaped. A value of another
     *     language than the one asked for stands under its stored name
     * @param score comparable within one answer only
     */
    public record Hit(
            String id,
            String path,
            String workspace,
            String type,
            String title,
            String summary,
            Map<String, String> highlights,
            float score) {}
}
