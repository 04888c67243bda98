package org.heliograph.cms.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heliograph.cms.definition.ConfigNode;
import org.heliograph.cms.definition.Definition;
import org.heliograph.cms.definition.Definitions;

/**
 * The renditions of the site's theme.
 *
 * @param name of the theme
 * @param variations names of those that have a size
 */
record Theme(String name, Set<String> variations) {

    static Theme of(Definitions definitions) {
        String name = definitions.site().theme();
        Set<String> sized = new TreeSet<>();
        Optional.ofNullable(definitions.themes().get(name))
                .map(Definition::config)
                .flatMap(config -> config.get("imaging"))
                .flatMap(imaging -> imaging.get("variations"))
                .map(ConfigNode::children)
                .orElse(Map.of())
                .forEach((variation, settings) -> {
                    if (settings.get("width").isPresent()
                            || settings.get("height").isPresent()) {
                        sized.add(variation);
                    }
                });
        return new Theme(name, sized);
    }
}
