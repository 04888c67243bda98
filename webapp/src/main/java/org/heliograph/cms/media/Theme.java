package org.heliograph.cms.media;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heliograph.cms.definition.ConfigNode;
import org.heliograph.cms.definition.Definition;
import org.heliograph.cms.definition.Definitions;

/**
 * The renditions of a theme: Magnolia's variations that have a size.
 *
 * @param name of the theme
 * @param variations by name
 */
public record Theme(String name, Map<String, RenditionSpec> variations) {

    /** The theme of the site; without variations where it has none. */
    public static Theme ofSite(Definitions definitions) {
        String name = definitions.site().theme();
        return find(definitions, name).orElse(new Theme(name, Map.of()));
    }

    /** A theme by its name. */
    static Optional<Theme> find(Definitions definitions, String name) {
        return Optional.ofNullable(definitions.themes().get(name))
                .map(Definition::config)
                .map(config -> new Theme(name, variations(config)));
    }

    private static Map<String, RenditionSpec> variations(ConfigNode theme) {
        Map<String, RenditionSpec> sized = new TreeMap<>();
        theme.get("imaging")
                .flatMap(imaging -> imaging.get("variations"))
                .map(ConfigNode::children)
                .orElse(Map.of())
                .forEach((name, settings) -> spec(settings).ifPresent(spec -> sized.put(name, spec)));
        return sized;
    }

    private static Optional<RenditionSpec> spec(ConfigNode settings) {
        try {
            int quality = number(settings, "quality");
            return Optional.of(RenditionSpec.ofVariation(
                    number(settings, "width"),
                    number(settings, "height"),
                    quality == 0 ? RenditionSpec.USUAL_QUALITY : quality));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int number(ConfigNode settings, String name) {
        return settings.get(name)
                .flatMap(ConfigNode::text)
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .orElse(0);
    }
}
