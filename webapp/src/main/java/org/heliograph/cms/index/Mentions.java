package org.heliograph.cms.index;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.PropertyType;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;

/** The identifiers that stand in the values of a node: references of any kind, keys of assets, links within texts. */
final class Mentions {

    private static final Pattern IDENTIFIER =
            Pattern.compile("(?<![0-9a-fA-F-])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9a-fA-F-])");
    private static final int LENGTH = 36;

    private Mentions() {}

    /** In lower case, as the repository makes them. */
    static Set<String> in(NodeSnapshot node) {
        Set<String> found = new LinkedHashSet<>();
        node.properties().forEach((name, property) -> {
            if (!NodeSnapshot.isSystemProperty(name) && holdsText(property)) {
                property.values().forEach(value -> collect(value.toString(), found));
            }
        });
        return found;
    }

    private static boolean holdsText(Property property) {
        return property.type() == PropertyType.STRING
                || property.type() == PropertyType.REFERENCE
                || property.type() == PropertyType.WEAKREFERENCE;
    }

    private static void collect(String text, Set<String> found) {
        if (text.length() >= LENGTH && text.indexOf('-') >= 0) {
            for (Matcher id = IDENTIFIER.matcher(text); id.find(); ) {
                found.add(id.group().toLowerCase(Locale.ROOT));
            }
        }
    }
}
